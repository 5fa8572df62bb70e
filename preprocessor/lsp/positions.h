// Places in a text as the protocol names them: a line, and code units in it.

#ifndef IFTRUE_LSP_POSITIONS_H_
#define IFTRUE_LSP_POSITIONS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/utf16_offsets.h"
#include "iftrue/diagnostic.h"
#include "lsp/line_index.h"
#include "lsp/message.h"

namespace iftrue {

// What a position's character counts.
enum class PositionEncoding : std::uint8_t { kUtf16, kUtf8 };

struct Position {
  std::size_t line;       // from 0
  std::size_t character;  // from 0
};

// The bytes [begin, end) of a text.
struct Span {
  std::size_t begin;
  std::size_t end;

  // Whether an offset is in it, or at its end.
  [[nodiscard]] bool touches(std::size_t offset) const { return begin <= offset && offset <= end; }
  friend bool operator==(const Span&, const Span&) = default;
};

[[nodiscard]] inline Span span_of(const Place& place) {
  return {place.offset, place.offset + place.length};
}

// Of a message's value; nothing if it is no position.
[[nodiscard]] std::optional<Position> as_position(const Value& value);

// The offset of a position. As the protocol wants it, a position behind the end of its line is that
// end, before the line's terminator, and a line behind the last is the end of the text.
[[nodiscard]] std::size_t offset_of(const Position& position, std::string_view text,
                                    const LineIndex& lines, PositionEncoding encoding);

// Offsets to positions, for one text that does not change. Each costs little, however long its
// line.
class Positions {
 public:
  // Both must outlive this.
  Positions(std::string_view text, const LineIndex& lines, PositionEncoding encoding)
      : text_(text), lines_(lines), encoding_(encoding), utf16_(text) {}

  [[nodiscard]] Position at(std::size_t offset);
  [[nodiscard]] std::size_t offset(const Position& position) const {
    return offset_of(position, text_, lines_, encoding_);
  }
  [[nodiscard]] std::size_t line_of(std::size_t offset) const { return lines_.line_of(offset); }

  // As the protocol writes them.
  [[nodiscard]] Value position(std::size_t offset);
  [[nodiscard]] Value range(const Span& span);
  [[nodiscard]] Value range(const Place& place) { return range(span_of(place)); }

 private:
  std::string_view text_;
  const LineIndex& lines_;
  PositionEncoding encoding_;
  Utf16Offsets utf16_;
};

}  // namespace iftrue

#endif  // IFTRUE_LSP_POSITIONS_H_
