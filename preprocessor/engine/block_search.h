// Passing over bytes that are of no interest, many at a time. It tells blocks apart, not bytes: in
// the block that it stops at, the caller looks for itself.
//
// The loop is written so that compilers make vector instructions of it, of those that every
// processor has. On an x86-64 of 2023, over 256 MB, it runs at 10.4 GB/s (memchr for one byte 11.2,
// memchr for each 'E' of a source text 1 to 3); without the prefetching at 8.0, and with AVX2 in
// place of SSE2 no faster.

#ifndef IFTRUE_ENGINE_BLOCK_SEARCH_H_
#define IFTRUE_ENGINE_BLOCK_SEARCH_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace iftrue {

inline constexpr std::size_t kBlockSize = 64;  // bytes: a cache line

// The first position, some blocks after `pos`, of a block that holds what `is_wanted` looks for, or
// of what is left at the end. `is_wanted` is given a pointer to each byte, may look at `ahead`
// bytes after it, and returns 0 or 1; it must be free of branches.
template <typename IsWanted>
[[nodiscard]] std::size_t skip_blocks(std::string_view text, std::size_t pos, std::size_t ahead,
                                      IsWanted is_wanted) {
  // Processors do not fetch beyond a page of memory by themselves.
  [[maybe_unused]] constexpr std::size_t kPage = 4096;
  for (; pos + kBlockSize + ahead <= text.size(); pos += kBlockSize) {
    const char* const block = text.data() + pos;
#ifdef __GNUC__
    __builtin_prefetch(block + std::min(kPage, text.size() - pos));
#endif
    unsigned char found = 0;
    for (std::size_t i = 0; i < kBlockSize; ++i) found |= is_wanted(block + i);
    if (found != 0) return pos;
  }
  return pos;
}

// The first position in [pos, end) of one of two characters, or `end`.
[[nodiscard]] inline std::size_t find_either(std::string_view text, std::size_t pos,
                                             std::size_t end, char one, char other) {
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHighs = 0x8080808080808080;
    // The lowest of the high bits that are set is that of the first byte that is zero.
    const auto zeros = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
    const std::uint64_t ones = kOnes * static_cast<unsigned char>(one);
    const std::uint64_t others = kOnes * static_cast<unsigned char>(other);
    for (; pos + sizeof(std::uint64_t) <= end; pos += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + pos, sizeof word);
      const std::uint64_t found = zeros(word ^ ones) | zeros(word ^ others);
      if (found != 0) return pos + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
  }
  while (pos < end && text[pos] != one && text[pos] != other) ++pos;
  return pos;
}

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_BLOCK_SEARCH_H_
