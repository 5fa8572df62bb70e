#include "engine/parentheses.h"

#include <algorithm>

namespace iftrue {

std::optional<std::size_t> Parentheses::end(const Window& window, std::size_t pos) {
  const std::size_t limit = std::min(window.end(), pos + kFarthest);
  std::size_t index = index_of(pos);
  // Reading at most kFarthest bytes again after that many or more keeps the memory small.
  if (index == kNone || openings_.size() > 2 * kFarthest) {
    openings_.clear();
    innermost_ = kNone;
    read_ = pos;
    index = 0;
    read(window[read_]);
  }
  while (openings_[index].end == 0 && read_ < limit) read(window[read_]);
  if (openings_[index].end == 0) return std::nullopt;
  return openings_[index].end;
}

std::size_t Parentheses::index_of(std::size_t pos) const {
  const auto found = std::ranges::lower_bound(openings_, pos, {}, &Opening::pos);
  if (found == openings_.end() || found->pos != pos) return kNone;
  return static_cast<std::size_t>(found - openings_.begin());
}

void Parentheses::read(char c) {
  ++read_;
  if (c == '(') {
    openings_.push_back({read_ - 1, 0, innermost_});
    innermost_ = openings_.size() - 1;
  } else if (c == ')' && innermost_ != kNone) {
    openings_[innermost_].end = read_;
    innermost_ = openings_[innermost_].outer;
  }
}

}  // namespace iftrue
