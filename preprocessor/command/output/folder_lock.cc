#include "command/output/folder_lock.h"

#include <sys/file.h>

#include <cerrno>
#include <utility>

namespace iftrue {

Result<void> FolderLock::take(int folder) {
  if (flock(folder, LOCK_EX | LOCK_NB) == 0) return {};
  if (!std::exchange(told_, true)) waiting_(path_);
  while (flock(folder, LOCK_EX) != 0) {
    if (errno != EINTR) return system_failure("lock folder", path_, errno);
  }
  return {};
}

}  // namespace iftrue
