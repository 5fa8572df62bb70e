#include "command/source/source_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <string_view>
#include <utility>

#include "command/system/file.h"
#include "command/system/folder_cursor.h"
#include "command/system/folder_entries.h"
#include "command/system/path.h"
#include "command/system/posix.h"
#include "command/system/worker_pool.h"

namespace iftrue {
namespace {

// What stands in one folder.
struct Folder {
  enum class Kind : std::uint8_t { kScanned, kCopied, kLink, kFolder };

  struct Entry {
    std::size_t name;    // where it begins in `names`
    std::size_t detail;  // of a folder, its index among all; of a link, that of its target
    Kind kind;
  };

  std::string path;
  std::string names;  // each with a NUL after it
  std::vector<Entry> entries;
  std::vector<std::string> link_targets;
  std::vector<Failure> failures;
  bool read = false;
  bool empty = false;  // also of what is excluded

  [[nodiscard]] std::string_view name(const Entry& entry) const {
    return names.c_str() + entry.name;
  }
  void add(Kind kind, std::string_view name) {
    entries.push_back({names.size(), link_targets.size(), kind});
    names += name;
    names += '\0';
  }
  void fail(tl::unexpected<Failure> why) { failures.push_back(std::move(why.value())); }
};

class Lister {
 public:
  Lister(const std::string& root, const PathFilter& filter, const std::string& prefix)
      : root_(root), filter_(filter), prefix_(prefix) {}

  SourceTree list(unsigned jobs) && {
    tree_.root = Descriptor(open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!tree_.root.valid()) {
      tree_.failures.push_back(system_failure("read folder", root_, errno).value());
      return std::move(tree_);
    }
    read_folders(jobs);
    for_each_index(folders_.size(), jobs, [this](std::size_t i) { sort(folders_[i]); });
    collect();
    std::ranges::sort(tree_.folders);
    // File systems list in any order; what is said must not depend on it.
    std::ranges::sort(tree_.failures, {}, &Failure::message);
    return std::move(tree_);
  }

 private:
  // A folder and what was read below it.
  struct Subtree {
    std::vector<Folder> folders;    // itself first
    std::vector<std::size_t> left;  // those of them that are not read yet
  };

  // In rounds, each of twice as many folders for each share: a thread goes down from the folders
  // that are left, depth first, so that its cursor goes from a folder to one nearby. What is left
  // then is shared out anew. To go to where a share begins takes as many steps as it is deep; the
  // folders of the round before pay for that, and the rounds are few.
  void read_folders(unsigned jobs) {
    constexpr std::size_t kFirstRound = 32;
    folders_.emplace_back();
    std::vector<std::size_t> left{0};
    for (std::size_t most = kFirstRound; !left.empty(); most *= 2) {
      std::vector<Subtree> subtrees(left.size());
      for_each_index(
          left.size(), jobs, [this] { return FolderCursor(tree_.root.get()); },
          [&](FolderCursor& cursor, std::size_t i) {
            subtrees[i] = read_subtree(cursor, folders_[left[i]].path, most);
          });
      std::vector<std::size_t> next;
      for (std::size_t i = 0; i < left.size(); ++i) take(std::move(subtrees[i]), left[i], next);
      left = std::move(next);
    }
  }

  [[nodiscard]] Subtree read_subtree(FolderCursor& cursor, const std::string& path,
                                     std::size_t most) const {
    Subtree subtree;
    subtree.folders.emplace_back().path = path;
    subtree.left.push_back(0);
    for (; most > 0 && !subtree.left.empty(); --most) {
      const std::size_t index = subtree.left.back();
      subtree.left.pop_back();
      read(cursor, subtree.folders[index]);
      for (std::size_t i = 0; i < subtree.folders[index].entries.size(); ++i) {
        const Folder& folder = subtree.folders[index];
        if (folder.entries[i].kind != Folder::Kind::kFolder) continue;
        Folder below;
        below.path = join(folder.path, folder.name(folder.entries[i]));
        subtree.folders[index].entries[i].detail = subtree.folders.size();
        subtree.left.push_back(subtree.folders.size());
        subtree.folders.push_back(std::move(below));
      }
    }
    return subtree;
  }

  // Puts a subtree among all folders, itself at `index`, and what is left of it into `left`.
  void take(Subtree subtree, std::size_t index, std::vector<std::size_t>& left) {
    const std::size_t before = folders_.size() - 1;  // the second goes behind the last
    for (Folder& folder : subtree.folders) {
      for (Folder::Entry& entry : folder.entries) {
        if (entry.kind == Folder::Kind::kFolder) entry.detail += before;
      }
    }
    folders_[index] = std::move(subtree.folders.front());
    std::move(std::next(subtree.folders.begin()), subtree.folders.end(),
              std::back_inserter(folders_));
    for (const std::size_t each : subtree.left) left.push_back(before + each);
  }

  void read(FolderCursor& cursor, Folder& folder) const {
    const auto opened = cursor.open(folder.path);
    if (!opened) {
      folder.fail(system_failure("read folder", shown(folder.path), opened.error().error));
      return;
    }
    folder.read = true;
    folder.empty = true;
    std::vector<std::string> links;
    const int failed = for_each_entry(*opened, [&](const char* name, unsigned char type) {
      folder.empty = false;
      add(*opened, name, type, folder, links);
    });
    if (failed != 0) folder.fail(system_failure("read folder", shown(folder.path), failed));
    for (const std::string& name : links) add_link(cursor, name, folder);
  }

  // Adds all but links, which it leaves for when the folder is read: to see where one leads, the
  // cursor has to go there.
  void add(int fd, const char* name, unsigned char type, Folder& folder,
           std::vector<std::string>& links) const {
    const std::string path = join(folder.path, name);
    const std::string filtered = prefix_ + path;
    if (filter_.excludes(filtered)) return;
    if (type == DT_UNKNOWN) {
      struct stat status {};
      if (fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        folder.fail(system_failure("read", shown(path), errno));
        return;
      }
      type = static_cast<unsigned char>(IFTODT(status.st_mode));
    }
    switch (type) {
      case DT_DIR:
        return folder.add(Folder::Kind::kFolder, name);
      case DT_REG:
        return folder.add(filter_.scans(filtered) ? Folder::Kind::kScanned : Folder::Kind::kCopied,
                          name);
      case DT_LNK:
        links.emplace_back(name);
        return;
      default:
        folder.fail(
            failure(fmt::format("cannot copy {}: neither a file, a folder nor a link; exclude it",
                                quote(shown(path)))));
    }
  }

  void add_link(FolderCursor& cursor, const std::string& name, Folder& folder) const {
    const std::string path = join(folder.path, name);
    auto target = target_of(cursor, folder.path, name);
    if (!target) {
      folder.fail(system_failure("read link", shown(path), target.error()));
    } else if (leads_outside(cursor, folder.path, *target)) {
      folder.fail(
          failure(fmt::format("link {} leads outside the source, to {}; exclude it or replace it "
                              "by what it leads to",
                              quote(shown(path)), quote(*target))));
    } else {
      folder.add(Folder::Kind::kLink, name);
      folder.link_targets.push_back(std::move(*target));
    }
  }

  [[nodiscard]] static tl::expected<std::string, int> target_of(FolderCursor& cursor,
                                                                std::string_view folder,
                                                                const std::string& name) {
    const auto opened = cursor.open(folder);
    if (!opened) return tl::unexpected(opened.error().error);
    return read_link(*opened, name);
  }

  // Goes where a link in `folder` leads, name by name and through other links, and says whether
  // that is ever above the root. A way that ends nowhere, or never, does not leave it.
  [[nodiscard]] static bool leads_outside(FolderCursor& cursor, std::string_view folder,
                                          std::string_view target) {
    std::string here(folder);
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
      const auto further = target_of(cursor, here, name);
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

  // Into the order of the paths: that of a folder with something in it goes on with a slash.
  void sort(Folder& folder) const {
    std::ranges::sort(folder.entries, [&](const Folder::Entry& left, const Folder::Entry& right) {
      const std::string_view one = folder.name(left);
      const std::string_view other = folder.name(right);
      const std::size_t common = std::min(one.size(), other.size());
      const int order = std::memcmp(one.data(), other.data(), common);
      if (order != 0) return order < 0;
      const auto next = [&](const Folder::Entry& entry, std::string_view name) {
        if (name.size() > common) return static_cast<int>(static_cast<unsigned char>(name[common]));
        const bool goes_on = entry.kind == Folder::Kind::kFolder && !folders_[entry.detail].empty;
        return goes_on ? static_cast<int>('/') : -1;
      };
      return next(left, one) < next(right, other);
    });
  }

  // Goes through the folders in the order of the paths.
  void collect() {
    struct Place {
      std::size_t folder;
      std::size_t next = 0;  // of its entries
    };
    std::size_t entries = 0;
    std::size_t bytes = 0;
    for (const Folder& folder : folders_) {
      entries += folder.entries.size();
      bytes += folder.names.size() + folder.entries.size() * (folder.path.size() + 1);
    }
    tree_.paths.reserve(entries, bytes);
    tree_.kinds.reserve(entries);
    std::vector<Place> way{{0}};
    while (!way.empty()) {
      Folder& folder = folders_[way.back().folder];
      if (way.back().next == 0) {
        std::ranges::move(folder.failures, std::back_inserter(tree_.failures));
        if (folder.read) tree_.folders.push_back(folder.path);
        if (folder.empty && !folder.path.empty()) add_entry(EntryKind::kEmptyFolder, folder.path);
      }
      if (way.back().next == folder.entries.size()) {
        folder = {};
        way.pop_back();
        continue;
      }
      const Folder::Entry& entry = folder.entries[way.back().next++];
      switch (entry.kind) {
        case Folder::Kind::kFolder:
          way.push_back({entry.detail});
          break;
        case Folder::Kind::kLink:
          tree_.link_targets.push_back(std::move(folder.link_targets[entry.detail]));
          add_entry(EntryKind::kLink, join(folder.path, folder.name(entry)));
          break;
        case Folder::Kind::kScanned:
          add_entry(EntryKind::kScanned, join(folder.path, folder.name(entry)));
          break;
        case Folder::Kind::kCopied:
          add_entry(EntryKind::kCopied, join(folder.path, folder.name(entry)));
          break;
      }
    }
  }

  void add_entry(EntryKind kind, std::string_view path) {
    tree_.paths.append(path);
    tree_.kinds.push_back(kind);
  }

  [[nodiscard]] std::string shown(std::string_view path) const {
    return path.empty() ? root_ : fmt::format("{}/{}", root_, path);
  }

  const std::string& root_;
  const PathFilter& filter_;
  const std::string& prefix_;
  std::vector<Folder> folders_;
  SourceTree tree_;
};

}  // namespace

SourceTree list_source_tree(const std::string& root, const PathFilter& filter,
                            const std::string& prefix, unsigned jobs) {
  return Lister(root, filter, prefix).list(jobs);
}

}  // namespace iftrue
