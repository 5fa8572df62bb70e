// strip --watch: strips, and strips again whenever an input has changed, until a signal ends it.
//
// Each time is a whole run of strip, which finds out itself what has changed. So what stands in the
// outputs is always what strip would leave there. No lock is held between runs.

#ifndef IFTRUE_COMMAND_WATCH_H_
#define IFTRUE_COMMAND_WATCH_H_

#include "command/options/options.h"
#include "command/system/exit_status.h"

namespace iftrue {

// Returns kDone after a signal, whatever was found. Else the first run could not begin, or the
// reader of the reports has gone.
[[nodiscard]] ExitStatus watch(const Options& options);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_H_
