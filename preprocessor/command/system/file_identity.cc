#include "command/system/file_identity.h"

#include "command/system/file_clock.h"

namespace iftrue {

FileIdentity FileIdentity::of(const struct stat& status) {
  FileIdentity identity;
  identity.inode = status.st_ino;
  identity.size = static_cast<std::uint64_t>(status.st_size);
  identity.mode = status.st_mode;
  identity.modification_time = nanoseconds(status.st_mtim);
  identity.change_time = nanoseconds(status.st_ctim);
  return identity;
}

std::optional<FileIdentity> identity_of(int fd) {
  struct stat status {};
  if (fstat(fd, &status) != 0) return std::nullopt;
  return FileIdentity::of(status);
}

}  // namespace iftrue
