#include "command/output/new_subfolders.h"

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include "command/output/new_folder.h"
#include "command/output/output_removal.h"
#include "command/records/own_names.h"
#include "command/system/folder_cursor.h"
#include "command/system/path.h"
#include "command/system/posix.h"
#include "command/system/rename.h"

namespace iftrue {
namespace {

std::string_view without_slash(const std::string& folder) {
  return std::string_view(folder).substr(0, folder.size() - 1);
}

// Nothing stands under the temporary name by now, or why that is not so.
int put(int parent, std::string_view name) {
  const std::string temporary = new_folder_name(name);
  if (unlinkat(parent, temporary.c_str(), AT_REMOVEDIR) == 0) return 0;
  return rename_new(parent, temporary, std::string(name));
}

}  // namespace

NewSubfolders::~NewSubfolders() {
  try {
    FolderCursor cursor(root_);
    for (const std::string& folder : folders_) {
      const PathParts parts = split_path(without_slash(folder));
      const auto parent = cursor.open(parts.folder);
      if (parent) unlinkat(*parent, new_folder_name(parts.name).c_str(), AT_REMOVEDIR);
    }
  } catch (const std::bad_alloc&) {
    // The next run removes them.
  }
}

bool NewSubfolders::begin(std::string_view path, const PathList& paths) {
  const PathParts parts = split_path(path);
  const std::string name = new_folder_name(parts.name);
  const std::string temporary = join(parts.folder, name);
  // An input may have that name, or be put where the folder of another is.
  if (paths.contains(path) || paths.contains(temporary) || !paths.below(temporary).empty()) {
    return false;
  }
  FolderCursor cursor(root_);
  const auto parent = cursor.open(parts.folder);
  if (!parent || mkdirat(*parent, name.c_str(), 0777) != 0) return false;
  folders_.push_back(std::string(path) + '/');
  return true;
}

std::string NewSubfolders::location(std::string_view path) const {
  std::string location(path);
  const auto after = std::ranges::upper_bound(
      folders_, path, {}, [](const std::string& folder) -> std::string_view { return folder; });
  if (after == folders_.begin() || !path.starts_with(*std::prev(after))) return location;
  const std::string_view folder = without_slash(*std::prev(after));
  return location.insert(folder.size() - split_path(folder).name.size(), kNewFolderPrefix);
}

std::vector<NewSubfolders::Unplaced> NewSubfolders::place(
    const PathList& paths, const std::function<std::string(std::string_view)>& shown) {
  std::vector<Unplaced> unplaced;
  FolderCursor cursor(root_);
  for (const std::string& folder : std::exchange(folders_, {})) {
    const std::string_view path = without_slash(folder);
    const PathParts parts = split_path(path);
    const auto parent = cursor.open(parts.folder);
    const int error = parent ? put(*parent, parts.name) : parent.error().error;
    if (error == 0) continue;
    unplaced.push_back(
        {std::string(path), error == EEXIST
                                ? made_by_others(shown(path)).value()
                                : system_failure("create folder", shown(path), error).value()});
    remove_unplaced(cursor, path, paths);
  }
  return unplaced;
}

}  // namespace iftrue
