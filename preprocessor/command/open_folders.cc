#include "command/open_folders.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

namespace iftrue {

tl::expected<OpenFolders::Folder, OpenFolders::Obstacle> OpenFolders::open(std::string_view path,
                                                                           Missing missing) {
  auto [folder, length] = nearest(path);
  while (length < path.size()) {
    const std::size_t begin = length == 0 ? 0 : length + 1;
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string name(path.substr(begin, end - begin));
    const auto open_next = [&, &above = *folder] {
      return Descriptor(
          openat(above.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    };
    auto origin = OpenFolder::Origin::kFound;
    Descriptor next = open_next();
    if (!next.valid() && errno == ENOENT && missing == Missing::kCreate) {
      if (mkdirat(folder->get(), name.c_str(), 0777) == 0) {
        origin = OpenFolder::Origin::kMadeHere;
        next = open_next();
      } else if (errno == EEXIST) {  // another thread was faster
        next = open_next();
      }
    }
    if (!next.valid()) {
      const int error = errno == ELOOP ? ENOTDIR : errno;
      return tl::unexpected(Obstacle{error, std::string(path.substr(0, end))});
    }
    folder = std::make_shared<const OpenFolder>(std::move(next), origin);
    length = end;
    keep(path.substr(0, length), folder);
  }
  return folder;
}

tl::expected<struct stat, int> OpenFolders::status(std::string_view path) {
  const PathParts parts = split_path(path);
  const auto folder = open(parts.folder);
  if (!folder) return tl::unexpected(folder.error().error);
  struct stat status {};
  if (fstatat((*folder)->get(), std::string(parts.name).c_str(), &status, AT_SYMLINK_NOFOLLOW) !=
      0) {
    return tl::unexpected(errno);
  }
  return status;
}

void OpenFolders::forget() {
  const std::scoped_lock lock(mutex_);
  kept_.fill({});
}

std::pair<OpenFolders::Folder, std::size_t> OpenFolders::nearest(std::string_view path) {
  const std::scoped_lock lock(mutex_);
  Kept* best = nullptr;
  for (Kept& each : kept_) {
    const std::size_t length = each.path.size();
    const bool above = each.folder && path.starts_with(each.path) &&
                       (length == path.size() || path[length] == '/');
    if (above && (best == nullptr || best->path.size() < length)) best = &each;
  }
  if (best == nullptr) return {root_, 0};
  best->used = ++calls_;
  return {best->folder, best->path.size()};
}

void OpenFolders::keep(std::string_view path, Folder folder) {
  const std::scoped_lock lock(mutex_);
  Kept& oldest = *std::ranges::min_element(kept_, {}, &Kept::used);
  oldest = {std::string(path), std::move(folder), ++calls_};
}

PathParts split_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {{}, path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace iftrue
