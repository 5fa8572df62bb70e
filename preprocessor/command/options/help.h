// What --help and --version print, generated from the tables of option_table.h. Each help page ends
// with examples.

#ifndef IFTRUE_COMMAND_OPTIONS_HELP_H_
#define IFTRUE_COMMAND_OPTIONS_HELP_H_

#include <span>
#include <string>
#include <string_view>

#include "command/options/option_table.h"
#include "command/system/exit_status.h"

namespace iftrue {

struct ExitStatusRow {
  ExitStatus status;
  std::string_view meaning;
};

[[nodiscard]] std::span<const ExitStatusRow> exit_status_rows();

[[nodiscard]] std::string general_help();
[[nodiscard]] std::string command_help(const CommandRow& command);
[[nodiscard]] std::string version_text();

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_HELP_H_
