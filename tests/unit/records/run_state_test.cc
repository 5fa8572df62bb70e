#include "command/records/run_state.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/records/state_writer.h"

namespace iftrue {
namespace {

using Entries = std::vector<std::pair<std::string, StateRecord>>;

const Entries kTwoFiles = {{"a", {1, 2}}, {"b\n/c", {3, UINT64_MAX}}};

std::string text_of(const Entries& entries) {
  std::string text;
  StateWriter writer("conditions", [&](std::string_view bytes) { text += bytes; });
  for (const auto& [path, record] : entries) writer.append(path, record);
  writer.finish();
  return text;
}

TEST_CASE("a state is read as it was written", "[run_state]") {
  Entries many;
  for (int i = 0; i < 20'000; ++i) {
    many.push_back({"a/" + std::to_string(100'000 + i), {static_cast<std::uint64_t>(i), 7}});
  }
  for (const Entries& entries : {kTwoFiles, {}, many}) {
    const auto state = RunState::parse(text_of(entries));
    REQUIRE(state);
    CHECK(state->conditions() == "conditions");
    CHECK(state->size() == entries.size());
    Entries read;
    state->for_each(
        [&](std::string_view path, const StateRecord& record) { read.emplace_back(path, record); });
    const bool same = read == entries;
    CHECK(same);
  }
}

TEST_CASE("a state whose paths are not in order counts for nothing", "[run_state]") {
  CHECK_FALSE(RunState::parse(text_of({{"b", {1, 2}}, {"a", {3, 4}}})));
  CHECK_FALSE(RunState::parse(text_of({{"a", {1, 2}}, {"a", {3, 4}}})));
}

TEST_CASE("a state that is cut anywhere counts for nothing", "[run_state]") {
  const std::string bytes = text_of(kTwoFiles);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(RunState::parse(bytes.substr(0, size)));
  }
}

TEST_CASE("a state with any bit turned counts for nothing", "[run_state]") {
  const std::string bytes = text_of(kTwoFiles);
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    CAPTURE(i);
    std::string damaged = bytes;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << (i % 8)));
    CHECK_FALSE(RunState::parse(damaged));
  }
}

}  // namespace
}  // namespace iftrue
