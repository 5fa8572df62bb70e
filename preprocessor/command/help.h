// What --help prints, made from the tables of option_table.h.

#ifndef IFTRUE_COMMAND_HELP_H_
#define IFTRUE_COMMAND_HELP_H_

#include <string>

#include "command/option_table.h"

namespace iftrue {

[[nodiscard]] std::string general_help();
[[nodiscard]] std::string command_help(const CommandRow& command);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_HELP_H_
