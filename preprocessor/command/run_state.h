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
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/path_list.h"
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

// A state as text, put together path by path.
class StateText {
 public:
  // Has room for records and paths of so many bytes.
  explicit StateText(std::string_view conditions, std::size_t bytes = 0);

  // `path` comes behind the last one.
  void append(std::string_view path, const StateRecord& record);

  [[nodiscard]] std::string finish() &&;

 private:
  std::string text_;
};

class RunState {
 public:
  // `conditions`: all that an output depends on beside its source, see state_conditions().
  explicit RunState(std::string conditions) : conditions_(std::move(conditions)) {}

  // The state that `bytes` hold, if they are whole.
  static std::optional<RunState> parse(std::string_view bytes);

  [[nodiscard]] const std::string& conditions() const { return conditions_; }
  [[nodiscard]] const PathList& paths() const { return paths_; }  // of outputs, each once
  [[nodiscard]] const StateRecord& record(std::size_t path) const { return records_[path]; }

  // `path` comes behind the last one.
  void append(std::string_view path, const StateRecord& record);

  friend bool operator==(const RunState&, const RunState&) = default;

 private:
  std::string conditions_;
  PathList paths_;
  std::vector<StateRecord> records_;  // by path
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
