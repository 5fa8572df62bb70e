// The commands that work on texts; those that show what a tree holds are in views/. What is wrong
// goes to the report; the exit status follows from that.

#ifndef IFTRUE_COMMAND_COMMANDS_H_
#define IFTRUE_COMMAND_COMMANDS_H_

#include "command/options/options.h"
#include "command/report/report.h"

namespace iftrue {

void strip(const Options& options, Report& report);
void check(const Options& options, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_COMMANDS_H_
