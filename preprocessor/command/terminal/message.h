// The command's messages on standard error.

#ifndef IFTRUE_COMMAND_TERMINAL_MESSAGE_H_
#define IFTRUE_COMMAND_TERMINAL_MESSAGE_H_

#include <string>
#include <string_view>

#include "command/terminal/color.h"

namespace iftrue {

// Writes to standard error, all at once.
void print_error_stream(std::string_view text);

// "iftrue: error: MESSAGE\n", and its printing; each line of a message that names its own place
// stands for itself.
[[nodiscard]] std::string failure_text(std::string_view message, Color color);
void print_failure(std::string_view message, Color color);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TERMINAL_MESSAGE_H_
