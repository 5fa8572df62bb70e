// Any bytes as the state of the last run: as they are, and with a head and a checksum that hold, so
// that what is behind them is read.

#include "command/run_state.h"

#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "law.h"

namespace {

constexpr std::string_view kHead = "iftrue state 1\n";
constexpr std::string_view kConditions = "c";

// FNV-1a, 64 bits, from its definition.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

std::string number(std::uint64_t value) {
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  return {bytes.data(), bytes.size()};
}

void check(std::string_view text) {
  using iftrue::RunState;
  const RunState state = RunState::parse(text, std::string(kConditions));
  const auto any = RunState::parse(text);
  fuzz::require(!any || RunState::parse(any->serialize()) == any,
                "a state is read as it was written");
  const RunState again = RunState::parse(state.serialize(), std::string(kConditions));
  fuzz::require(again == state, "a state is read as it was written");
  fuzz::require(again.serialize() == state.serialize(), "the same state is written the same");
  fuzz::require(RunState::parse(text, "others") == RunState("others"),
                "a state made under other conditions counts for nothing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check(text);
  std::string body = number(kConditions.size());
  body += kConditions;
  body += text;
  check(std::string(kHead) + number(checksum(body)) + body);
  return 0;
}
