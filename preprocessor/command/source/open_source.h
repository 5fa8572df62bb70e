// A source file that is open for reading, with its identity at the time of opening. The identity
// shows whether the file changed while it was being read.

#ifndef IFTRUE_COMMAND_SOURCE_OPEN_SOURCE_H_
#define IFTRUE_COMMAND_SOURCE_OPEN_SOURCE_H_

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "command/system/descriptor.h"
#include "command/system/failure.h"
#include "command/system/file_identity.h"
#include "command/system/folder_cursor.h"
#include "command/system/posix.h"

namespace iftrue {

struct OpenSource {
  Descriptor file;
  FileIdentity identity;
  std::string shown;  // its path for messages

  [[nodiscard]] mode_t mode() const { return static_cast<mode_t>(identity.mode); }

  // A failure when it is not what it was when it was opened.
  [[nodiscard]] Result<void> check_unchanged() const;

  // What stands at an offset, read into `piece`: as much as fits, unless the file ends there.
  [[nodiscard]] Result<std::string_view> read_at(std::span<char> piece, std::size_t offset) const;

  // Calls take() with one piece after another, from the beginning, each read into `piece`, until it
  // gives false. Whether all of the file was taken; then it is unchanged.
  [[nodiscard]] Result<bool> read_pieces(std::span<char> piece,
                                         const std::function<bool(std::string_view)>& take) const;
};

// Opens the file that was listed at `path` below a folder. A link, a FIFO or anything else that
// stands there now is refused.
[[nodiscard]] Result<OpenSource> open_source(FolderCursor& folders, std::string_view path,
                                             std::string shown);

// The same for a file that is named; a link is followed.
[[nodiscard]] Result<OpenSource> open_source(const std::string& path);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_OPEN_SOURCE_H_
