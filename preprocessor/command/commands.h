// The commands that process texts, and init, which writes a project file; those that only show the
// contents of a tree are in views/.
// Errors go to the report, which determines the exit status.

#ifndef IFTRUE_COMMAND_COMMANDS_H_
#define IFTRUE_COMMAND_COMMANDS_H_

#include "command/options/options.h"
#include "command/report/report.h"

namespace iftrue {

void strip(const Options& options, Report& report);
void check(const Options& options, Report& report);
void init(const Options& options, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_COMMANDS_H_
