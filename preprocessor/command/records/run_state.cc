#include "command/records/run_state.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "command/system/file_identity.h"

namespace iftrue {
namespace {

// A state file: this line, the conditions, each path with its record, and a checksum of what stands
// between. A text has a NUL after it, a number is written as the machine has it. Version 3 knows
// outputs that have set-user-ID bits.
constexpr std::string_view kHead = "iftrue state 4\n";

// What is passed on at once.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

std::uint64_t number_at(std::string_view bytes) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), std::min(bytes.size(), sizeof number));
  return number;
}

void append_number(std::string& text, std::uint64_t number) {
  std::array<char, sizeof number> bytes{};
  std::memcpy(bytes.data(), &number, sizeof number);
  text.append(bytes.data(), bytes.size());
}

// Adds the words of `bytes`, the last one filled up with zeros.
void add_words(StateHash& hash, std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), sizeof(std::uint64_t)))) {
    hash.add(number_at(bytes));
  }
}

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

StateWriter::StateWriter(std::string_view conditions, Sink sink) : sink_(std::move(sink)) {
  sink_(kHead);
  bytes_ += conditions;
  bytes_ += '\0';
}

void StateWriter::append(std::string_view path, const StateRecord& record) {
  bytes_ += path;
  bytes_ += '\0';
  append_number(bytes_, record.source);
  append_number(bytes_, record.output);
  if (bytes_.size() >= kPiece) pass_words();
}

void StateWriter::pass_words() {
  const std::size_t size = bytes_.size() / sizeof(std::uint64_t) * sizeof(std::uint64_t);
  const std::string_view words = std::string_view(bytes_).substr(0, size);
  add_words(hash_, words);
  sink_(words);
  passed_ += size;
  bytes_.erase(0, size);
}

void StateWriter::finish() {
  pass_words();
  add_words(hash_, bytes_);
  hash_.add(passed_ + bytes_.size());
  append_number(bytes_, hash_.value());
  sink_(bytes_);
}

std::optional<RunState> RunState::parse(std::string bytes) {
  std::string_view rest = bytes;
  if (rest.size() < kHead.size() + sizeof(std::uint64_t) || !rest.starts_with(kHead)) {
    return std::nullopt;
  }
  const std::uint64_t sum = number_at(rest.substr(rest.size() - sizeof(std::uint64_t)));
  rest.remove_prefix(kHead.size());
  rest.remove_suffix(sizeof(std::uint64_t));
  StateHash hash;
  add_words(hash, rest);
  hash.add(rest.size());
  if (sum != hash.value() || !take_text(rest)) return std::nullopt;
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

std::string_view RunState::conditions() const { return bytes_.c_str() + kHead.size(); }

std::string_view RunState::records() const {
  std::string_view rest = bytes_;
  rest.remove_prefix(kHead.size() + conditions().size() + 1);
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

std::string state_conditions(const Symbols& symbols, Undefined undefined, Layout layout) {
  // A tool that was built anew may do anything anew.
  struct stat tool {};
  const bool known = stat("/proc/self/exe", &tool) == 0;
  const FileIdentity identity = known ? FileIdentity::of(tool) : FileIdentity();
  std::string text =
      fmt::format("{} {} {} {} {} {}", IFTRUE_VERSION, identity.inode, identity.size,
                  identity.change_time, static_cast<int>(undefined), static_cast<int>(layout));
  for (const auto& [name, on] : symbols.values()) text += fmt::format(" {}={}", name, on ? 1 : 0);
  return text;
}

}  // namespace iftrue
