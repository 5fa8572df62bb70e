// Takes away what an earlier run wrote, or began to.

#ifndef IFTRUE_COMMAND_OUTPUT_OUTPUT_REMOVAL_H_
#define IFTRUE_COMMAND_OUTPUT_OUTPUT_REMOVAL_H_

#include <string>
#include <string_view>

#include "command/system/failure.h"
#include "command/system/folder_cursor.h"
#include "command/system/path_list.h"

namespace iftrue {

// Removes the file, link or empty folder at `path`, if it is there, and the folders above it that
// this leaves empty. A folder with something in it stays. `shown` is the path for messages.
[[nodiscard]] Result<void> remove_output(FolderCursor& cursor, std::string_view path,
                                         const std::string& shown);

// Removes what a run has built, or had begun to, of the new folder at `path` beside its place, but
// for what is not in `paths`. See new_subfolders.h.
void remove_unplaced(FolderCursor& cursor, std::string_view path, const PathList& paths);

// Removes what a killed run has left in the folders of two lists of paths: unfinished files, and
// new folders that are not in their places, with what is in `owned` of them. A path of theirs
// itself stays, whatever its name.
void remove_unfinished(int root, const PathList& owned, const PathList& planned);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_OUTPUT_REMOVAL_H_
