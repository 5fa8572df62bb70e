#include "characters.h"

#include <cstdint>
#include <optional>

namespace property {
namespace {

// The size of the UTF-8 sequence that begins the text, by decoding it and asking whether the code
// point is one, and whether it needs that many bytes.
std::optional<std::size_t> sequence_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t size = 1;
  while (size < 6 && (byte(0) << (size - 1) & 0x80) != 0) ++size;
  if (size == 1) return 1;
  --size;  // so many leading one bits
  if (size == 1 || size > 4 || size > text.size()) return std::nullopt;
  std::uint32_t code_point = byte(0) & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return std::nullopt;
    code_point = code_point << 6 | (byte(i) & 0x3F);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kLeast[size] || surrogate || code_point > 0x10FFFF) return std::nullopt;
  return size;
}

}  // namespace

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::string_view rest = text.substr(pos);
    std::string_view bytes = rest.substr(0, sequence_size(rest).value_or(1));
    if (rest.starts_with("\r\n")) bytes = rest.substr(0, 2);
    CharacterKind kind = CharacterKind::kOther;
    if (bytes == "\n" || bytes == "\r" || bytes == "\r\n" || bytes == "\u2028" ||
        bytes == "\u2029") {
      kind = CharacterKind::kTerminator;
    } else if (bytes == " " || bytes == "\t") {
      kind = CharacterKind::kBlank;
    } else if (bytes == "\uFEFF" && pos == 0) {
      kind = CharacterKind::kMark;
    }
    characters.push_back({pos, bytes, kind, bytes.size() == 4 ? std::size_t{2} : std::size_t{1}});
    pos += bytes.size();
  }
  return characters;
}

LineAndColumn line_and_column(const std::vector<Character>& characters, std::size_t offset) {
  LineAndColumn place{1, 1};
  for (const Character& character : characters) {
    if (character.offset >= offset) break;
    if (character.kind == CharacterKind::kTerminator) {
      place = {place.line + 1, 1};
    } else if (character.kind != CharacterKind::kMark) {
      ++place.column;
    }
  }
  return place;
}

}  // namespace property
