// What the last run saw: the identity of each source file and of the output that was made of it. A
// file whose two identities are still the same need not be opened again.
//
// A state is a cache: it may be lost, and one that cannot be trusted (damaged, of another version,
// made under other conditions) counts for nothing.

#ifndef IFTRUE_COMMAND_RECORDS_RUN_STATE_H_
#define IFTRUE_COMMAND_RECORDS_RUN_STATE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "command/records/state_record.h"
#include "iftrue/iftrue.h"

namespace iftrue {

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

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RECORDS_RUN_STATE_H_
