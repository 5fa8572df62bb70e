#include "command/views/text_place.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("a place is read from the right", "[text_place]") {
  struct Row {
    std::string operand;
    std::set<std::string> files;
    std::string expected;  // PATH LINE COLUMN
  };
  const std::vector<Row> rows = {
      {"a.ts:3", {"a.ts"}, "a.ts 3 -"},
      {"a.ts:3:7", {"a.ts"}, "a.ts 3 7"},
      {"a.ts:3:7:", {"a.ts"}, "a.ts 3 7"},
      {"a.ts:3:7", {}, "a.ts 3 7"},
      {"a:1:2", {"a:1"}, "a:1 2 -"},
      {"a:1:2", {"a", "a:1"}, "a 1 2"},
      {"a:1:2:3", {"a:1"}, "a:1 2 3"},
      {"a", {"a"}, "'a': name a line: FILE:LINE or FILE:LINE:COLUMN"},
      {"a:x", {"a"}, "'a:x': name a line: FILE:LINE or FILE:LINE:COLUMN"},
      {":3", {}, "':3': name a line: FILE:LINE or FILE:LINE:COLUMN"},
      {"a:0", {"a"}, "'a:0': lines and columns count from 1"},
      {"a:1:0", {"a"}, "'a:1:0': lines and columns count from 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.operand);
    const auto place = parse_text_place(
        row.operand, [&](const std::string& path) { return row.files.contains(path); });
    const std::string shown =
        !place ? place.error().message
               : place->path + ' ' + std::to_string(place->line) + ' ' +
                     (place->column ? std::to_string(*place->column) : std::string("-"));
    CHECK(shown == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
