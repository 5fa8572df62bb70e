// Which bits of a source's mode its output has.

#ifndef IFTRUE_COMMAND_SYSTEM_PERMISSIONS_H_
#define IFTRUE_COMMAND_SYSTEM_PERMISSIONS_H_

#include "command/system/posix.h"

namespace iftrue {

// What an output takes over from the mode of its source. The set-user-ID, set-group-ID and sticky
// bits are not among it: the output belongs to whoever runs the tool, and would lend the rights of
// that user, root's too, to a program of somebody else.
inline constexpr mode_t kPermissions = 0777;

// Whether a file of this mode has the permissions of `source` and no other bit that chmod(2) sets.
[[nodiscard]] constexpr bool has_permissions(mode_t mode, mode_t source) {
  constexpr mode_t kModeBits = 07777;
  return (mode & kModeBits) == (source & kPermissions);
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_PERMISSIONS_H_
