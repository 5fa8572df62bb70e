#include "engine/word.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "unit/kind_name.h"

namespace iftrue {
namespace {

TEST_CASE("a word is found where a directive is spelled", "[word]") {
  struct Row {
    std::string text;
    std::size_t from;
    std::string expected;  // the kind, the word's place and that of its condition
  };
  const std::vector<Row> rows = {
      {"IFTRUE_X", 0, "if 0 7"},
      {"IFTRUE_0", 0, "if 0 7"},
      {"IFTRUE__", 0, "if 0 7"},
      {"IFTRUE_(", 0, "if 0 7"},
      {"IFDEBUG", 0, "if 0 2"},
      {"ELIFTRUE_X", 0, "elif 0 9"},
      {"ELSE_X", 0, "else 0 5"},
      {"ELSE_DEBUG", 0, "else 0 5"},
      {"FITRUE_X", 0, "end 0 7"},
      {"FIDEBUG", 0, "end 0 2"},
      {"EEE IFTRUE_X", 0, "if 4 11"},
      {"\xE4\xB8\xAD"
       "FITRUE_X",
       0, "end 3 10"},
      {"IFTRUE_X FITRUE_X", 1, "end 9 16"},
      {"IFTRUE_X", 1, "none"},
      // no word character may stand before the word
      {"xIFTRUE_X", 0, "none"},
      {"_FITRUE_X", 0, "none"},
      {"0ELSE_X", 0, "none"},
      {"IFTRUE_IFTRUE_X", 0, "if 0 7"},
      {"XELIFTRUE_X", 0, "none"},
      // the spelling is exact
      {"IFTRUE", 0, "none"},
      {"IFTRUE_", 0, "none"},
      {"IFTRUE_ X", 0, "none"},
      {"IFTRUE_!X", 0, "none"},
      {"IFTRUE_-X", 0, "none"},
      {"iftrue_X", 0, "none"},
      {"IFTRUE X", 0, "none"},
      {"IFDEBUGX", 0, "none"},
      {"IFDEBUG_X", 0, "none"},
      {"FIDEBUGS", 0, "none"},
      {"ELIFDEBUG", 0, "none"},
      {"ELSEDEBUG", 0, "none"},
      {"ELSE", 0, "none"},
      {"TRUE_X", 0, "none"},
      {"E", 0, "none"},
      {"", 0, "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.from);
    const auto word = find_word(row.text, row.from);
    CHECK((word ? kind_name(word->kind) + ' ' + std::to_string(word->begin) + ' ' +
                      std::to_string(word->condition_begin)
                : "none") == row.expected);
  }
}

TEST_CASE("a word is found wherever it stands in a long text", "[word]") {
  for (const std::string_view word : {"IFTRUE_X", "ELSE_X", "FIDEBUG"}) {
    for (std::size_t before = 0; before < 600; ++before) {
      for (const std::size_t after : {0U, 1U, 300U}) {
        std::string text = std::string(before, '.') + std::string(word) + std::string(after, '.');
        CAPTURE(word, before, after);
        auto found = find_word(text, 0);
        CHECK((found && found->begin == before));
        found = find_word(text, before);
        CHECK((found && found->begin == before));
        CHECK_FALSE(find_word(text, before + 1));
        // ends of keywords that are none, in all blocks before it
        for (std::size_t pos = 0; pos + 4 <= before; pos += 4) text.replace(pos, 4, "UE_.");
        found = find_word(text, 0);
        CHECK((found && found->begin == before));
      }
    }
  }
}

}  // namespace
}  // namespace iftrue
