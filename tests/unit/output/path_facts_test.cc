#include "command/output/path_facts.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/records/state_writer.h"

namespace iftrue {
namespace {

PathList paths_of(const std::vector<std::string>& paths) {
  PathList list;
  for (const std::string& path : paths) list.append(path);
  return list;
}

RunState state_of(const std::vector<std::string>& paths) {
  std::string bytes;
  StateWriter state("conditions", [&](std::string_view piece) { bytes += piece; });
  std::uint64_t number = 0;
  for (const std::string& path : paths) {
    ++number;
    state.append(path, {number, number});
  }
  state.finish();
  return RunState::parse(bytes).value();
}

TEST_CASE("what the last run noted is found at the path that is planned", "[path_facts]") {
  struct Row {
    std::vector<std::string> paths;
    std::vector<char> planned;
    std::vector<std::string> noted;       // with the numbers 1, 2, ...
    std::vector<std::uint64_t> expected;  // by path; 0: nothing is known
  };
  const std::vector<Row> rows = {
      {{"a", "b", "c"}, {1, 1, 1}, {"a", "b", "c"}, {1, 2, 3}},
      {{"a", "b", "c"}, {1, 0, 1}, {"a", "b", "c"}, {1, 0, 3}},
      {{"a", "b", "b", "c"}, {1, 0, 1, 1}, {"b", "c"}, {0, 0, 1, 2}},
      {{"b", "d"}, {1, 1}, {"a", "b", "c", "d", "e"}, {2, 4}},
      {{"a"}, {1}, {}, {0}},
      {{}, {}, {"a"}, {}},
  };
  for (const Row& row : rows) {
    const PathList paths = paths_of(row.paths);
    PathFacts facts;
    facts.begin(paths, row.planned);
    facts.remember(state_of(row.noted));
    std::vector<std::uint64_t> known;
    for (std::size_t i = 0; i < facts.size(); ++i) known.push_back(facts.record(i).source);
    CHECK(known == row.expected);
  }
}

TEST_CASE("the records have changed when the next run is to find others", "[path_facts]") {
  using Act = void (*)(PathFacts&);
  struct Row {
    std::string what;
    Act act;
    bool expected;
  };
  const std::vector<Row> rows = {
      {"nothing happens", [](PathFacts&) {}, false},
      {"the same is recorded",
       [](PathFacts& facts) {
         facts.set_record(0, {1, 1});
       },
       false},
      {"another is recorded",
       [](PathFacts& facts) {
         facts.set_record(0, {1, 2});
       },
       true},
      {"one is not ours", [](PathFacts& facts) { facts.give_up(1); }, true},
      {"one is ours in another way",
       [](PathFacts& facts) {
         facts.give_up(1);
         facts.adopt(1);
       },
       false},
  };
  const PathList paths = paths_of({"a", "b"});
  for (const Row& row : rows) {
    CAPTURE(row.what);
    PathFacts facts;
    facts.begin(paths, {1, 1});
    facts.remember(state_of({"a", "b"}));
    facts.claim(0);
    facts.claim(1);
    row.act(facts);
    CHECK(facts.have_records_changed() == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
