#include "command/run_state.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <utility>

namespace iftrue {
namespace {

// A state file: this line, a checksum of what follows, the conditions, and each path with its
// record. A text has a NUL after it, a number is written as the machine has it.
constexpr std::string_view kHead = "iftrue state 2\n";

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * kNanosecondsPerSecond + time.tv_nsec;
}

// A hash of numbers: against accidents, not against people. Each step is a bijection both of what
// came before and of the number, so that one difference is never lost.
class Hash {
 public:
  void add(std::uint64_t number) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
    value_ = (value_ ^ number) * kOdd;
    value_ ^= value_ >> 32;
  }
  void add(const FileIdentity& identity) {
    add(identity.inode);
    add(identity.size);
    add(identity.mode);
    add(static_cast<std::uint64_t>(identity.modification_time));
    add(static_cast<std::uint64_t>(identity.change_time));
  }
  // 0 stands for nothing elsewhere.
  [[nodiscard]] std::uint64_t value() const { return value_ == 0 ? 1 : value_; }

 private:
  std::uint64_t value_ = 0;
};

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

std::uint64_t checksum(std::string_view bytes) {
  Hash hash;
  hash.add(bytes.size());
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), sizeof(std::uint64_t)))) {
    hash.add(number_at(bytes));
  }
  return hash.value();
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

std::uint64_t StateRecord::of_source(const FileIdentity& identity, Treatment treatment) {
  Hash hash;
  hash.add(identity);
  hash.add(static_cast<std::uint64_t>(treatment));
  return hash.value();
}

std::uint64_t StateRecord::of_output(const FileIdentity& identity) {
  Hash hash;
  hash.add(identity);
  return hash.value();
}

StateText::StateText(std::string_view conditions, std::size_t bytes) : text_(kHead) {
  text_.reserve(kHead.size() + sizeof(std::uint64_t) + conditions.size() + 1 + bytes);
  append_number(text_, 0);  // until the checksum is known
  text_ += conditions;
  text_ += '\0';
}

void StateText::append(std::string_view path, const StateRecord& record) {
  text_ += path;
  text_ += '\0';
  append_number(text_, record.source);
  append_number(text_, record.output);
}

std::string StateText::finish() && {
  const std::uint64_t sum =
      checksum(std::string_view(text_).substr(kHead.size() + sizeof(std::uint64_t)));
  std::memcpy(text_.data() + kHead.size(), &sum, sizeof sum);
  return std::move(text_);
}

std::optional<RunState> RunState::parse(std::string_view bytes) {
  if (!bytes.starts_with(kHead)) return std::nullopt;
  bytes.remove_prefix(kHead.size());
  const auto sum = take_number(bytes);
  if (!sum || *sum != checksum(bytes)) return std::nullopt;
  const auto conditions = take_text(bytes);
  if (!conditions) return std::nullopt;
  RunState state{std::string(*conditions)};
  std::string_view before;
  while (!bytes.empty()) {
    const auto path = take_text(bytes);
    const auto source = take_number(bytes);
    const auto output = take_number(bytes);
    if (!path || !source || !output || *path <= before) return std::nullopt;
    state.append(*path, {*source, *output});
    before = *path;
  }
  return state;
}

void RunState::append(std::string_view path, const StateRecord& record) {
  paths_.append(path);
  records_.push_back(record);
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
