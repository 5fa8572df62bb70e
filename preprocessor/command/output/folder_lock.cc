#include "command/output/folder_lock.h"

#include <cerrno>
#include <utility>

#include "command/system/posix.h"

namespace iftrue {

Result<void> FolderLock::take(int folder) {
  if (lock_folder(folder, Wait::kNo) == 0) return {};
  if (errno != EWOULDBLOCK && errno != EINTR) return system_failure("lock folder", path_, errno);
  if (!std::exchange(told_, true)) waiting_(path_);
  while (lock_folder(folder, Wait::kYes) != 0) {
    if (errno != EINTR) return system_failure("lock folder", path_, errno);
  }
  return {};
}

}  // namespace iftrue
