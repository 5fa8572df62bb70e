#include "command/terminal/message.h"

#include <fmt/core.h>

#include "command/system/file.h"
#include "command/system/posix.h"

namespace iftrue {

void print_error_stream(std::string_view text) {
  // Nobody is left to tell when standard error itself cannot be written.
  static_cast<void>(write_all(STDERR_FILENO, text));
}

std::string failure_text(std::string_view message, Color color) {
  return color == Color::kAlways ? fmt::format("{}iftrue: {}error:{} {}\n", style::kBold,
                                               style::kError, style::kReset, message)
                                 : fmt::format("iftrue: error: {}\n", message);
}

void print_failure(std::string_view message, Color color) {
  print_error_stream(failure_text(message, color));
}

}  // namespace iftrue
