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
  const std::vector<Row> rows = {
      {"", 0},         {"a", 1},          {"a\n", 1},
      {"a\nb", 2},     {"\n", 1},         {"\n\n", 2},
      {"a\r\nb\r", 2}, {"a\r\n\rb\n", 3}, {"a\xE2\x80\xA8\xE2\x80\xA9", 2}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(count_lines(row.text) == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
