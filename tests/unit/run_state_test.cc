#include "command/run_state.h"

#include <catch2/catch.hpp>
#include <string>

namespace iftrue {
namespace {

FileIdentity identity(std::uint64_t inode) {
  FileIdentity identity;
  identity.inode = inode;
  identity.size = 3;
  identity.mode = 0100644;
  identity.modification_time = 1'700'000'000'123'456'789;
  identity.change_time = -1;
  return identity;
}

RunState two_files() {
  RunState state("conditions");
  state.record("a", {identity(1), identity(2), Treatment::kStripped});
  state.record(std::string("b\n\0c", 4), {identity(3), identity(4), Treatment::kCopied});
  return state;
}

TEST_CASE("a state is read as it was written", "[run_state]") {
  CHECK(RunState::parse(two_files().serialize(), "conditions") == two_files());
  CHECK(RunState::parse(RunState("").serialize(), "") == RunState(""));
}

TEST_CASE("the same state is written the same", "[run_state]") {
  RunState other("conditions");
  other.record(std::string("b\n\0c", 4), {identity(3), identity(4), Treatment::kCopied});
  other.record("a", {identity(9), identity(9), Treatment::kCopied});
  other.record("a", {identity(1), identity(2), Treatment::kStripped});
  CHECK(other.serialize() == two_files().serialize());
}

TEST_CASE("a state made under other conditions counts for nothing", "[run_state]") {
  CHECK(RunState::parse(two_files().serialize(), "others") == RunState("others"));
}

TEST_CASE("a state that is cut anywhere counts for nothing", "[run_state]") {
  const std::string bytes = two_files().serialize();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(RunState::parse(bytes.substr(0, size), "conditions") == RunState("conditions"));
  }
}

TEST_CASE("a state with any bit turned counts for nothing", "[run_state]") {
  const std::string bytes = two_files().serialize();
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    CAPTURE(i);
    std::string damaged = bytes;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << (i % 8)));
    CHECK(RunState::parse(damaged, "conditions") == RunState("conditions"));
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

TEST_CASE("the tick of the file system's clock passes", "[run_state]") {
  await_next_tick();
  CHECK_FALSE(in_current_tick(0));
  CHECK_FALSE(in_current_tick(INT64_MAX));  // a clock that was set back is no reason to wait
}

}  // namespace
}  // namespace iftrue
