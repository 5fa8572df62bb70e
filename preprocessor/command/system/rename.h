// Gives what has one name in an open folder another one, if nothing has that yet.

#ifndef IFTRUE_COMMAND_SYSTEM_RENAME_H_
#define IFTRUE_COMMAND_SYSTEM_RENAME_H_

#include <string>

namespace iftrue {

// Returns 0 or an errno: EEXIST where something has the name `to`, which stays.
[[nodiscard]] int rename_new(int folder_fd, const std::string& from, const std::string& to);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_RENAME_H_
