// Opens folders below one folder, and remembers the current one. It never follows a link, even if
// one is put in the way during a run. No path is too long for it.
//
// A folder far away is opened with one call for each 4,095 bytes of the path to it, so threads can
// divide a tree among themselves as they like. If the kernel cannot refuse links on such a path
// (before Linux 5.6), folders are opened name by name.
//
// The nearest of the folders above the current one stay open. Those farther up are opened again
// through "..", if that still leads to the same folder. So walking a tree in order opens each
// folder at most twice, at any depth. Each thread needs a cursor of its own.

#ifndef IFTRUE_COMMAND_SYSTEM_FOLDER_CURSOR_H_
#define IFTRUE_COMMAND_SYSTEM_FOLDER_CURSOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "command/system/descriptor.h"
#include "command/system/posix.h"

namespace iftrue {

class FolderCursor {
 public:
  enum class Missing : std::uint8_t { kFail, kCreate };

  struct Obstacle {
    int error;         // an errno; ENOTDIR also for a link
    std::string path;  // of the folder that could not be opened, relative
  };

  // `root` is an open folder, and stays open as long as this is used.
  explicit FolderCursor(int root) : root_(root) {}

  // Goes to the folder at the relative `path`, "" for the root. What is returned is open until the
  // next call.
  [[nodiscard]] tl::expected<int, Obstacle> open(std::string_view path,
                                                 Missing missing = Missing::kFail);

  // What stands at `path`, a link itself and not what it leads to; or an errno.
  [[nodiscard]] tl::expected<struct stat, int> status(std::string_view path);

 private:
  // A folder on the way to the place, not every one is.
  struct Level {
    std::size_t end;    // of its path, in path_
    Descriptor folder;  // closed when it is far above the place; those below it are open or gone
    dev_t device = 0;   // of one that was closed
    ino_t inode = 0;
  };

  void go_up(std::string_view path);

  [[nodiscard]] static Descriptor open_next(int above, const std::string& name, Missing missing);

  // The folder of the closed `level`, by way of the open one of `from` below it; none where
  // something else is.
  [[nodiscard]] Descriptor above(const Level& from, const Level& level) const;

  void push(Level level);

  int root_;
  std::string path_;
  std::vector<Level> levels_;  // from below the root down to the place
};

// A relative path as the folder that it stands in, "" for the root, and its last name.
struct PathParts {
  std::string_view folder;
  std::string_view name;
};
[[nodiscard]] PathParts split_path(std::string_view path);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_FOLDER_CURSOR_H_
