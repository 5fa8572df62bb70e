#include "command/run_state.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <vector>

namespace iftrue {
namespace {

// A state file: this line, a checksum of what follows, the conditions and the records; a text is
// written as its length and its bytes, a number as the machine has it.
constexpr std::string_view kHead = "iftrue state 1\n";

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * kNanosecondsPerSecond + time.tv_nsec;
}

// FNV-1a, 64 bits: against accidents, not against people.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3;
  }
  return hash;
}

class Writer {
 public:
  void number(std::uint64_t value) {
    std::array<char, sizeof value> bytes{};
    std::memcpy(bytes.data(), &value, sizeof value);
    out_.append(bytes.data(), bytes.size());
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void identity(const FileIdentity& value) {
    number(value.inode);
    number(value.size);
    number(value.mode);
    number(static_cast<std::uint64_t>(value.modification_time));
    number(static_cast<std::uint64_t>(value.change_time));
  }
  [[nodiscard]] const std::string& bytes() const { return out_; }

 private:
  std::string out_;
};

// Reads what Writer wrote; past the end it gives zeros and is no longer ok().
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    const std::string_view bytes = take(sizeof value);
    if (ok_) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  std::string_view text() { return take(number()); }
  FileIdentity identity() {
    FileIdentity value;
    value.inode = number();
    value.size = number();
    value.mode = number();
    value.modification_time = static_cast<std::int64_t>(number());
    value.change_time = static_cast<std::int64_t>(number());
    return value;
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view take(std::uint64_t size) {
    ok_ = ok_ && size <= rest_.size();
    if (!ok_) return {};
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool ok_ = true;
};

std::int64_t stamping_clock() {
  timespec now{};
  // What Linux stamps files with (Documentation/filesystems/multigrain-ts: the coarse clock).
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return nanoseconds(now);
}

}  // namespace

FileIdentity FileIdentity::of(const struct stat& status) {
  FileIdentity identity;
  identity.inode = status.st_ino;
  identity.size = static_cast<std::uint64_t>(status.st_size);
  identity.mode = status.st_mode;
  identity.modification_time = nanoseconds(status.st_mtim);
  identity.change_time = nanoseconds(status.st_ctim);
  return identity;
}

std::optional<FileIdentity> identity_of(int fd) {
  struct stat status {};
  if (fstat(fd, &status) != 0) return std::nullopt;
  return FileIdentity::of(status);
}

std::optional<RunState> RunState::parse(std::string_view bytes) {
  if (!bytes.starts_with(kHead)) return std::nullopt;
  Reader reader(bytes.substr(kHead.size()));
  if (reader.number() != checksum(reader.rest()) || !reader.ok()) return std::nullopt;
  RunState state{std::string(reader.text())};
  while (reader.ok() && !reader.rest().empty()) {
    const std::string_view path = reader.text();
    StateRecord record;
    record.source = reader.identity();
    record.output = reader.identity();
    record.treatment = static_cast<Treatment>(reader.number());
    state.records_.emplace(path, record);
  }
  if (!reader.ok()) return std::nullopt;
  return state;
}

RunState RunState::parse(std::string_view bytes, std::string conditions) {
  auto state = parse(bytes);
  if (!state || state->conditions_ != conditions) return RunState(std::move(conditions));
  return std::move(*state);
}

std::string RunState::serialize() const {
  std::vector<const std::pair<const std::string, StateRecord>*> sorted;
  sorted.reserve(records_.size());
  for (const auto& entry : records_) sorted.push_back(&entry);
  std::ranges::sort(sorted, {}, [](const auto* entry) { return std::string_view(entry->first); });

  Writer body;
  body.text(conditions_);
  for (const auto* entry : sorted) {
    body.text(entry->first);
    body.identity(entry->second.source);
    body.identity(entry->second.output);
    body.number(static_cast<std::uint64_t>(entry->second.treatment));
  }
  Writer sum;
  sum.number(checksum(body.bytes()));
  return fmt::format("{}{}{}", kHead, sum.bytes(), body.bytes());
}

const StateRecord* RunState::find(const std::string& path) const {
  const auto found = records_.find(path);
  return found == records_.end() ? nullptr : &found->second;
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

bool in_current_tick(std::int64_t change_time) {
  constexpr std::int64_t kLongestTick = 20'000'000;  // ns; a kernel ticks at 100 Hz at the slowest
  const std::int64_t now = stamping_clock();
  return change_time >= now && change_time < now + kLongestTick;
}

void await_next_tick() {
  const std::int64_t begin = stamping_clock();
  while (stamping_clock() == begin) {
    const timespec pause{0, 500'000};
    nanosleep(&pause, nullptr);
  }
}

}  // namespace iftrue
