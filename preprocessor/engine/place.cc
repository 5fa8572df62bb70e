#include "engine/place.h"

#include <algorithm>

#include "engine/text.h"

namespace iftrue {

Locator::Locator(const std::vector<Place*>& places) {
  bounds_.reserve(places.size() * 2);
  for (Place* place : places) {
    bounds_.push_back({place->offset, &place->line, &place->column});
    bounds_.push_back({place->offset + place->length, &place->end_line, &place->end_column});
  }
  std::ranges::sort(bounds_, {}, &Bound::offset);
}

std::size_t Locator::take(Window window) {
  constexpr std::size_t kLongestCharacter = 4;  // bytes; longer than any terminator
  const std::size_t size = window.end() - window.begin();
  if (pos_ == 0) {
    if (window.may_go_on() && size < kByteOrderMark.size()) return pos_;
    if (window.has_at(0, kByteOrderMark)) pos_ = kByteOrderMark.size();
  }
  const std::size_t cut = window.may_go_on() ? std::min(size, kLongestCharacter - 1) : 0;
  line_end_ = window.find_terminator(pos_);
  while (!done() && move_to(bounds_[next_].offset, window, window.end() - cut)) {
    *bounds_[next_].line = line_;
    *bounds_[next_].column = column_;
    ++next_;
  }
  return pos_;
}

bool Locator::move_to(std::size_t offset, const Window& window, std::size_t shown) {
  while (line_end_ < offset && line_end_ < shown) {
    pos_ = line_end_ + window.terminator_at(line_end_);
    line_end_ = window.find_terminator(pos_);
    ++line_;
    column_ = 1;
  }
  const std::size_t end = std::min({offset, line_end_, shown});
  for (; pos_ < end; ++column_) pos_ += window.character_at(pos_).size;
  return pos_ >= offset || !window.may_go_on();
}

void locate(std::string_view text, const std::vector<Place*>& places) {
  Locator(places).take(Window(text));
}

std::optional<std::size_t> offset_at(std::string_view text, std::size_t line, std::size_t column) {
  if (line == 0 || column == 0) return std::nullopt;
  std::size_t pos = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  for (std::size_t at = 1; at < line; ++at) {
    const std::size_t end = find_terminator(text, pos);
    if (end == text.size()) return std::nullopt;
    pos = end + terminator_at(text, end);
  }
  const std::size_t line_end = find_terminator(text, pos);
  for (std::size_t at = 1; at < column; ++at) {
    if (pos >= line_end) return std::nullopt;
    pos += character_at(text, pos).size;
  }
  return pos;
}

}  // namespace iftrue
