#include "engine/place.h"

#include <algorithm>

#include "engine/text.h"

namespace iftrue {
namespace {

// Walks a text, counting.
struct Cursor {
  explicit Cursor(std::string_view text)
      : pos(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) {}

  void advance(std::string_view text) {
    if (const std::size_t terminator = terminator_at(text, pos)) {
      pos += terminator;
      ++line;
      column = 1;
    } else {
      pos += character_at(text, pos).size;
      ++column;
    }
  }

  std::size_t pos;
  std::size_t line = 1;
  std::size_t column = 1;
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
    while (cursor.pos < bound.offset) cursor.advance(text);
    *bound.line = cursor.line;
    *bound.column = cursor.column;
  }
}

std::optional<std::size_t> offset_at(std::string_view text, std::size_t line, std::size_t column) {
  Cursor cursor(text);
  while (cursor.line < line && cursor.pos < text.size()) cursor.advance(text);
  if (cursor.line != line) return std::nullopt;
  while (cursor.column < column) {
    if (cursor.pos >= text.size() || terminator_at(text, cursor.pos) > 0) return std::nullopt;
    cursor.advance(text);
  }
  return cursor.column == column ? std::optional(cursor.pos) : std::nullopt;
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
