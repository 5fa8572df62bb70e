// Identifies a file, and a state of it, without opening it: another file, or the same file after a
// change, has another identity.

#ifndef IFTRUE_COMMAND_SYSTEM_FILE_IDENTITY_H_
#define IFTRUE_COMMAND_SYSTEM_FILE_IDENTITY_H_

#include <cstdint>
#include <optional>

#include "command/system/posix.h"

namespace iftrue {

// The identity of a file's contents and mode. The status-change time tells what the modification
// time, which anybody can set, does not.
struct FileIdentity {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;              // bytes
  std::uint64_t mode = 0;              // type and permissions
  std::int64_t modification_time = 0;  // ns since 1970
  std::int64_t change_time = 0;        // ns since 1970

  static FileIdentity of(const struct stat& status);

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

// Of an open file; nothing when the system does not tell.
[[nodiscard]] std::optional<FileIdentity> identity_of(int fd);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_FILE_IDENTITY_H_
