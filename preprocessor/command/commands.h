// The commands that process texts, and init, which writes a project file; those that only show the
// contents of a tree are in views/.
// Errors go to the report, which determines the exit status.

#ifndef IFTRUE_COMMAND_COMMANDS_H_
#define IFTRUE_COMMAND_COMMANDS_H_

#include <optional>

#include "command/options/options.h"
#include "command/report/report.h"
#include "command/strip_counts.h"

namespace iftrue {

// Returns what it has changed, or nothing where the arguments or the project file do not let it
// begin.
std::optional<StripCounts> strip(const Options& options, Report& report);
void check(const Options& options, Report& report);
void init(const Options& options, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_COMMANDS_H_
