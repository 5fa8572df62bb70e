#include "command/records/run_state.h"

#include <utility>

#include "command/records/state_text.h"

namespace iftrue {
namespace {

// Removes a number or a text from the front of `bytes`; nothing where there is none.
std::optional<std::uint64_t> take_number(std::string_view& bytes) {
  if (bytes.size() < sizeof(std::uint64_t)) return std::nullopt;
  const std::uint64_t number = number_at(bytes);
  bytes.remove_prefix(sizeof number);
  return number;
}

std::optional<std::string_view> take_text(std::string_view& bytes) {
  const std::size_t end = bytes.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view text = bytes.substr(0, end);
  bytes.remove_prefix(end + 1);
  return text;
}

}  // namespace

std::optional<RunState> RunState::parse(std::string bytes) {
  std::string_view rest = bytes;
  if (rest.size() < kStateHead.size() + sizeof(std::uint64_t) || !rest.starts_with(kStateHead)) {
    return std::nullopt;
  }
  const std::uint64_t sum = number_at(rest.substr(rest.size() - sizeof(std::uint64_t)));
  rest.remove_prefix(kStateHead.size());
  rest.remove_suffix(sizeof(std::uint64_t));
  StateSum expected;
  expected.add(rest);
  if (sum != expected.value() || !take_text(rest)) return std::nullopt;
  RunState state;
  std::string_view before;
  while (!rest.empty()) {
    const auto entry = take_entry(rest);
    if (!entry || entry->first <= before) return std::nullopt;
    before = entry->first;
    ++state.size_;
  }
  state.bytes_ = std::move(bytes);
  return state;
}

std::string_view RunState::conditions() const { return bytes_.c_str() + kStateHead.size(); }

std::string_view RunState::records() const {
  std::string_view rest = bytes_;
  rest.remove_prefix(kStateHead.size() + conditions().size() + 1);
  rest.remove_suffix(sizeof(std::uint64_t));
  return rest;
}

std::optional<std::pair<std::string_view, StateRecord>> RunState::take_entry(
    std::string_view& rest) {
  const auto path = take_text(rest);
  const auto source = take_number(rest);
  const auto output = take_number(rest);
  if (!path || !source || !output) return std::nullopt;
  return std::pair(*path, StateRecord{*source, *output});
}

}  // namespace iftrue
