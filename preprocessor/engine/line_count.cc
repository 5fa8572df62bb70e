#include "engine/line_count.h"

#include "engine/text.h"

namespace iftrue {

std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  std::size_t pos = 0;
  while (pos < text.size()) {
    const std::size_t end = find_terminator(text, pos);
    pos = end + terminator_at(text, end);
    ++lines;
  }
  return lines;
}

}  // namespace iftrue
