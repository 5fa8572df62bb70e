#include "command/output/orphans.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "command/project/path_filter.h"
#include "command/records/own_names.h"
#include "command/system/folder_cursor.h"
#include "command/system/folder_entries.h"
#include "command/system/path.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

bool is_folder(int above, const char* name, unsigned char type) {
  if (type != DT_UNKNOWN) return type == DT_DIR;
  struct stat status {};
  return fstatat(above, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

Orphans find_orphans(int root, const std::string& shown, const PathList& paths,
                     const std::vector<char>& planned) {
  const auto is_planned = [&](std::string_view path) {
    const PathList::Range range = paths.equal(path);
    const auto begin = planned.begin() + static_cast<std::ptrdiff_t>(range.begin);
    const auto end = planned.begin() + static_cast<std::ptrdiff_t>(range.end);
    return std::any_of(begin, end, [](char each) { return each != 0; });
  };
  const PathFilter by_default;
  Orphans orphans;
  FolderCursor cursor(root);
  std::vector<std::string> pending{""};
  while (!pending.empty()) {
    const std::string folder = std::move(pending.back());
    pending.pop_back();
    const auto opened = cursor.open(folder);
    const auto fail = [&](int error) {
      orphans.failures.push_back(system_failure("read folder", join(shown, folder), error).value());
    };
    if (!opened) {
      fail(opened.error().error);
      continue;
    }
    const int error = for_each_entry(*opened, [&](const char* name, unsigned char type) {
      std::string path = folder.empty() ? std::string(name) : join(folder, name);
      if (is_reserved(path)) return;
      if (is_folder(*opened, name, type)) {
        if (!by_default.excludes(path)) pending.push_back(std::move(path));
      } else if (!is_planned(path) && !by_default.excludes(path)) {
        orphans.paths.push_back(std::move(path));
      }
    });
    if (error != 0) fail(error);
  }
  std::ranges::sort(orphans.paths);
  return orphans;
}

}  // namespace iftrue
