#include "engine/kept_runs.h"

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("what is appended side by side is one run", "[kept_runs]") {
  constexpr std::string_view kInput = "0123456789";
  KeptRuns kept(KeptRuns::Records::kRuns);
  kept.at(kInput);
  CHECK(kept.runs().empty());
  kept.append(kInput.substr(1, 0), 0);
  CHECK(kept.runs().empty());
  kept.append(kInput.substr(1, 2), 0);
  kept.append(kInput.substr(3, 1), 2);
  CHECK(kept.runs() == std::vector<KeptRun>{{0, 1, 3, {0, 1}}});
  kept.append(kInput.substr(6, 1), 3);  // a gap in the input
  kept.append(kInput.substr(7, 1), 9);  // and one in the output
  CHECK(kept.runs() ==
        std::vector<KeptRun>{{0, 1, 3, {0, 1}}, {3, 6, 1, {0, 6}}, {9, 7, 1, {0, 7}}});
}

TEST_CASE("who asks for no runs gets none", "[kept_runs]") {
  KeptRuns kept;
  kept.at("a");
  kept.append("a", 0);
  kept.passed();
  CHECK(kept.runs().empty());
  CHECK(kept.place() == MapPlace{0, 0});
}

TEST_CASE("runs go on from stretch to stretch, and tell their places", "[kept_runs]") {
  KeptRuns kept(KeptRuns::Records::kRuns);
  const auto keep = [&](std::string_view stretch, std::size_t from, std::size_t output) {
    kept.at(stretch);
    kept.append(stretch.substr(from), output);
    kept.passed();
  };
  keep("ab\r\nc", 0, 0);
  keep("d", 0, 5);
  keep("\xF0\x9F\x98\x80x\xE2\x80\xA8\xFFy", 9, 6);
  keep("z", 1, 7);
  keep("\n.", 1, 7);
  CHECK(kept.runs() ==
        std::vector<KeptRun>{{0, 0, 6, {0, 0}}, {6, 15, 1, {2, 1}}, {7, 18, 1, {3, 0}}});
  CHECK(kept.place() == MapPlace{3, 1});
}

TEST_CASE("what has been passed on is forgotten", "[kept_runs]") {
  struct Row {
    std::size_t size;
    std::vector<KeptRun> expected;
  };
  constexpr std::string_view kInput = "ab\ncdXefg";
  constexpr std::string_view kOutput = "ab\ncdefg";
  const std::vector<Row> rows = {
      {1, {{1, 1, 4, {0, 1}}, {5, 6, 3, {1, 3}}}},
      {3, {{1, 3, 2, {1, 0}}, {3, 6, 3, {1, 3}}}},
      {4, {{1, 4, 1, {1, 1}}, {2, 6, 3, {1, 3}}}},
      {5, {{1, 6, 3, {1, 3}}}},
      {7, {{1, 8, 1, {1, 5}}}},
      {8, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.size);
    KeptRuns kept(KeptRuns::Records::kRuns);
    kept.at(kInput);
    kept.append(kInput.substr(0, 5), 0);
    kept.append(kInput.substr(6), 5);
    kept.forget(kOutput, row.size, row.size - 1);
    CHECK(kept.runs() == row.expected);
  }
}

TEST_CASE("what comes back is a run of its own, and moves those behind it", "[kept_runs]") {
  constexpr std::string_view kInput = "ab\ncd  ef";
  KeptRuns kept(KeptRuns::Records::kRuns);
  kept.at(kInput);
  kept.append(kInput.substr(0, 1), 0);
  const KeptRun terminator = kept.run_of(kInput.substr(2, 1), 1);
  CHECK(terminator == KeptRun{1, 2, 1, {0, 2}});
  kept.append(kInput.substr(5, 1), 1);
  kept.append(kInput.substr(7, 2), 2);
  kept.insert(terminator);
  CHECK(kept.runs() ==
        std::vector<KeptRun>{
            {0, 0, 1, {0, 0}}, {1, 2, 1, {0, 2}}, {2, 5, 1, {1, 2}}, {3, 7, 2, {1, 4}}});
}

TEST_CASE("what is cut off the output is in no run", "[kept_runs]") {
  struct Row {
    std::size_t size;
    std::vector<KeptRun> expected;
  };
  const std::vector<Row> rows = {
      {8, {{0, 0, 3, {0, 0}}, {4, 6, 2, {0, 6}}}},
      {6, {{0, 0, 3, {0, 0}}, {4, 6, 2, {0, 6}}}},
      {5, {{0, 0, 3, {0, 0}}, {4, 6, 1, {0, 6}}}},
      {4, {{0, 0, 3, {0, 0}}}},
      {3, {{0, 0, 3, {0, 0}}}},
      {2, {{0, 0, 2, {0, 0}}}},
      {0, {}},
  };
  constexpr std::string_view kInput = "0123456789";
  for (const Row& row : rows) {
    CAPTURE(row.size);
    KeptRuns kept(KeptRuns::Records::kRuns);
    kept.at(kInput);
    kept.append(kInput.substr(0, 3), 0);
    kept.append(kInput.substr(6, 2), 4);
    kept.truncate(row.size);
    CHECK(kept.runs() == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
