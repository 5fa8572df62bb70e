// What the last run saw: the identity of each source file and of the output that was made of it. A
// file whose two identities are still the same need not be opened again.
//
// A state is a cache: it may be lost, and one that cannot be trusted (damaged, of another version,
// made under other conditions) counts for nothing.

#ifndef IFTRUE_COMMAND_RUN_STATE_H_
#define IFTRUE_COMMAND_RUN_STATE_H_

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

// A hash of numbers: against accidents, not against people. Each step is a bijection both of what
// came before and of the number, so that one difference is never lost.
class StateHash {
 public:
  void add(std::uint64_t number);
  void add(const FileIdentity& identity);

  // 0 stands for nothing elsewhere.
  [[nodiscard]] std::uint64_t value() const { return value_ == 0 ? 1 : value_; }

 private:
  std::uint64_t value_ = 0;
};

// What one output was made from and what it was like then, each as a number that another identity
// does not have: by a hash that tells identities with one difference apart always, and others but
// for one time in 2^64. A million files are known in 16 MB.
struct StateRecord {
  std::uint64_t source = 0;  // and how it was treated; 0 when nothing is known
  std::uint64_t output = 0;

  static StateRecord of(const FileIdentity& source, Treatment treatment,
                        const FileIdentity& output) {
    return {of_source(source, treatment), of_output(output)};
  }
  static std::uint64_t of_source(const FileIdentity& identity, Treatment treatment);
  static std::uint64_t of_output(const FileIdentity& identity);

  [[nodiscard]] bool known() const { return source != 0; }

  friend bool operator==(const StateRecord&, const StateRecord&) = default;
};

// Puts a state together path by path, and passes its bytes on in pieces.
class StateWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  // `conditions`: all that an output depends on beside its source, see state_conditions().
  StateWriter(std::string_view conditions, Sink sink);

  // `path` comes behind the last one.
  void append(std::string_view path, const StateRecord& record);

  void finish();

 private:
  void pass_words();

  Sink sink_;
  std::string bytes_;  // those that are not passed on yet
  std::size_t passed_ = 0;
  StateHash hash_;  // of those that are
};

class RunState {
 public:
  // The state that `bytes` hold, if they are whole.
  static std::optional<RunState> parse(std::string bytes);

  [[nodiscard]] std::string_view conditions() const;
  [[nodiscard]] std::size_t size() const { return size_; }  // records

  // Calls visit(path, record) for each output, in the order of the paths.
  template <typename Visit>
  void for_each(Visit visit) const {
    std::string_view rest = records();
    while (const auto entry = take_entry(rest)) visit(entry->first, entry->second);
  }

 private:
  RunState() = default;

  // Removes a path and its record from the front; nothing where there is none.
  static std::optional<std::pair<std::string_view, StateRecord>> take_entry(std::string_view& rest);

  [[nodiscard]] std::string_view records() const;

  std::string bytes_;
  std::size_t size_ = 0;
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
