// What the last run saw: the identity of each source file and of the output that was made of it. A
// file whose two identities are still the same need not be opened again.
//
// A state is a cache: it may be lost, and one that cannot be trusted (damaged, of another version,
// made with other symbols or another layout) counts for nothing.

#ifndef IFTRUE_COMMAND_RUN_STATE_H_
#define IFTRUE_COMMAND_RUN_STATE_H_

#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "iftrue/iftrue.h"

namespace iftrue {

// The identity of a file's contents and mode. The status-change time tells what the modification
// time, which anybody can set, does not.
struct FileIdentity {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;              // bytes
  std::uint64_t mode = 0;              // type and permissions
  std::int64_t modification_time = 0;  // ns since 1970
  std::int64_t change_time = 0;        // ns since 1970

  static FileIdentity of(const struct stat& status);

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

// Of an open file; nothing when the system does not tell.
[[nodiscard]] std::optional<FileIdentity> identity_of(int fd);

// How a file goes from the source to the output.
enum class Treatment : std::uint64_t { kCopied, kStripped };

struct StateRecord {
  FileIdentity source;
  FileIdentity output;
  Treatment treatment = Treatment::kCopied;

  friend bool operator==(const StateRecord&, const StateRecord&) = default;
};

class RunState {
 public:
  // `conditions`: all that an output depends on beside its source, see state_conditions().
  explicit RunState(std::string conditions) : conditions_(std::move(conditions)) {}

  // The state that `bytes` hold, if they are whole.
  static std::optional<RunState> parse(std::string_view bytes);

  // The same, if the conditions are these; else an empty one.
  static RunState parse(std::string_view bytes, std::string conditions);

  [[nodiscard]] std::string serialize() const;

  [[nodiscard]] const StateRecord* find(const std::string& path) const;
  [[nodiscard]] const std::unordered_map<std::string, StateRecord>& records() const {
    return records_;
  }
  void record(const std::string& path, const StateRecord& record) { records_[path] = record; }

  // Drops the records of the paths that `forgets` names; returns how many.
  template <typename Forgets>
  std::size_t forget_if(Forgets forgets) {
    return std::erase_if(records_, [&](const auto& entry) { return forgets(entry.first); });
  }

  friend bool operator==(const RunState&, const RunState&) = default;

 private:
  std::string conditions_;
  std::unordered_map<std::string, StateRecord> records_;  // by the output's relative path
};

// The symbols, the policy, the layout and the tool's version, as text.
[[nodiscard]] std::string state_conditions(const Symbols& symbols, Undefined undefined,
                                           Layout layout);

// Whether a file with this change time could still be written to without its change time moving
// on: file systems stamp with a clock that ticks every few milliseconds.
[[nodiscard]] bool in_current_tick(std::int64_t change_time);

// Returns when the clock with which file systems stamp has moved on.
void await_next_tick();

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RUN_STATE_H_
