#include "command/system/folder_cursor.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace iftrue {
namespace {

// How many folders stay open on the way to the place. Each thread has a cursor for the source and
// one for each output, which adds up on a machine of many cores (see main.cc).
constexpr std::size_t kMostOpen = 6;

}  // namespace

tl::expected<int, FolderCursor::Obstacle> FolderCursor::open(std::string_view path,
                                                             Missing missing) {
  go_up(path);
  path_ = path;
  for (std::size_t begin = levels_.empty() ? 0 : levels_.back().end; begin < path.size();) {
    if (!levels_.empty()) ++begin;  // the slash
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string name(path.substr(begin, end - begin));
    const int above = levels_.empty() ? root_ : levels_.back().folder.get();
    const auto open_next = [&] {
      return Descriptor(
          openat(above, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    };
    Descriptor next = open_next();
    if (!next.valid() && errno == ENOENT && missing == Missing::kCreate) {
      const bool made = mkdirat(above, name.c_str(), 0777) == 0;
      if (made || errno == EEXIST) next = open_next();  // else another thread was faster
    }
    if (!next.valid()) {
      const int error = errno == ELOOP ? ENOTDIR : errno;
      return tl::unexpected(Obstacle{error, std::string(path.substr(0, end))});
    }
    push({end, std::move(next)});
    begin = end;
  }
  return levels_.empty() ? root_ : levels_.back().folder.get();
}

// What is above both the place and `path` stays.
void FolderCursor::go_up(std::string_view path) {
  const auto differ = std::mismatch(path.begin(), path.end(), path_.begin(), path_.end());
  const auto common = static_cast<std::size_t>(differ.first - path.begin());
  const auto leads_there = [&](const Level& level) {
    return level.end <= common && (level.end == path.size() || path[level.end] == '/');
  };
  std::size_t staying = levels_.size();
  while (staying > 0 && !leads_there(levels_[staying - 1])) --staying;
  std::size_t open = staying == 0 ? 0 : staying - 1;
  while (open < levels_.size() && !levels_[open].folder.valid()) ++open;
  const bool nearer_from_root = open == levels_.size() || open + 1 - staying >= staying;
  for (std::size_t i = open; staying > 0 && !nearer_from_root && i >= staying; --i) {
    levels_[i - 1].folder = above(levels_[i].folder, levels_[i - 1]);
    if (!levels_[i - 1].folder.valid()) break;
  }
  levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(staying), levels_.end());
  if (!levels_.empty() && !levels_.back().folder.valid()) levels_.clear();
}

Descriptor FolderCursor::above(const Descriptor& folder, const Level& level) {
  if (!folder.valid()) return Descriptor();
  Descriptor above(openat(folder.get(), "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat status {};
  const bool same = above.valid() && level.inode != 0 && fstat(above.get(), &status) == 0 &&
                    status.st_dev == level.device && status.st_ino == level.inode;
  return same ? std::move(above) : Descriptor();
}

tl::expected<struct stat, int> FolderCursor::status(std::string_view path) {
  const PathParts parts = split_path(path);
  const auto folder = open(parts.folder);
  if (!folder) return tl::unexpected(folder.error().error);
  struct stat status {};
  if (fstatat(*folder, std::string(parts.name).c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return tl::unexpected(errno);
  }
  return status;
}

void FolderCursor::push(Level level) {
  levels_.push_back(std::move(level));
  if (levels_.size() <= kMostOpen) return;
  Level& far = levels_[levels_.size() - 1 - kMostOpen];
  struct stat status {};
  if (!far.folder.valid()) return;
  if (fstat(far.folder.get(), &status) == 0) {
    far.device = status.st_dev;
    far.inode = status.st_ino;
  }
  far.folder = Descriptor();
}

PathParts split_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {{}, path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace iftrue
