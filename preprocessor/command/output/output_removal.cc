#include "command/output/output_removal.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <set>
#include <vector>

#include "command/system/atomic_file.h"
#include "command/system/folder_entries.h"
#include "command/system/path.h"

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

void remove_unfinished(int root, const PathList& owned, const PathList& planned) {
  std::set<std::string_view> folders{std::string_view()};
  for (const PathList* each : std::to_array({&owned, &planned})) {
    for (std::size_t i = 0; i < each->size(); ++i) folders.insert(split_path((*each)[i]).folder);
  }
  FolderCursor cursor(root);
  for (const std::string_view path : folders) {
    const auto folder = cursor.open(path);
    if (!folder) continue;
    std::vector<std::string> unfinished;
    // What cannot be listed keeps what is in it.
    static_cast<void>(for_each_entry(*folder, [&](const char* name, unsigned char) {
      const std::string whole = join(path, name);
      const bool wanted = owned.contains(whole) || planned.contains(whole);
      if (is_temporary_name(name) && !wanted) unfinished.emplace_back(name);
    }));
    for (const std::string& name : unfinished) unlinkat(*folder, name.c_str(), 0);
  }
}

}  // namespace iftrue
