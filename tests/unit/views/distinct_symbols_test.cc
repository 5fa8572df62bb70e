#include "command/views/distinct_symbols.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("each symbol of a condition is given once, where it first stands", "[distinct_symbols]") {
  struct Row {
    std::string condition;
    std::vector<std::string_view> expected;
  };
  const std::vector<Row> rows = {
      {"X", {"X"}},
      {"(B || A)", {"B", "A"}},
      {"(B && (A || !B) && C && A)", {"B", "A", "C"}},
      {"(!X || X)", {"X"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    CHECK(distinct_symbols(row.condition) == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
