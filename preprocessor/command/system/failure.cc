#include "command/system/failure.h"

#include <fmt/core.h>

#include <system_error>
#include <utility>

namespace iftrue {

tl::unexpected<Failure> system_failure(std::string_view what, std::string_view path,
                                       int error_number) {
  return failure(fmt::format("cannot {} {}: {}", what, quote(path),
                             std::generic_category().message(error_number)));
}

tl::unexpected<Failure> failure(std::string message) {
  return tl::unexpected<Failure>(Failure{std::move(message)});
}

std::string quote(std::string_view path) { return fmt::format("'{}'", printable(path)); }

std::string printable(std::string_view path) {
  std::string shown;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      shown += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      shown += fmt::format("\\x{:02x}", byte);
    } else {
      shown += c;
    }
  }
  return shown;
}

}  // namespace iftrue
