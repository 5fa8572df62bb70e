#include "visible_text.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace chat {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Character {
  std::string_view bytes;
  char32_t point = 0;
  bool is_utf8 = false;
};

// The character at the begin of `text`, which is not empty; a byte that begins none stands alone.
Character first_character(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {text.substr(0, 1), lead, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const Character wrong{text.substr(0, 1), 0, false};
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return wrong;
  char32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return wrong;
    point = (point << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 3> least = {0x80, 0x800, 0x10000};
  const bool is_surrogate = point >= 0xD800 && point < 0xE000;
  if (point < least.at(length - 2) || point > 0x10FFFF || is_surrogate) return wrong;
  return {text.substr(0, length), point, true};
}

// What a terminal obeys, or what shows text in another order than it is read in (CVE-2021-42574).
bool controls(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x061C ||
         (point >= 0x200E && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

// U+2400 … in UTF-8.
std::string picture(char32_t point) {
  if (point == 0x7F) return "\xE2\x90\xA1";
  if (point >= 0x20) return std::string(kReplacement);
  return {'\xE2', '\x90', static_cast<char>(0x80 + point)};
}

std::string visible(std::string_view text, std::string_view line_end) {
  std::string shown;
  while (!text.empty()) {
    const Character character = first_character(text);
    if (!character.is_utf8)
      shown += kReplacement;
    else if (character.point == '\n' && !line_end.empty())
      shown += line_end;
    else if (character.point != '\t' && controls(character.point))
      shown += picture(character.point);
    else
      shown += character.bytes;
    text.remove_prefix(character.bytes.size());
  }
  return shown;
}

}  // namespace

std::string visible_line(std::string_view text) { return visible(text, {}); }

std::string visible_lines(std::string_view text) { return visible(text, "\n    "); }

std::string visible_json(std::string_view json) {
  std::string shown;
  shown.reserve(json.size());
  while (!json.empty()) {
    const Character character = first_character(json);
    if (character.is_utf8 && controls(character.point))
      shown += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character.point));
    else
      shown += character.bytes;
    json.remove_prefix(character.bytes.size());
  }
  return shown;
}

}  // namespace chat
