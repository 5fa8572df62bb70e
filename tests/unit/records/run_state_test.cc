#include "command/records/run_state.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iftrue {
namespace {

FileIdentity identity() {
  FileIdentity identity;
  identity.inode = 1;
  identity.size = 3;
  identity.mode = 0100644;
  identity.modification_time = 1'700'000'000'123'456'789;
  identity.change_time = -1;
  return identity;
}

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

TEST_CASE("a record tells any one difference", "[run_state]") {
  const FileIdentity base = identity();
  const auto of = [&](const FileIdentity& source, Treatment treatment, const FileIdentity& output) {
    return StateRecord::of(source, treatment, output);
  };
  const StateRecord record = of(base, Treatment::kStripped, base);
  CHECK(record.known());
  CHECK(of(base, Treatment::kStripped, base) == record);
  CHECK(of(base, Treatment::kCopied, base).source != record.source);
  for (std::size_t bit = 0; bit < 64; ++bit) {
    const std::uint64_t turned = std::uint64_t{1} << bit;
    std::array<FileIdentity, 5> others{base, base, base, base, base};
    others[0].inode ^= turned;
    others[1].size ^= turned;
    others[2].mode ^= turned;
    others[3].modification_time ^= static_cast<std::int64_t>(turned);
    others[4].change_time ^= static_cast<std::int64_t>(turned);
    for (const FileIdentity& other : others) {
      CAPTURE(bit);
      CHECK(of(other, Treatment::kStripped, base).source != record.source);
      CHECK(of(base, Treatment::kStripped, other).output != record.output);
    }
  }
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

TEST_CASE("all that an output depends on beside its source is a condition", "[run_state]") {
  const auto of = [](const Symbols& symbols, Undefined undefined, Layout layout) {
    return state_conditions(symbols, undefined, layout);
  };
  Symbols on;
  on.set("X", true);
  Symbols off;
  off.set("X", false);
  const std::string base = of(on, Undefined::kError, Layout::kPreserve);
  CHECK(of(on, Undefined::kError, Layout::kPreserve) == base);
  CHECK(of(off, Undefined::kError, Layout::kPreserve) != base);
  CHECK(of(Symbols(), Undefined::kError, Layout::kPreserve) != base);
  CHECK(of(on, Undefined::kOff, Layout::kPreserve) != base);
  CHECK(of(on, Undefined::kKeep, Layout::kPreserve) != base);
  CHECK(of(on, Undefined::kKeep, Layout::kPreserve) != of(on, Undefined::kOff, Layout::kPreserve));
  CHECK(of(on, Undefined::kError, Layout::kCompact) != base);
}

}  // namespace
}  // namespace iftrue
