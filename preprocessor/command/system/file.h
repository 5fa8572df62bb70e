// Whole files: all bytes that are read, or written, by one call. Files that are put in the place of
// others are in atomic_file.h.

#ifndef IFTRUE_COMMAND_SYSTEM_FILE_H_
#define IFTRUE_COMMAND_SYSTEM_FILE_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "command/system/failure.h"

namespace iftrue {

// All bytes of a file, or of whatever else can be read to an end.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

// The bytes of an open file up to its end; `name` is for messages.
[[nodiscard]] Result<std::string> read_all(int fd, std::string_view name);

// Reads into `bytes` until they are full: fewer only at the file's end. Returns how many, or an
// errno.
[[nodiscard]] tl::expected<std::size_t, int> read_into(std::span<char> bytes, int fd);

// The first `size` bytes of an open file, or all if it has fewer.
[[nodiscard]] Result<std::string> read_up_to(std::size_t size, int fd, std::string_view name);

// Where a link in an open folder leads to, as it stands in the link; or an errno.
[[nodiscard]] tl::expected<std::string, int> read_link(int folder_fd, const std::string& name);

// Creates a folder and those above it that are not there. Returns 0 or an errno, ENOTDIR where
// something else has the name of one.
[[nodiscard]] int create_folders(const std::string& path);

// Writes all bytes; returns 0 or an errno.
[[nodiscard]] int write_all(int fd, std::string_view bytes);

// Writes all of what a command was asked for.
[[nodiscard]] Result<void> write_standard_output(std::string_view bytes);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_FILE_H_
