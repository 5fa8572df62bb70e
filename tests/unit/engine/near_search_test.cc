#include "engine/near_search.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

std::vector<std::size_t> found(std::string_view text, std::size_t from, std::size_t limit) {
  std::vector<std::size_t> words;
  NearSearch search(text, from, from, limit);
  while (const auto word = search.next()) words.push_back(*word);
  return words;
}

TEST_CASE("a word is found wherever it stands among the blocks", "[near_search]") {
  for (const std::string word :
       {"IFTRUE_X", "IFTURE_X", "iftrue_x", "ElseTrue_X", "ELSE", "ifdebug", "FIDEBUG",
        "else IFTRUE_X", "ELSE IFTRUE_X", "ifnot_x", "xIFTRUE_X", "_FITRUE_X"}) {
    for (std::size_t before = 0; before <= 200; ++before) {
      for (const std::size_t after : {std::size_t{0}, std::size_t{1}, std::size_t{80}}) {
        std::string text(before, 'x');
        if (before > 0) text.back() = ' ';
        text += word + std::string(after, '\n');
        CAPTURE(word, before, after);
        REQUIRE(found(text, 0, text.size()) == std::vector<std::size_t>{before});
        // Two, the second right behind a block that was looked through for the first.
        const std::string two = text + '\n' + text;
        REQUIRE(found(two, 0, two.size()) ==
                std::vector<std::size_t>{before, text.size() + 1 + before});
      }
    }
  }
}

TEST_CASE("only words that begin in the stretch are found", "[near_search]") {
  const std::string text = " IFTURE_X IFTURE_Y";
  CHECK(found(text, 0, text.size()) == std::vector<std::size_t>{1, 10});
  CHECK(found(text, 2, text.size()) == std::vector<std::size_t>{10});
  CHECK(found(text, 0, 10) == std::vector<std::size_t>{1});
  CHECK(found(text, 0, 11) == std::vector<std::size_t>{1});
  CHECK(found(text, 1, 12) == std::vector<std::size_t>{1, 10});
}

TEST_CASE("most words are none", "[near_search]") {
  for (const std::string text :
       {"", "_", "a_b", "f(IFTRUE_X)", "if (a) b(); else c(); MAX_SIZE false_value bug debug",
        "fiddle FILE_NAME ENUM_VALUE IFF_DEBUG EIFFEL"}) {
    CAPTURE(text);
    for (const std::size_t word : found(text, 0, text.size())) {
      CHECK(text.substr(word, 4) == "else");
    }
  }
}

}  // namespace
}  // namespace iftrue
