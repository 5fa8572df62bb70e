// Whole files and paths.

#ifndef IFTRUE_COMMAND_SYSTEM_FILE_H_
#define IFTRUE_COMMAND_SYSTEM_FILE_H_

#include <sys/types.h>

#include <string>
#include <string_view>

#include "command/system/failure.h"

namespace iftrue {

// What an output takes over from the mode of its source. The set-user-ID, set-group-ID and sticky
// bits are not among it: the output belongs to whoever runs the tool, and would lend the rights of
// that user, root's too, to a program of somebody else.
inline constexpr mode_t kPermissions = 0777;

// Whether a file of this mode has the permissions of `source` and no other bit that chmod(2) sets.
[[nodiscard]] constexpr bool has_permissions(mode_t mode, mode_t source) {
  constexpr mode_t kModeBits = 07777;
  return (mode & kModeBits) == (source & kPermissions);
}

// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }
  [[nodiscard]] int release();

 private:
  int fd_;
};

// All bytes of a file, or of whatever else can be read to an end.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

// The bytes of an open file up to its end; `name` is for messages.
[[nodiscard]] Result<std::string> read_all(int fd, std::string_view name);

// The first `size` bytes of an open file, or all if it has fewer.
[[nodiscard]] Result<std::string> read_up_to(std::size_t size, int fd, std::string_view name);

// Where a link in an open folder leads to, as it stands in the link; or an errno.
[[nodiscard]] tl::expected<std::string, int> read_link(int folder_fd, const std::string& name);

// Writes all bytes; returns 0 or an errno.
[[nodiscard]] int write_all(int fd, std::string_view bytes);

// Writes all of what a command was asked for.
[[nodiscard]] Result<void> write_standard_output(std::string_view bytes);

// The path of what stands at the relative `path` in a folder; of the folder itself for "".
[[nodiscard]] std::string join(std::string_view folder, std::string_view path);

// The absolute path, links resolved as far as it exists.
[[nodiscard]] std::string real_path(const std::string& path);

// Whether the path, links resolved as far as it exists, lies in `folder` or is it.
[[nodiscard]] bool is_inside(const std::string& path, const std::string& folder);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_FILE_H_
