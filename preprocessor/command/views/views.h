// The commands that show what a tree holds, and write nothing but that to standard output. What is
// wrong goes to the report; the exit status follows from that.

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
