// What the last run saw: the identity of each source file and of the output that was made of it. A
// file whose two identities are still the same need not be opened again.
//
// A state is a cache: it may be lost, and one that cannot be trusted (damaged, of another version,
// made under other conditions) counts for nothing.

#ifndef IFTRUE_COMMAND_RECORDS_RUN_STATE_H_
#define IFTRUE_COMMAND_RECORDS_RUN_STATE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "command/records/state_record.h"

namespace iftrue {

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

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RECORDS_RUN_STATE_H_
