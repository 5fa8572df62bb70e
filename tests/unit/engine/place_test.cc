#include "engine/place.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iftrue {
namespace {

// The lines and columns of offsets are tested with diagnostics, which are made of them.

TEST_CASE("a line and a column have an offset if they are in the text", "[place]") {
  struct Row {
    std::string text;
    std::size_t line;
    std::size_t column;
    std::optional<std::size_t> expected;
  };
  const std::vector<Row> rows = {
      {"", 1, 1, 0},
      {"", 1, 2, {}},
      {"", 2, 1, {}},
      {"", 0, 1, {}},
      {"abc", 1, 0, {}},
      {"abc", 1, 1, 0},
      {"abc", 1, 3, 2},
      {"abc", 1, 4, 3},
      {"abc", 1, 5, {}},
      {"a\nbc\n", 2, 2, 3},
      {"a\nbc\n", 1, 2, 1},
      {"a\nbc\n", 1, 3, {}},
      {"a\nbc\n", 3, 1, 5},
      {"a\nbc\n", 3, 2, {}},
      {"a\nbc\n", 4, 1, {}},
      {"a\r\nb\rc\xE2\x80\xA8"
       "d",
       2, 1, 3},
      {"a\r\nb\rc\xE2\x80\xA8"
       "d",
       4, 1, 9},
      {"\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80x", 1, 4, 9},
      {"\xFFx", 1, 2, 1},
      {"\xEF\xBB\xBF"
       "ab",
       1, 2, 4},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.line, row.column);
    CHECK(offset_at(row.text, row.line, row.column) == row.expected);
  }
}

TEST_CASE("an offset and its place lead to each other", "[place]") {
  const std::string text =
      "\xEF\xBB\xBF"
      "a\xC3\xA9\r\n\xF0\x9F\x98\x80\xFF\r\n\nx\xE2\x80\xA9y\n";
  for (const std::size_t offset : {3U, 4U, 6U, 8U, 12U, 13U, 15U, 16U, 17U, 20U, 21U, 22U}) {
    Place place;
    place.offset = offset;
    locate(text, {&place});
    CAPTURE(offset, place.line, place.column);
    CHECK(offset_at(text, place.line, place.column) == offset);
  }
}

}  // namespace
}  // namespace iftrue
