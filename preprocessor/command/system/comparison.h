// Compares a file with what it is to hold: its kind and mode, and bytes that arrive at once or in
// pieces.

#ifndef IFTRUE_COMMAND_SYSTEM_COMPARISON_H_
#define IFTRUE_COMMAND_SYSTEM_COMPARISON_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "command/system/descriptor.h"
#include "command/system/posix.h"

namespace iftrue {

// Whether a regular file with the permissions of `mode` stands there, and one of just so many
// bytes: else there is nothing to be compared.
[[nodiscard]] bool is_file_with(const std::optional<struct stat>& present, mode_t mode);
[[nodiscard]] bool is_file_with(const std::optional<struct stat>& present, mode_t mode,
                                std::uint64_t size);

class Comparison {
 public:
  // With no file: it does not.
  Comparison() = default;

  // Of a file that was opened for it. `room` is for what is read of it, and only while take() runs:
  // several comparisons may share it, but not with the bytes that they take.
  Comparison(Descriptor file, std::span<char> room) : file_(std::move(file)), room_(room) {}

  // Whether it may still hold all.
  bool take(std::string_view bytes);

  // The same as take() and is_same() with all the bytes, of a file that was seen to have so many:
  // what fits into `room` is read by one call.
  [[nodiscard]] bool is_all(std::string_view bytes);

  // After the last bytes. A file that cannot be read does not hold them.
  [[nodiscard]] bool is_same();

 private:
  Descriptor file_;  // closed as soon as it differs
  std::span<char> room_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_COMPARISON_H_
