#include "command/watch/snapshot.h"

#include <functional>

#include "command/system/file_clock.h"
#include "command/system/file_identity.h"
#include "command/system/path.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

// A step of splitmix64, which spreads each bit over all.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EB;
  return value ^ (value >> 31U);
}

}  // namespace

void Snapshot::name(const std::string& folder, const std::string& name) {
  const std::string path = join(folder, name);
  add(AT_FDCWD, path, path);
}

void Snapshot::entry(const TreeFolder& folder, const char* name) {
  add(folder.fd, name, folder.filtered + name);
}

void Snapshot::add(int folder, const std::string& name, std::string_view path) {
  struct stat status {};
  if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return;
  const FileIdentity identity = FileIdentity::of(status);
  std::uint64_t sum = mixed(std::hash<std::string_view>()(path));
  sum = mixed(sum ^ identity.inode);
  sum = mixed(sum ^ identity.mode);
  if (!S_ISDIR(status.st_mode)) {  // the times of a folder tell also of what is excluded
    sum = mixed(sum ^ identity.size);
    sum = mixed(sum ^ static_cast<std::uint64_t>(identity.modification_time));
    sum = mixed(sum ^ static_cast<std::uint64_t>(identity.change_time));
    early_ = early_ || in_current_tick(identity.change_time);
  }
  sum_ += sum;
}

}  // namespace iftrue
