#include "engine/line_count.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("lines are counted by their terminators and what follows the last", "[place]") {
  struct Row {
    std::string text;
    std::size_t expected;
  };
  const std::vector<Row> rows = {{"", 0},
                                 {"a", 1},
                                 {"a\n", 1},
                                 {"a\nb", 2},
                                 {"\n", 1},
                                 {"\n\n", 2},
                                 {"a\r\nb\r", 2},
                                 {"a\r\n\rb\n", 3},
                                 {"a\xE2\x80\xA8\xE2\x80\xA9", 2},
                                 // longer than what is looked at at once
                                 {std::string(64, 'a'), 1},
                                 {std::string(1000, '\n'), 1000},
                                 {std::string(63, 'a') + "\r\n" + std::string(99, '\n') +
                                      "\xE2\x82\xAC\n" + std::string(99, 'b'),
                                  102}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(count_lines(row.text) == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
