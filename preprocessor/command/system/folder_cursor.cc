#include "command/system/folder_cursor.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "command/system/posix.h"

namespace iftrue {
namespace {

// How many folders stay open on the way to the place. Each thread has a cursor for the source and
// one for each output, which adds up on a machine of many cores (see main.cc).
constexpr std::size_t kMostOpen = 6;

// The longest path that the kernel takes, without its NUL.
constexpr std::size_t kLongestPath = 4095;

// Up to here a path is looked up from the root in less time than it takes to ask for a folder
// twice.
constexpr std::size_t kShortPath = 64;

// Opens a folder several names away, if there is no link among them. False, with ENOSYS, where the
// system cannot do that.
Descriptor open_far(int above, const std::string& names) {
  static std::atomic<bool> lacks = false;
  errno = ENOSYS;
  if (lacks.load(std::memory_order_relaxed)) return Descriptor();
  Descriptor folder(open_linkless(above, names.c_str()));
  // Some sandboxes forbid the calls that they do not know.
  if (!folder.valid() && (errno == ENOSYS || errno == EPERM)) {
    lacks.store(true, std::memory_order_relaxed);
    errno = ENOSYS;
  }
  return folder;
}

std::size_t end_of_name(std::string_view path, std::size_t begin) {
  return std::min(path.find('/', begin), path.size());
}

// The end of the last whole name before `limit`, or of the first one.
std::size_t end_of_names(std::string_view path, std::size_t begin, std::size_t limit) {
  if (limit >= path.size()) return path.size();
  const std::size_t slash = path.rfind('/', limit);
  const bool some = slash != std::string_view::npos && slash > begin;
  return some ? slash : end_of_name(path, begin);
}

}  // namespace

tl::expected<int, FolderCursor::Obstacle> FolderCursor::open(std::string_view path,
                                                             Missing missing) {
  go_up(path);
  path_ = path;
  // How much of the path could not be opened at once: the obstacle is found by halving.
  std::size_t failing = std::string_view::npos;
  for (std::size_t begin = levels_.empty() ? 0 : levels_.back().end; begin < path.size();) {
    if (!levels_.empty()) ++begin;  // the slash
    std::size_t limit = begin + kLongestPath;
    if (failing != std::string_view::npos) {
      limit = failing > begin ? begin + (failing - begin) / 2 : begin;
    }
    std::size_t end = end_of_names(path, begin, limit);
    const int above = levels_.empty() ? root_ : levels_.back().folder.get();
    Descriptor next;
    if (end != end_of_name(path, begin)) {
      next = open_far(above, std::string(path.substr(begin, end - begin)));
      if (!next.valid()) {
        failing = errno == ENOSYS ? begin : end;
        if (!levels_.empty()) --begin;
        continue;
      }
    } else {
      next = open_next(above, std::string(path.substr(begin, end - begin)), missing);
      if (!next.valid()) {
        const int error = errno == ELOOP ? ENOTDIR : errno;
        return tl::unexpected(Obstacle{error, std::string(path.substr(0, end))});
      }
    }
    push({end, std::move(next)});
    begin = end;
  }
  return levels_.empty() ? root_ : levels_.back().folder.get();
}

Descriptor FolderCursor::open_next(int above, const std::string& name, Missing missing) {
  const auto open_it = [&] {
    return Descriptor(openat(above, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  };
  Descriptor next = open_it();
  if (!next.valid() && errno == ENOENT && missing == Missing::kCreate) {
    const bool made = mkdirat(above, name.c_str(), 0777) == 0;
    if (made || errno == EEXIST) next = open_it();  // else another thread was faster
  }
  return next;
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
  if (staying > 0 && !levels_[staying - 1].folder.valid()) {
    std::size_t open = staying;
    while (open < levels_.size() && !levels_[open].folder.valid()) ++open;
    Level& last = levels_[staying - 1];
    if (open < levels_.size() && path.size() > kShortPath) last.folder = above(levels_[open], last);
    if (!last.folder.valid()) staying = 0;
  }
  levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(staying), levels_.end());
}

Descriptor FolderCursor::above(const Level& from, const Level& level) const {
  const std::string_view between = std::string_view(path_).substr(level.end, from.end - level.end);
  std::string up;
  for (const char each : between) up += each == '/' ? "../" : "";
  if (up.size() > kLongestPath) return Descriptor();
  Descriptor above(openat(from.folder.get(), up.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
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
