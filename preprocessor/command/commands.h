// The commands. Each prints what it has to say and returns the exit status.

#ifndef IFTRUE_COMMAND_COMMANDS_H_
#define IFTRUE_COMMAND_COMMANDS_H_

#include "command/exit_status.h"
#include "command/options.h"

namespace iftrue {

[[nodiscard]] ExitStatus strip(const Options& options);
[[nodiscard]] ExitStatus check(const Options& options);
[[nodiscard]] ExitStatus list(const Options& options);
[[nodiscard]] ExitStatus explain(const Options& options);
[[nodiscard]] ExitStatus diff(const Options& options);
[[nodiscard]] ExitStatus targets(const Options& options);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_COMMANDS_H_
