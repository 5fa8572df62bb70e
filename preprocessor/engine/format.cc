// Before any header of fmt: makes its functions inline ones of this file.
#define FMT_HEADER_ONLY

#include "engine/format.h"

namespace iftrue {

std::string format_values(fmt::string_view pattern, fmt::format_args values) {
  return fmt::vformat(pattern, values);
}

}  // namespace iftrue
