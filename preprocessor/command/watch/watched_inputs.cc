#include "command/watch/watched_inputs.h"

#include <utility>

#include "command/project/project_file.h"
#include "command/system/descriptor.h"
#include "command/system/folder_cursor.h"
#include "command/system/folder_entries.h"
#include "command/system/path.h"
#include "command/system/posix.h"
#include "command/watch/path_steps.h"

namespace iftrue {
namespace {

void visit_path(const std::string& path, InputVisitor& visitor) {
  for_each_step(path, [&](const std::string& folder, const std::string& name) {
    visitor.name(folder, name);
  });
}

bool is_folder(int folder, const char* name, unsigned char type) {
  if (type != DT_UNKNOWN) return type == DT_DIR;
  struct stat status {};
  return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

// What cannot be opened or read is passed over: the run reports it.
void visit_tree(const std::string& path, const std::string& prefix, const PathFilter& filter,
                InputVisitor& visitor) {
  const Descriptor root(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root.valid()) return;
  FolderCursor cursor(root.get());
  std::vector<std::string> ahead{""};
  while (!ahead.empty()) {
    const std::string here = std::move(ahead.back());
    ahead.pop_back();
    const auto opened = cursor.open(here);
    if (!opened) continue;
    const std::string filtered = here.empty() ? prefix : prefix + here + '/';
    const TreeFolder folder{*opened, filtered, filter};
    visitor.folder(folder);
    static_cast<void>(for_each_entry(*opened, [&](const char* name, unsigned char type) {
      if (filter.excludes(filtered + name)) return;
      if (is_folder(*opened, name, type)) ahead.push_back(join(here, name));
      visitor.entry(folder, name);
    }));
  }
}

}  // namespace

void WatchedInputs::visit_project(InputVisitor& visitor) const {
  if (options_.project) return visit_path(*options_.project, visitor);
  for (const std::string& place : project_file_places(".")) {
    visit_path(place, visitor);
    if (is_project_file(place)) return;
  }
}

void WatchedInputs::read_project() {
  if (auto read = configure(options_)) configuration_ = std::move(*read);
}

void WatchedInputs::visit_sources(InputVisitor& visitor) const {
  const auto& project = configuration_.project;
  std::vector<std::string> paths = options_.paths;
  if (paths.empty() && project) paths.push_back(project->source);
  for (const std::string& path : paths) {
    visit_path(path, visitor);
    visit_tree(path, filter_prefix(project, path), configuration_.filter(), visitor);
  }
}

}  // namespace iftrue
