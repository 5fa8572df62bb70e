#include "engine/kept_runs.h"

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("what is appended side by side is one run", "[kept_runs]") {
  constexpr std::string_view kInput = "0123456789";
  KeptRuns kept(kInput);
  CHECK(kept.runs().empty());
  kept.append(kInput.substr(1, 0), 0);
  CHECK(kept.runs().empty());
  kept.append(kInput.substr(1, 2), 0);
  kept.append(kInput.substr(3, 1), 2);
  CHECK(kept.runs() == std::vector<KeptRun>{{0, 1, 3}});
  kept.append(kInput.substr(6, 1), 3);  // a gap in the input
  kept.append(kInput.substr(7, 1), 9);  // and one in the output
  CHECK(kept.runs() == std::vector<KeptRun>{{0, 1, 3}, {3, 6, 1}, {9, 7, 1}});
}

TEST_CASE("what is cut off the output is in no run", "[kept_runs]") {
  struct Row {
    std::size_t size;
    std::vector<KeptRun> expected;
  };
  const std::vector<Row> rows = {
      {8, {{0, 0, 3}, {4, 6, 2}}},
      {6, {{0, 0, 3}, {4, 6, 2}}},
      {5, {{0, 0, 3}, {4, 6, 1}}},
      {4, {{0, 0, 3}}},
      {3, {{0, 0, 3}}},
      {2, {{0, 0, 2}}},
      {0, {}},
  };
  constexpr std::string_view kInput = "0123456789";
  for (const Row& row : rows) {
    CAPTURE(row.size);
    KeptRuns kept(kInput);
    kept.append(kInput.substr(0, 3), 0);
    kept.append(kInput.substr(6, 2), 4);
    kept.truncate(row.size);
    CHECK(kept.runs() == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
