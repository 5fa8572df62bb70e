// The commands. Each writes what it was asked for, and tells the report what is wrong; the exit
// status follows from that.

#ifndef IFTRUE_COMMAND_COMMANDS_H_
#define IFTRUE_COMMAND_COMMANDS_H_

#include "command/options/options.h"
#include "command/report/report.h"

namespace iftrue {

void strip(const Options& options, Report& report);
void check(const Options& options, Report& report);
void list(const Options& options, Report& report);
void explain(const Options& options, Report& report);
void diff(const Options& options, Report& report);
void targets(const Options& options, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_COMMANDS_H_
