// The names in one folder, in the kernel's order.

#ifndef IFTRUE_COMMAND_SYSTEM_FOLDER_ENTRIES_H_
#define IFTRUE_COMMAND_SYSTEM_FOLDER_ENTRIES_H_

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "command/system/posix.h"

namespace iftrue {

// Calls take(name, type) for each name in an open folder but "." and "..", in no order. `name` is
// a C string; `type` is one of dirent's DT_ constants, DT_UNKNOWN where the file system does not
// tell. Returns 0 or an errno. Not by readdir, which wants a descriptor and memory for itself.
template <typename Take>
[[nodiscard]] int for_each_entry(int folder_fd, Take take) {
  constexpr std::size_t kBuffer = std::size_t{32} * 1024;
  alignas(dirent) std::array<char, kBuffer> buffer;
  if (lseek(folder_fd, 0, SEEK_SET) != 0) return errno;
  for (;;) {
    const ssize_t size = read_entries(folder_fd, buffer.data(), buffer.size());
    if (size < 0) return errno;
    if (size == 0) return 0;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      const auto* entry = reinterpret_cast<const dirent*>(buffer.data() + at);
      at += entry->d_reclen;
      const char* const name = entry->d_name;
      if (std::strcmp(name, ".") != 0 && std::strcmp(name, "..") != 0) take(name, entry->d_type);
    }
  }
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_FOLDER_ENTRIES_H_
