// Buffers for the pieces of files that one thread reads and compares, one file after the other. The
// thread keeps its buffers: mapping and clearing new ones takes longer than comparing a small file.

#ifndef IFTRUE_COMMAND_SYSTEM_SCRATCH_H_
#define IFTRUE_COMMAND_SYSTEM_SCRATCH_H_

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace iftrue {

class Scratch {
 public:
  // What is read.
  [[nodiscard]] std::span<char> piece() { return bytes().first(kHalf); }

  // What a piece is compared with.
  [[nodiscard]] std::span<char> other() { return bytes().last(kHalf); }

 private:
  // What the processor's cache holds while it is scanned and written. With 256 KiB, 256 MB take
  // 0.19 s in the kernel and 0.10 s more in the scanner than with this.
  static constexpr std::size_t kHalf = std::size_t{64} * 1024;

  using Bytes = std::array<char, 2 * kHalf>;

  [[nodiscard]] std::span<char> bytes() {
    // Not cleared, and not there before it is needed: a page that is not touched takes no memory.
    if (!bytes_) bytes_ = std::make_unique_for_overwrite<Bytes>();
    return *bytes_;
  }

  std::unique_ptr<Bytes> bytes_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_SCRATCH_H_
