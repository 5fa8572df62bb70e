// Any bytes as the state of the last run: as they are, and with a head and a checksum that hold, so
// that what is behind them is read.

#include "command/run_state.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "law.h"

namespace {

constexpr std::string_view kHead = "iftrue state 2\n";

// As run_state.cc has it.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0;
  const auto add = [&hash](std::uint64_t number) {
    hash = (hash ^ number) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32;
  };
  add(bytes.size());
  while (!bytes.empty()) {
    std::uint64_t number = 0;
    const std::size_t size = std::min(bytes.size(), sizeof number);
    std::memcpy(&number, bytes.data(), size);
    add(number);
    bytes.remove_prefix(size);
  }
  return hash;
}

std::string number(std::uint64_t value) {
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  return {bytes.data(), bytes.size()};
}

void check(std::string_view text) {
  using iftrue::RunState;
  const auto state = RunState::parse(text);
  if (!state) return;
  iftrue::StateText again(state->conditions());
  for (std::size_t i = 0; i < state->paths().size(); ++i) {
    again.append(state->paths()[i], state->record(i));
  }
  fuzz::require(RunState::parse(std::move(again).finish()) == state,
                "a state is read as it was written");
  for (std::size_t i = 1; i < state->paths().size(); ++i) {
    fuzz::require(state->paths()[i - 1] < state->paths()[i], "the paths of a state are in order");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check(text);
  check(std::string(kHead) + number(checksum(text)) + std::string(text));
  return 0;
}
