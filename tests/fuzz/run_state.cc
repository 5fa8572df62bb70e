// Any bytes as the state of the last run: as they are, and with a head and a checksum that hold, so
// that what is behind them is read.

#include "command/records/run_state.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "command/records/state_writer.h"
#include "law.h"

namespace {

constexpr std::string_view kHead = "iftrue state 4\n";

// As state_text.cc has it, of a whole text.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0;
  const auto add = [&hash](std::uint64_t number) {
    hash = (hash ^ number) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32;
  };
  const std::size_t all = bytes.size();
  while (!bytes.empty()) {
    std::uint64_t number = 0;
    const std::size_t size = std::min(bytes.size(), sizeof number);
    std::memcpy(&number, bytes.data(), size);
    add(number);
    bytes.remove_prefix(size);
  }
  add(all);
  return hash == 0 ? 1 : hash;
}

std::string number(std::uint64_t value) {
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  return {bytes.data(), bytes.size()};
}

void check(const std::string& text) {
  const auto state = iftrue::RunState::parse(text);
  if (!state) return;
  std::string again;
  iftrue::StateWriter writer(state->conditions(), [&](std::string_view bytes) { again += bytes; });
  std::size_t size = 0;
  std::string before;
  state->for_each([&](std::string_view path, const iftrue::StateRecord& record) {
    fuzz::require(before < path, "the paths of a state are in order");
    before = path;
    writer.append(path, record);
    ++size;
  });
  writer.finish();
  fuzz::require(size == state->size(), "a state has as many records as it says");
  fuzz::require(again == text, "a state is read as it was written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check(std::string(text));
  check(std::string(kHead) + std::string(text) + number(checksum(text)));
  return 0;
}
