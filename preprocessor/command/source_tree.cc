#include "command/source_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

#include "command/file.h"
#include "command/worker_pool.h"

namespace iftrue {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

// What the kernel follows in one path at most (path_resolution(7)).
constexpr int kMostLinks = 40;

// Appends the names of a path to `names`, the last first.
void push_reversed(std::vector<std::string>& names, std::string_view path) {
  for (std::size_t end = path.size();;) {
    const std::size_t slash = end == 0 ? std::string_view::npos : path.rfind('/', end - 1);
    const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
    names.emplace_back(path.substr(begin, end - begin));
    if (slash == std::string_view::npos) return;
    end = slash;
  }
}

// What stands in one folder.
struct Listed {
  std::vector<SourceEntry> entries;
  std::vector<std::string> folders;  // in it
  std::vector<Failure> failures;
  bool read = false;

  void fail(tl::unexpected<Failure> why) { failures.push_back(std::move(why.value())); }
};

template <typename T>
void move_to_end(std::vector<T>& all, std::vector<T>& more) {
  all.insert(all.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
}

class Lister {
 public:
  Lister(const std::string& root, const PathFilter& filter, const std::string& prefix)
      : root_(root), filter_(filter), prefix_(prefix) {}

  SourceTree list(unsigned jobs) && {
    Descriptor root(open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.valid()) {
      tree_.failures.push_back(system_failure("read folder", root_, errno).value());
      return std::move(tree_);
    }
    tree_.open_folders = std::make_shared<OpenFolders>(std::move(root));
    // Level by level: the folders of one are independent of each other.
    for (std::vector<std::string> level{""}; !level.empty();) {
      std::vector<Listed> listed(level.size());
      for_each_index(level.size(), jobs, [&](std::size_t i) { list_folder(level[i], listed[i]); });
      std::vector<std::string> next;
      for (std::size_t i = 0; i < level.size(); ++i) {
        move_to_end(tree_.entries, listed[i].entries);
        move_to_end(tree_.failures, listed[i].failures);
        move_to_end(next, listed[i].folders);
        if (listed[i].read) tree_.folders.push_back(std::move(level[i]));
      }
      level = std::move(next);
    }
    std::ranges::sort(tree_.entries, {}, &SourceEntry::path);
    std::ranges::sort(tree_.folders);
    // File systems list in any order; what is said must not depend on it.
    std::ranges::sort(tree_.failures, {}, &Failure::message);
    return std::move(tree_);
  }

 private:
  void list_folder(const std::string& folder, Listed& listed) const {
    const std::string path = folder.empty() ? root_ : fmt::format("{}/{}", root_, folder);
    const auto opened = tree_.open_folders->open(folder);
    if (!opened) {
      listed.fail(system_failure("read folder", path, opened.error().error));
      return;
    }
    // A descriptor of its own: that one's offset is shared.
    const int own = openat((*opened)->get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseFolder> open(own < 0 ? nullptr : fdopendir(own));
    if (!open) {
      listed.fail(system_failure("read folder", path, errno));
      return;
    }
    listed.read = true;
    bool empty = true;
    for (;;) {
      errno = 0;
      const dirent* entry = readdir(open.get());
      if (entry == nullptr) break;
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      empty = false;
      add(dirfd(open.get()), entry->d_name, join(folder, name), listed);
    }
    if (errno != 0) listed.fail(system_failure("read folder", path, errno));
    if (empty && !folder.empty()) {
      listed.entries.push_back({EntryKind::kEmptyFolder, folder, {}, {}});
    }
  }

  void add(int folder_fd, const char* name, std::string path, Listed& listed) const {
    if (filter_.excludes(prefix_ + path)) return;
    struct stat status {};
    if (fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      listed.fail(system_failure("read", shown(path), errno));
    } else if (S_ISDIR(status.st_mode)) {
      listed.folders.push_back(std::move(path));
    } else if (S_ISREG(status.st_mode)) {
      listed.entries.push_back({EntryKind::kFile, std::move(path), FileIdentity::of(status), {}});
    } else if (S_ISLNK(status.st_mode)) {
      add_link(folder_fd, name, std::move(path), listed);
    } else {
      listed.fail(failure(fmt::format(
          "cannot copy {}: neither a file, a folder nor a link; exclude it", quote(shown(path)))));
    }
  }

  void add_link(int folder_fd, const char* name, std::string path, Listed& listed) const {
    auto target = read_link(folder_fd, name);
    if (!target) {
      listed.fail(system_failure("read link", shown(path), target.error()));
    } else if (leads_outside(path, *target)) {
      listed.fail(
          failure(fmt::format("link {} leads outside the source, to {}; exclude it or replace it "
                              "by what it leads to",
                              quote(shown(path)), quote(*target))));
    } else {
      listed.entries.push_back({EntryKind::kLink, std::move(path), {}, std::move(*target)});
    }
  }

  // Goes where the link leads, name by name and through other links, and says whether that is ever
  // above the root. A way that ends nowhere, or never, does not leave it.
  [[nodiscard]] bool leads_outside(std::string_view path, std::string_view target) const {
    std::string here(split_path(path).folder);
    std::vector<std::string> ahead;  // the next name last
    if (target.starts_with('/')) return true;
    push_reversed(ahead, target);
    for (int links = 0; !ahead.empty();) {
      const std::string name = std::move(ahead.back());
      ahead.pop_back();
      if (name.empty() || name == ".") continue;
      if (name == "..") {
        if (here.empty()) return true;
        here = split_path(here).folder;
        continue;
      }
      const auto folder = tree_.open_folders->open(here);
      const auto further = folder ? read_link((*folder)->get(), name)
                                  : tl::expected<std::string, int>(tl::unexpected(ENOENT));
      if (!further) {
        here += here.empty() ? name : '/' + name;
        continue;
      }
      if (further->starts_with('/')) return true;
      if (++links > kMostLinks) return false;
      push_reversed(ahead, *further);
    }
    return false;
  }

  [[nodiscard]] std::string shown(std::string_view path) const {
    return fmt::format("{}/{}", root_, path);
  }

  const std::string& root_;
  const PathFilter& filter_;
  const std::string& prefix_;
  SourceTree tree_;
};

}  // namespace

SourceTree list_source_tree(const std::string& root, const PathFilter& filter,
                            const std::string& prefix, unsigned jobs) {
  return Lister(root, filter, prefix).list(jobs);
}

}  // namespace iftrue
