// Takes away what an earlier run wrote.

#ifndef IFTRUE_COMMAND_OUTPUT_OUTPUT_REMOVAL_H_
#define IFTRUE_COMMAND_OUTPUT_OUTPUT_REMOVAL_H_

#include <string>
#include <string_view>

#include "command/system/failure.h"
#include "command/system/folder_cursor.h"

namespace iftrue {

// Removes the file, link or empty folder at `path`, if it is there, and the folders above it that
// this leaves empty. A folder with something in it stays. `shown` is the path for messages.
[[nodiscard]] Result<void> remove_output(FolderCursor& cursor, std::string_view path,
                                         const std::string& shown);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_OUTPUT_REMOVAL_H_
