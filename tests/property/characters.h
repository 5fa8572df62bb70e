// Characters and places as the contract counts them, written apart from the engine's own: what it
// gets wrong must not be wrong here too.

#ifndef IFTRUE_TESTS_PROPERTY_CHARACTERS_H_
#define IFTRUE_TESTS_PROPERTY_CHARACTERS_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace property {

enum class CharacterKind {
  kTerminator,  // LF, CR LF, CR, U+2028, U+2029
  kBlank,       // space or tab
  kMark,        // a byte order mark at the start of the text
  kOther,
};

struct Character {
  std::size_t offset;
  std::string_view bytes;  // a byte that is not UTF-8 is a character
  CharacterKind kind;
  std::size_t utf16_units;
};

[[nodiscard]] std::vector<Character> characters_of(std::string_view text);

struct LineAndColumn {
  std::size_t line;
  std::size_t column;  // in code points

  bool operator==(const LineAndColumn&) const = default;
};

// Both from 1; `offset` is the start of a character or the text's end.
[[nodiscard]] LineAndColumn line_and_column(const std::vector<Character>& characters,
                                            std::size_t offset);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_CHARACTERS_H_
