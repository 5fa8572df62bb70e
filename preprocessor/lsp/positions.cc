#include "lsp/positions.h"

#include "engine/text.h"

namespace iftrue {
namespace {

// The end of a line, before its terminator.
std::size_t line_end(std::size_t line, std::string_view text, const LineIndex& lines) {
  if (line + 1 == lines.count()) return text.size();
  std::size_t end = lines.begin(line + 1);
  if (text[end - 1] == '\n') --end;
  if (end > lines.begin(line) && text[end - 1] == '\r') --end;
  return end;
}

}  // namespace

std::optional<Position> as_position(const Value& value) {
  const auto line = as_integer(member(value, "line"));
  const auto character = as_integer(member(value, "character"));
  if (!line || !character || *line < 0 || *character < 0) return std::nullopt;
  return Position{static_cast<std::size_t>(*line), static_cast<std::size_t>(*character)};
}

std::size_t offset_of(const Position& position, std::string_view text, const LineIndex& lines,
                      PositionEncoding encoding) {
  if (position.line >= lines.count()) return text.size();
  const std::size_t end = line_end(position.line, text, lines);
  std::size_t offset = lines.begin(position.line);
  if (encoding == PositionEncoding::kUtf8) {
    if (position.character >= end - offset) return end;
    offset += position.character;
    while (continues_character(text, offset)) --offset;
    return offset;
  }
  std::size_t units = position.character;
  while (units > 0 && offset < end) {
    const Character character = character_at(text, offset);
    // Half of a surrogate pair is the place before it.
    if (character.utf16_units > units) break;
    units -= character.utf16_units;
    offset += character.size;
  }
  return offset;
}

Position Positions::at(std::size_t offset) {
  const std::size_t line = lines_.line_of(offset);
  const std::size_t begin = lines_.begin(line);
  const std::size_t character =
      encoding_ == PositionEncoding::kUtf8 ? offset - begin : utf16_(offset) - utf16_(begin);
  return {line, character};
}

Value Positions::position(std::size_t offset) {
  const auto [line, character] = at(offset);
  return {{"line", line}, {"character", character}};
}

Value Positions::range(const Span& span) {
  return {{"start", position(span.begin)}, {"end", position(span.end)}};
}

}  // namespace iftrue
