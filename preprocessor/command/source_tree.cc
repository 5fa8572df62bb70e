#include "command/source_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <utility>

#include "command/file.h"

namespace iftrue {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

class Lister {
 public:
  Lister(const std::string& root, const PathFilter& filter, const std::string& prefix)
      : root_(root), filter_(filter), prefix_(prefix) {}

  SourceTree list() && {
    pending_.emplace_back();
    while (!pending_.empty()) {
      const std::string folder = std::move(pending_.back());
      pending_.pop_back();
      list_folder(folder);
    }
    std::ranges::sort(tree_.entries, {}, &SourceEntry::path);
    return std::move(tree_);
  }

 private:
  void list_folder(const std::string& folder) {
    const std::string path = folder.empty() ? root_ : fmt::format("{}/{}", root_, folder);
    const std::unique_ptr<DIR, CloseFolder> open(opendir(path.c_str()));
    if (!open) {
      fail(system_failure("read folder", path, errno));
      return;
    }
    tree_.folders.push_back(folder);
    bool empty = true;
    for (;;) {
      errno = 0;
      const dirent* entry = readdir(open.get());
      if (entry == nullptr) break;
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      empty = false;
      add(dirfd(open.get()), entry->d_name,
          folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name));
    }
    if (errno != 0) fail(system_failure("read folder", path, errno));
    if (empty && !folder.empty()) {
      tree_.entries.push_back({EntryKind::kEmptyFolder, folder, {}, {}});
    }
  }

  void add(int folder_fd, const char* name, std::string path) {
    if (filter_.excludes(prefix_ + path)) return;
    const std::string shown = fmt::format("{}/{}", root_, path);
    struct stat status {};
    if (fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      fail(system_failure("read", shown, errno));
    } else if (S_ISDIR(status.st_mode)) {
      pending_.push_back(std::move(path));
    } else if (S_ISREG(status.st_mode)) {
      tree_.entries.push_back({EntryKind::kFile, std::move(path), FileIdentity::of(status), {}});
    } else if (S_ISLNK(status.st_mode)) {
      add_link(std::move(path), shown);
    } else {
      fail(failure(fmt::format("cannot copy {}: neither a file, a folder nor a link; exclude it",
                               quote(shown))));
    }
  }

  void add_link(std::string path, const std::string& shown) {
    std::error_code error;
    const std::filesystem::path target = std::filesystem::read_symlink(shown, error);
    if (error) {
      fail(system_failure("read link", shown, error.value()));
    } else if (leads_outside(path, target) ||
               !is_inside((std::filesystem::path(shown).parent_path() / target).string(), root_)) {
      fail(
          failure(fmt::format("link {} leads outside the source, to {}; exclude it or replace it "
                              "by what it leads to",
                              quote(shown), quote(target.string()))));
    } else {
      tree_.entries.push_back({EntryKind::kLink, std::move(path), {}, target.string()});
    }
  }

  static bool leads_outside(const std::string& path, const std::filesystem::path& target) {
    if (target.is_absolute()) return true;
    const auto reached = (std::filesystem::path(path).parent_path() / target).lexically_normal();
    return !reached.empty() && *reached.begin() == "..";
  }

  void fail(tl::unexpected<Failure> why) { tree_.failures.push_back(std::move(why.value())); }

  const std::string& root_;
  const PathFilter& filter_;
  const std::string& prefix_;
  std::vector<std::string> pending_;
  SourceTree tree_;
};

}  // namespace

SourceTree list_source_tree(const std::string& root, const PathFilter& filter,
                            const std::string& prefix) {
  return Lister(root, filter, prefix).list();
}

}  // namespace iftrue
