// The command line, parsed by cxxopts according to the option table. A wrong command line is a
// Failure whose message suggests what was meant.

#ifndef IFTRUE_COMMAND_OPTIONS_COMMAND_LINE_H_
#define IFTRUE_COMMAND_OPTIONS_COMMAND_LINE_H_

#include <string>
#include <variant>
#include <vector>

#include "command/options/options.h"
#include "command/system/failure.h"

namespace iftrue {

// Text that was asked for: --help or --version.
struct Answer {
  std::string text;
};

// `arguments` are those after the program's name.
[[nodiscard]] Result<std::variant<Options, Answer>> parse_command_line(
    const std::vector<std::string>& arguments);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_COMMAND_LINE_H_
