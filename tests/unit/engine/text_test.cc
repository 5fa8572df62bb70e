#include "engine/text.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace iftrue {
namespace {

constexpr std::string_view kNbsp = "\xC2\xA0";

TEST_CASE("white space is what JavaScript calls white space", "[text]") {
  struct Row {
    std::string_view text;
    std::size_t length;
  };
  const auto rows = std::to_array<Row>({
      {" ", 1},
      {"\t", 1},
      {"\v", 1},
      {"\f", 1},
      {"\n", 1},
      {"\r", 1},
      {kNbsp, 2},
      {"\xE1\x9A\x80", 3},  // U+1680
      {"\xE2\x80\x80", 3},  // U+2000
      {"\xE2\x80\x8A", 3},  // U+200A
      {"\xE2\x80\xA8", 3},  // U+2028
      {"\xE2\x80\xA9", 3},  // U+2029
      {"\xE2\x80\xAF", 3},  // U+202F
      {"\xE2\x81\x9F", 3},  // U+205F
      {"\xE3\x80\x80", 3},  // U+3000
      {"\xEF\xBB\xBF", 3},  // U+FEFF
      {"", 0},
      {"a", 0},
      {"\b", 0},
      {"\x0E", 0},
      {"\x1C", 0},          // white space to Unicode's bidi class, not to JavaScript
      {"\xC2\x85", 0},      // U+0085
      {"\xE1\xA0\x8E", 0},  // U+180E: was a space until Unicode 6.3
      {"\xE2\x80\x8B", 0},  // U+200B
      {"\xC2", 0},
      {"\xA0", 0},
      {"\xE2\x80", 0},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(white_space_at(row.text, 0) == row.length);
    CHECK(white_space_at("ab", 2) == 0);
  }
}

TEST_CASE("white space is skipped in both directions", "[text]") {
  struct Row {
    std::string_view text;
    std::size_t from;
    std::size_t forward;
    std::size_t back;  // to begin at the earliest
    std::size_t begin;
  };
  const auto rows = std::to_array<Row>({
      {"", 0, 0, 0, 0},
      {"ab", 1, 1, 1, 0},
      {"a \t\nb", 1, 4, 1, 0},
      {"a \t\nb", 4, 4, 1, 0},
      {"a \t\nb", 4, 4, 3, 3},
      {"   ", 1, 3, 0, 0},
      {"a\xC2\xA0\xE3\x80\x80z", 6, 6, 1, 0},
      {"a\xC2\xA0\xE3\x80\x80z", 1, 6, 1, 0},
      {"a\xC2\xA0z", 3, 3, 3, 2},  // half a character is none
  });
  for (const Row& row : rows) {
    CAPTURE(row.text, row.from, row.begin);
    CHECK(skip_white_space(row.text, row.from) == row.forward);
    CHECK(skip_white_space_back(row.text, row.from, row.begin) == row.back);
  }
}

TEST_CASE("there are five line terminators", "[text]") {
  struct Row {
    std::string_view text;
    std::size_t at;
    std::size_t length;
    std::size_t last_line;
  };
  const auto rows = std::to_array<Row>({
      {"", 0, 0, 0},
      {"ab", 2, 0, 0},
      {"ab\n", 2, 1, 3},
      {"ab\r", 2, 1, 3},
      {"ab\r\n", 2, 2, 4},
      {"ab\r\nc", 2, 2, 4},
      {"ab\n\rc", 2, 1, 4},
      {"ab\xE2\x80\xA8"
       "c",
       2, 3, 5},
      {"ab\xE2\x80\xA9", 2, 3, 5},
      {"ab\xE2\x80\xAA"
       "c",
       8 - 2, 0, 0},  // U+202A
      {"ab\xE2\x80", 4, 0, 0},
      {"ab\v\f\xC2\x85"
       "c",
       7, 0, 0},  // terminators elsewhere, not in JavaScript
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(find_terminator(row.text, 0) == row.at);
    CHECK(terminator_at(row.text, row.at) == row.length);
    CHECK(last_line_start(row.text) == row.last_line);
  }
}

TEST_CASE("a character is a well-formed UTF-8 sequence, or one byte", "[text]") {
  struct Row {
    std::string_view text;
    std::size_t size;
    std::size_t utf16_units;
  };
  const auto rows = std::to_array<Row>({
      {"a", 1, 1},
      {"\xC3\xA9", 2, 1},          // é
      {"\xE4\xB8\xAD", 3, 1},      // 中
      {"\xF0\x9F\x98\x80", 4, 2},  // an emoji
      {"\xED\x9F\xBF", 3, 1},      // U+D7FF, the last before the surrogates
      {"\xEE\x80\x80", 3, 1},      // U+E000, the first after them
      {"\xEF\xBF\xBF", 3, 1},
      {"\xF4\x8F\xBF\xBF", 4, 2},  // U+10FFFF
      {"\x80", 1, 1},              // a continuation byte alone
      {"\xC0\x80", 1, 1},          // overlong
      {"\xC1\xBF", 1, 1},
      {"\xE0\x9F\xBF", 1, 1},
      {"\xF0\x8F\xBF\xBF", 1, 1},
      {"\xED\xA0\x80", 1, 1},      // a surrogate
      {"\xF4\x90\x80\x80", 1, 1},  // beyond Unicode
      {"\xF5\x80\x80\x80", 1, 1},
      {"\xFF", 1, 1},
      {"\xC3", 1, 1},  // cut short
      {"\xE4\xB8", 1, 1},
      {"\xF0\x9F\x98", 1, 1},
      {"\xE4"
       "a\xAD",
       1, 1},
      {"\xE4\xB8"
       "a",
       1, 1},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(character_at(row.text, 0).size == row.size);
    CHECK(character_at(row.text, 0).utf16_units == row.utf16_units);
  }
}

TEST_CASE("terminators and characters are found wherever they stand in a long text", "[text]") {
  for (const std::string_view terminator : {"\n", "\r\n", "\xE2\x80\xA9"}) {
    for (std::size_t before = 0; before < 300; ++before) {
      CAPTURE(terminator, before);
      const std::string line(before, '\xC2');
      const std::string text = line + std::string(terminator) + line;
      CHECK(find_terminator(text, 0) == before);
      CHECK(find_terminator(text, before + terminator.size()) == text.size());
      CHECK(utf16_units(line + "\xF0\x9F\x98\x80") == before + 2);
      CHECK(utf16_units(std::string(before, 'a') + "\xF0\x9F\x98\x80\xE4\xB8\xAD" + line) ==
            2 * before + 3);
    }
  }
}

TEST_CASE("word characters are those of symbols", "[text]") {
  for (int c = 0; c < 256; ++c) {
    CAPTURE(c);
    const bool expected = std::string_view(
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                              "0123456789_")
                              .find(static_cast<char>(c)) != std::string_view::npos;
    CHECK(is_word_char(static_cast<char>(c)) == expected);
  }
}

}  // namespace
}  // namespace iftrue
