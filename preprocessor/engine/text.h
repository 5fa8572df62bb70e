// Characters as the engine defines them: word characters, white space, line terminators and UTF-8.
// All functions use positions in bytes and never read outside the text. A byte that is not UTF-8
// counts as one character, one UTF-16 code unit wide.

#ifndef IFTRUE_ENGINE_TEXT_H_
#define IFTRUE_ENGINE_TEXT_H_

#include <cstddef>
#include <string_view>

namespace iftrue {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr bool is_word_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// A blank: what may end a line unseen. The preserve layout introduces the first kind only.
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

constexpr bool is_ascii_white_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// The same as white_space_at() where no ASCII character is.
[[nodiscard]] std::size_t wide_white_space_at(std::string_view text, std::size_t pos);

// The length of the white space character at `pos` (ECMA-262 §12.2 and §12.3: JavaScript's \s),
// 0 if there is another character or the end.
[[nodiscard]] inline std::size_t white_space_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return 0;
  if (!is_ascii(text[pos])) return wide_white_space_at(text, pos);
  return is_ascii_white_space(text[pos]) ? 1 : 0;
}

// How many bytes at the end of the text begin a white space character of which more are missing.
[[nodiscard]] std::size_t cut_white_space(std::string_view text);

// The first position from `pos` on that holds no white space.
[[nodiscard]] std::size_t skip_white_space(std::string_view text, std::size_t pos);

// The last position in [begin, pos] such that from there to `pos` is white space only.
[[nodiscard]] std::size_t skip_white_space_back(std::string_view text, std::size_t pos,
                                                std::size_t begin);

// The length of the line terminator at `pos`: LF, CR LF, CR, U+2028 or U+2029; 0 if none.
[[nodiscard]] std::size_t terminator_at(std::string_view text, std::size_t pos);

// The position of the first line terminator from `pos` on, or the text's size.
[[nodiscard]] std::size_t find_terminator(std::string_view text, std::size_t pos);

// The position after the last line terminator of the text, or 0.
[[nodiscard]] std::size_t last_line_start(std::string_view text);

struct Character {
  std::size_t size;         // bytes, 1 to 4
  std::size_t utf16_units;  // 1 or 2
};

// The character at `pos`, which must be inside the text.
[[nodiscard]] Character character_at(std::string_view text, std::size_t pos);

// Of all its characters.
[[nodiscard]] std::size_t utf16_units(std::string_view text);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_TEXT_H_
