// Turns offsets in bytes of UTF-8 into offsets in UTF-16 code units, as JavaScript counts them.

#ifndef IFTRUE_ENGINE_UTF16_OFFSETS_H_
#define IFTRUE_ENGINE_UTF16_OFFSETS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/text.h"

namespace iftrue {

// Whether a byte other than the first of a character of UTF-8 is at `pos`.
[[nodiscard]] inline bool continues_character(std::string_view text, std::size_t pos) {
  return pos < text.size() && (static_cast<unsigned char>(text[pos]) & 0xC0U) == 0x80U;
}

// The text is counted once, in blocks, when the first offset is asked for. An offset then costs at
// most a block.
class Utf16Offsets {
 public:
  // The text must outlive this.
  explicit Utf16Offsets(std::string_view text) : text_(text) {}

  // Of a byte that begins a character, or of the end.
  [[nodiscard]] std::size_t operator()(std::size_t byte) {
    if (blocks_.empty()) count_blocks();
    const Block& block = blocks_[byte / kBlock];
    return block.units + utf16_units(text_.substr(block.begin, byte - block.begin));
  }

 private:
  static constexpr std::size_t kBlock = 1024;

  struct Block {
    std::size_t begin;  // of its first character; at most three bytes before the block's place
    std::size_t units;  // before it
  };

  void count_blocks() {
    Block block{0, 0};
    blocks_.push_back(block);
    for (std::size_t place = kBlock; place <= text_.size(); place += kBlock) {
      std::size_t begin = place;
      while (continues_character(text_, begin)) --begin;
      block.units += utf16_units(text_.substr(block.begin, begin - block.begin));
      block.begin = begin;
      blocks_.push_back(block);
    }
  }

  std::string_view text_;
  std::vector<Block> blocks_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_UTF16_OFFSETS_H_
