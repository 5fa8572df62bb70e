#include "command/system/rename.h"

#include <cerrno>
#include <cstdio>

#include "command/system/posix.h"

namespace iftrue {

int rename_new(int folder_fd, const std::string& from, const std::string& to) {
  if (rename_unreplacing(folder_fd, from.c_str(), to.c_str()) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // Not every file system can do that.
  struct stat status {};
  if (fstatat(folder_fd, to.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) return EEXIST;
  return renameat(folder_fd, from.c_str(), folder_fd, to.c_str()) == 0 ? 0 : errno;
}

}  // namespace iftrue
