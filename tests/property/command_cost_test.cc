// Linear, as a law of the whole command: the work, the memory and what is printed of each command
// must not grow faster than the text. The texts are those of cost_test.cc.

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "process/child_process.h"
#include "shape.h"
#include "unit/temporary_folder.h"

namespace property {
namespace {

using Arguments = std::vector<std::string>;

// Every command, on a.ts, in one thread: with several, memory depends on which are faster.
std::vector<Arguments> commands() {
  std::vector<Arguments> all = {
      {"check", "-j1", "a.ts"},
      {"check", "-j1", "--format=json", "a.ts"},
      {"list", "-j1", "a.ts"},
      {"list", "-j1", "--format=json", "a.ts"},
      {"explain", "a.ts:1"},
      {"diff", "-j1", "a", "b", "a.ts"},
      {"strip", "-ta", "--layout=compact", "--source-map=inline", "a.ts"},
  };
  for (const std::string layout : {"preserve", "mask", "compact", "loader"}) {
    for (const std::string undefined : {"error", "off", "keep"}) {
      all.push_back({"strip", "-ta", "--layout=" + layout, "--undefined=" + undefined, "a.ts"});
    }
  }
  return all;
}

struct Cost {
  std::uint64_t work = 0;
  std::uint64_t peak = 0;     // bytes
  std::uint64_t printed = 0;  // bytes
};

Cost cost_of(const Arguments& command, const std::string& text) {
  const iftrue::TemporaryFolder folder;
  folder.write("iftrue.toml",
               "[symbols]\nA = \"\"\nB = \"\"\nDEBUG = \"\"\n"
               "[targets.a]\nsymbols = [\"A\"]\n[targets.b]\nsymbols = [\"B\"]\n");
  folder.write("a.ts", text);
  setenv("IFTRUE_COST", (folder / "cost").c_str(), 1);
  const iftrue::Outcome outcome =
      iftrue::Process(IFTRUE_COUNTED, {command, folder.path()}).finish();
  REQUIRE((outcome.status == 0 || outcome.status == 1));
  Cost cost;
  std::istringstream line(folder.read("cost"));
  REQUIRE(line >> cost.work >> cost.peak);
  cost.printed = outcome.out.size() + outcome.error.size();
  return cost;
}

void check_linear(const Shape& shape) {
  CAPTURE(shape.shown());
  constexpr std::size_t kTimes = 1000;
  const std::array texts = {shape.text(kTimes), shape.text(2 * kTimes), shape.text(4 * kTimes)};
  for (const Arguments& command : commands()) {
    CAPTURE(command);
    const std::array costs = {cost_of(command, texts[0]), cost_of(command, texts[1]),
                              cost_of(command, texts[2])};
    CAPTURE(costs[0].work, costs[1].work, costs[2].work);
    CAPTURE(costs[0].peak, costs[1].peak, costs[2].peak);
    CHECK(is_linear(costs[0].work, costs[1].work, costs[2].work));
    CHECK(is_linear(costs[0].peak, costs[1].peak, costs[2].peak));
    CHECK(is_linear(costs[0].printed, costs[1].printed, costs[2].printed));
  }
}

TEST_CASE("each command is linear in texts that once were not", "[command_cost]") {
  for (const Shape& shape : known_shapes()) check_linear(shape);
}

TEST_CASE("each command is linear in texts rolled from the words", "[command_cost]") {
  for (std::uint64_t seed = shape_count(20); seed > 0; --seed) {
    CAPTURE(seed);
    check_linear(random_shape(seed));
  }
}

}  // namespace
}  // namespace property
