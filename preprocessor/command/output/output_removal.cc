#include "command/output/output_removal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace iftrue {

Result<void> remove_output(FolderCursor& cursor, std::string_view path, const std::string& shown) {
  const auto is_gone = [](int error) { return error == ENOENT || error == ENOTDIR; };
  PathParts parts = split_path(path);
  const auto folder = cursor.open(parts.folder);
  if (!folder && !is_gone(folder.error().error)) {
    return system_failure("remove", shown, folder.error().error);
  }
  const std::string name(parts.name);
  if (folder && unlinkat(*folder, name.c_str(), 0) != 0 && errno != ENOENT) {
    if (errno != EISDIR) return system_failure("remove", shown, errno);
    unlinkat(*folder, name.c_str(), AT_REMOVEDIR);  // stays if it holds files of others
  }
  // Folders that this leaves empty go too, and those that a killed run had come to. In one that is
  // gone there is none.
  if (!folder) parts.folder = parts.folder.substr(0, folder.error().path.size());
  while (!parts.folder.empty()) {
    parts = split_path(parts.folder);
    const auto above = cursor.open(parts.folder);
    if (!above) {
      if (!is_gone(above.error().error)) break;
      parts.folder = parts.folder.substr(0, above.error().path.size());
      continue;
    }
    if (unlinkat(*above, std::string(parts.name).c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) {
      break;
    }
  }
  return {};
}

}  // namespace iftrue
