#include "command/system/file.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "command/system/descriptor.h"
#include "command/system/posix.h"

namespace iftrue {

Result<std::string> read_file(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return system_failure("read", path, errno);
  return read_all(file.get(), path);
}

Result<std::string> read_all(int fd, std::string_view name) {
  constexpr std::size_t kFirstRead = std::size_t{64} * 1024;
  struct stat status {};
  std::string bytes;
  // One byte more than the file has, so that its end shows in the same read.
  const bool sized = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  bytes.resize(sized ? static_cast<std::size_t>(status.st_size) + 1 : kFirstRead);
  std::size_t size = 0;
  for (;;) {
    const ssize_t count = read(fd, bytes.data() + size, bytes.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("read", name, errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (sized && size + 1 == bytes.size()) break;  // one more was asked for, and not there
    if (size == bytes.size()) bytes.resize(bytes.size() * 2);
  }
  bytes.resize(size);
  return bytes;
}

tl::expected<std::size_t, int> read_into(std::span<char> bytes, int fd) {
  std::size_t size = 0;
  while (size < bytes.size()) {
    const auto rest = bytes.subspan(size);
    const ssize_t count = read(fd, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::unexpected(errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  return size;
}

Result<std::string> read_up_to(std::size_t size, int fd, std::string_view name) {
  std::string bytes(size, '\0');
  const auto got = read_into(bytes, fd);
  if (!got) return system_failure("read", name, got.error());
  bytes.resize(*got);
  return bytes;
}

tl::expected<std::string, int> read_link(int folder_fd, const std::string& name) {
  std::string target(256, '\0');
  for (;;) {
    const ssize_t size = readlinkat(folder_fd, name.c_str(), target.data(), target.size());
    if (size < 0) return tl::unexpected(errno);
    if (static_cast<std::size_t>(size) < target.size()) {
      target.resize(static_cast<std::size_t>(size));
      return target;
    }
    target.resize(target.size() * 2);
  }
}

int create_folders(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  return error == std::errc::file_exists ? ENOTDIR : error.value();
}

int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

Result<void> write_standard_output(std::string_view bytes) {
  if (const int error = write_all(STDOUT_FILENO, bytes)) {
    return system_failure("write", "standard output", error);
  }
  return {};
}

}  // namespace iftrue
