#include "engine/line_count.h"

#include "engine/block_search.h"
#include "engine/text.h"

namespace iftrue {

std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  std::size_t pos = 0;
  while (pos < text.size()) {
    // Blocks in which only a LF can end a line, as far as more follows.
    for (; pos + kBlockSize < text.size(); pos += kBlockSize) {
      unsigned char feeds = 0;
      unsigned char others = 0;
      for (const char c : text.substr(pos, kBlockSize)) {
        feeds = static_cast<unsigned char>(feeds + (c == '\n'));
        others |= static_cast<unsigned char>((c == '\r') | (c == '\xE2'));
      }
      if (others != 0) break;
      lines += feeds;
    }
    const std::size_t end = find_terminator(text, pos);
    pos = end + terminator_at(text, end);
    ++lines;
  }
  return lines;
}

}  // namespace iftrue
