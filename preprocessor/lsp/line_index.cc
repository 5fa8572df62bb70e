#include "lsp/line_index.h"

#include <algorithm>
#include <utility>

namespace iftrue {
namespace {

// Whether a line begins at `pos`, which is not 0.
bool begins_line(std::string_view text, std::size_t pos) {
  if (text[pos - 1] == '\n') return true;
  return text[pos - 1] == '\r' && (pos == text.size() || text[pos] != '\n');
}

// Adds the lines that begin in [begin, end].
void find_starts(std::string_view text, std::size_t begin, std::size_t end,
                 std::vector<std::size_t>& starts) {
  constexpr std::string_view kEnds = "\r\n";
  for (std::size_t pos = std::max<std::size_t>(begin, 1); pos <= end; ++pos) {
    // Not each character is asked by itself: most are far from a line's end.
    const std::size_t last = text.find_first_of(kEnds, pos - 1);
    if (last >= end) return;
    pos = last + 1;
    if (begins_line(text, pos)) starts.push_back(pos);
  }
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : starts_{0} {
  find_starts(text, 1, text.size(), starts_);
}

void LineIndex::replace(std::string_view text, std::size_t begin, std::size_t end,
                        std::size_t size) {
  // A change touches what begins at its two ends as well: a CR may get its LF, or lose it.
  const auto first = std::ranges::lower_bound(starts_, std::max<std::size_t>(begin, 1));
  const auto behind = std::max(first, std::ranges::upper_bound(starts_, end));
  for (auto each = behind; each != starts_.end(); ++each) *each = *each - end + begin + size;
  std::vector<std::size_t> found;
  find_starts(text, begin, begin + size, found);
  const auto place = starts_.erase(first, behind);
  starts_.insert(place, found.begin(), found.end());
}

std::size_t LineIndex::line_of(std::size_t offset) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(starts_, offset) - starts_.begin()) - 1;
}

}  // namespace iftrue
