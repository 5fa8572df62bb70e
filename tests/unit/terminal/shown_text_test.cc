#include "command/terminal/shown_text.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("text is cut to a width of the terminal", "[shown_text]") {
  struct Row {
    std::string text;
    std::size_t width;
    std::string expected;
    std::size_t expected_width;
  };
  const std::vector<Row> rows = {
      {"", 3, "", 0},          {"abc", 3, "abc", 3},
      {"abcd", 3, "ab…", 3},   {"a\tb", 3, "a b", 3},
      {"中中", 4, "中中", 4},  {"中中中", 5, "中中…", 5},
      {"中中中", 4, "中…", 3}, {"\x1B[31m", 9, "\xEF\xBF\xBD[31m", 5},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.width);
    const Shown shown = show_within(row.text, row.width);
    CHECK(shown.text == row.expected);
    CHECK(shown.width == row.expected_width);
  }
  CHECK(padded("中", 4) == "中  ");
  CHECK(padded("abcd", 3) == "abcd");
}

}  // namespace
}  // namespace iftrue
