#include "engine/nearest.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("the nearest word is what was meant", "[nearest]") {
  struct Row {
    std::string word;
    std::vector<std::string_view> candidates;
    std::string expected;
  };
  const std::string long_word(64, 'a');
  const std::string too_long(65, 'a');
  const std::vector<Row> rows = {
      {"WXAPP", {}, "none"},
      {"WXAP", {"WEBAPP", "WXAPP"}, "WXAPP"},    // one left out
      {"WXAPPP", {"WEBAPP", "WXAPP"}, "WXAPP"},  // one too many
      {"WCAPP", {"WXAPP"}, "WXAPP"},             // another one
      {"WXPAP", {"WXAPP"}, "WXAPP"},             // two swapped
      {"wxapp", {"WXAPP"}, "WXAPP"},             // case alone
      {"layuot", {"layout", "target"}, "layout"},
      {"x", {"y"}, "none"},  // nothing in common
      {"", {"a"}, "none"},
      {"lay", {"layout"}, "layout"},  // its beginning
      {"la", {"layout"}, "none"},
      // a third of the word may differ, and no more
      {"abcdef", {"abcdxy"}, "abcdxy"},
      {"abcdef", {"abcxyz"}, "none"},
      {"ab", {"xb"}, "xb"},
      {"ab", {"xy"}, "none"},
      {"wx", {"web"}, "none"},
      // of several the nearest, of equals the first
      {"abcdef", {"abcdxy", "abcdez"}, "abcdez"},
      {"abc", {"abd", "abe"}, "abd"},
      {"abc", {"ABD", "abc"}, "abc"},
      // longer words are not compared
      {long_word, {long_word}, long_word},
      {too_long, {too_long}, "none"},
      {long_word, {too_long}, "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word, row.candidates);
    CHECK(nearest(row.word, row.candidates).value_or("none") == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
