// What stands behind `echatim_error`.

#ifndef ECHATIM_ABI_ERROR_H_
#define ECHATIM_ABI_ERROR_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "echatim.h"

struct echatim_error {
  echatim_code code = ECHATIM_OTHER;
  std::string name;
  std::string message;
  std::string field;
  std::int32_t server_code = 0;
  std::string server_message;
  std::string json;
};

namespace echatim {

using Error = echatim_error;

// Those that the library itself makes; all others come from the SDK.
[[nodiscard]] Error config_error(std::string_view field, std::string_view problem);
[[nodiscard]] Error state_error(std::string_view message);
[[nodiscard]] Error internal_error(std::string_view message);

// `text`, which is UTF-8, as a JSON string.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace echatim

#endif  // ECHATIM_ABI_ERROR_H_
