// The commands that show the contents of a tree on standard output and write nothing else. Errors
// go to the report, which determines the exit status.

#ifndef IFTRUE_COMMAND_VIEWS_VIEWS_H_
#define IFTRUE_COMMAND_VIEWS_VIEWS_H_

#include "command/options/options.h"
#include "command/report/report.h"

namespace iftrue {

void list(const Options& options, Report& report);
void explain(const Options& options, Report& report);
void diff(const Options& options, Report& report);
void targets(const Options& options, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_VIEWS_H_
