#include "engine/place.h"

#include <algorithm>

#include "engine/text.h"

namespace iftrue {
namespace {

// Walks a text, counting: lines as a whole, characters only on the line that it stops at.
class Cursor {
 public:
  explicit Cursor(std::string_view text)
      : text_(text),
        pos_(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0),
        line_end_(find_terminator(text, pos_)) {}

  [[nodiscard]] std::size_t pos() const { return pos_; }
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] std::size_t column() const { return column_; }

  // The position of the terminator that ends the line, or the text's size.
  [[nodiscard]] std::size_t line_end() const { return line_end_; }

  void next_line() {
    pos_ = line_end_ + terminator_at(text_, line_end_);
    line_end_ = find_terminator(text_, pos_);
    ++line_;
    column_ = 1;
  }

  // Only before the end of the line.
  void next_character() {
    pos_ += character_at(text_, pos_).size;
    ++column_;
  }

  // To the first place at `offset` or after it.
  void move_to(std::size_t offset) {
    while (line_end_ < offset && line_end_ < text_.size()) next_line();
    while (pos_ < offset && pos_ < text_.size()) next_character();
  }

 private:
  std::string_view text_;
  std::size_t pos_;
  std::size_t line_end_;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

// One end of a place: its offset, and where its line and column go.
struct Bound {
  std::size_t offset;
  std::size_t* line;
  std::size_t* column;
};

}  // namespace

void locate(std::string_view text, const std::vector<Place*>& places) {
  std::vector<Bound> bounds;
  bounds.reserve(places.size() * 2);
  for (Place* place : places) {
    bounds.push_back({place->offset, &place->line, &place->column});
    bounds.push_back({place->offset + place->length, &place->end_line, &place->end_column});
  }
  std::ranges::sort(bounds, {}, &Bound::offset);
  Cursor cursor(text);
  for (const Bound& bound : bounds) {
    cursor.move_to(bound.offset);
    *bound.line = cursor.line();
    *bound.column = cursor.column();
  }
}

std::optional<std::size_t> offset_at(std::string_view text, std::size_t line, std::size_t column) {
  Cursor cursor(text);
  while (cursor.line() < line && cursor.line_end() < text.size()) cursor.next_line();
  if (cursor.line() != line) return std::nullopt;
  while (cursor.column() < column) {
    if (cursor.pos() >= cursor.line_end()) return std::nullopt;
    cursor.next_character();
  }
  return cursor.column() == column ? std::optional(cursor.pos()) : std::nullopt;
}

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
