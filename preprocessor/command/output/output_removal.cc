#include "command/output/output_removal.h"

#include <array>
#include <cerrno>
#include <set>
#include <vector>

#include "command/records/own_names.h"
#include "command/system/atomic_file.h"
#include "command/system/descriptor.h"
#include "command/system/folder_entries.h"
#include "command/system/path.h"
#include "command/system/posix.h"

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

void remove_unplaced(FolderCursor& cursor, std::string_view path, const PathList& paths) {
  const PathParts parts = split_path(path);
  const auto parent = cursor.open(parts.folder);
  if (!parent) return;
  const std::string temporary = new_folder_name(parts.name);
  const Descriptor folder(
      openat(*parent, temporary.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.valid()) return;
  FolderCursor inside(folder.get());
  const PathList::Range range = paths.below(path);
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const std::string_view rest = paths[i].substr(path.size() + 1);
    // What cannot be removed keeps the folder.
    static_cast<void>(remove_output(inside, rest, std::string(rest)));
  }
  unlinkat(*parent, temporary.c_str(), AT_REMOVEDIR);
}

void remove_unfinished(int root, const PathList& owned, const PathList& planned) {
  // With the folders above, where a new folder may have been built.
  std::set<std::string_view> folders{std::string_view()};
  for (const PathList* each : std::to_array({&owned, &planned})) {
    for (std::size_t i = 0; i < each->size(); ++i) {
      std::string_view folder = split_path((*each)[i]).folder;
      while (folders.insert(folder).second) folder = split_path(folder).folder;
    }
  }
  const auto is_wanted = [&](const std::string& path) {
    return owned.contains(path) || planned.contains(path) || !owned.below(path).empty() ||
           !planned.below(path).empty();
  };
  FolderCursor cursor(root);
  FolderCursor other(root);
  for (const std::string_view path : folders) {
    const auto folder = cursor.open(path);
    if (!folder) continue;
    std::vector<std::string> files;
    std::vector<std::string> new_folders;
    // What cannot be listed keeps what is in it.
    static_cast<void>(for_each_entry(*folder, [&](std::string_view name, unsigned char) {
      if (is_temporary_name(name)) {
        files.emplace_back(name);
      } else if (name.starts_with(kNewFolderPrefix)) {
        new_folders.emplace_back(name);
      }
    }));
    for (const std::string& name : files) {
      if (!is_wanted(join(path, name))) unlinkat(*folder, name.c_str(), 0);
    }
    for (const std::string& name : new_folders) {
      const std::string place = join(path, name.substr(kNewFolderPrefix.size()));
      if (is_wanted(join(path, name)) || owned.below(place).empty()) continue;
      remove_unplaced(other, place, owned);
    }
  }
}

}  // namespace iftrue
