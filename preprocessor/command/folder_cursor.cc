#include "command/folder_cursor.h"

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
  // What is above both the place and `path` stays.
  const auto leads_there = [&](const Level& level) {
    return level.end <= path.size() && (level.end == path.size() || path[level.end] == '/') &&
           std::string_view(path_).substr(0, level.end) == path.substr(0, level.end);
  };
  while (!levels_.empty() && !leads_there(levels_.back())) levels_.pop_back();
  if (!levels_.empty() && !levels_.back().folder.valid()) levels_.clear();
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
  if (levels_.size() > kMostOpen) levels_[levels_.size() - 1 - kMostOpen].folder = Descriptor();
}

PathParts split_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {{}, path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace iftrue
