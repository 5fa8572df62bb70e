#include "command/terminal/table.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("rows are aligned by what a terminal shows of them", "[table]") {
  const std::string wide(41, 'w');
  const std::string names =
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccc";
  struct Row {
    std::vector<TableRow> rows;
    std::vector<Align> alignments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{}, {Align::kLeft}, ""},
      {{{{"A"}, {"N"}}, {{"bcd"}, {"12"}}}, {Align::kLeft, Align::kRight}, "A     N\nbcd  12\n"},
      {{{{"\u4e2d"}, {"x"}}, {{"a"}, {"y"}}}, {Align::kLeft, Align::kLeft}, "\u4e2d  x\na   y\n"},
      // A cell alone is a heading: it does not count for the width of the column.
      {{{{"a heading"}}, {{"a"}, {"b"}}}, {Align::kLeft, Align::kLeft}, "a heading\na  b\n"},
      {{{{wide}, {"x"}}, {{"a"}, {"y"}}}, {Align::kLeft, Align::kLeft}, wide + "\n   x\na  y\n"},
      {{{{"place"}, {names}}},
       {Align::kLeft, Align::kLeft},
       "place  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,\n       "
       "cccccccccc\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expected);
    CHECK(table_text(row.rows, row.alignments, Color::kNever) == row.expected);
  }
}

TEST_CASE("a style takes no room", "[table]") {
  const std::vector<TableRow> rows{{{"a", style::kBold}, {"1", style::kAdded}}, {{"bc"}, {"2"}}};
  CHECK(table_text(rows, {Align::kLeft, Align::kRight}, Color::kAlways) ==
        "\x1b[1ma\x1b[0m   \x1b[32m1\x1b[0m\nbc  2\n");
}

}  // namespace
}  // namespace iftrue
