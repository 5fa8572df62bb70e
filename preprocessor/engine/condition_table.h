// The distinct conditions of one text. A condition that occurs many times in the text is parsed and
// evaluated once.

#ifndef IFTRUE_ENGINE_CONDITION_TABLE_H_
#define IFTRUE_ENGINE_CONDITION_TABLE_H_

#include <cstdint>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/directive.h"
#include "iftrue/condition.h"

namespace iftrue {

class ConditionTable {
 public:
  enum class Storage : std::uint8_t {
    kViews,  // of a text that outlives the table
    kOwn,    // for a text that goes by
  };
  explicit ConditionTable(Storage storage = Storage::kViews) : storage_(storage) {}

  // The id of a condition as written, with its parentheses. Two are the same when they are equal
  // after white space is dropped, malformed ones only as they stand.
  ConditionId intern(std::string_view written);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  // Refers to it until the next one is interned.
  [[nodiscard]] const Condition& condition(ConditionId id) const { return entries_[id].condition; }

  // The condition without white space.
  [[nodiscard]] std::string_view spelling(ConditionId id) const { return entries_[id].spelling; }

  // The value of each condition by its id; false for the malformed.
  [[nodiscard]] std::vector<bool> evaluate(const Symbols& values) const;

  // The same as far as `values` tell: nothing where it hangs on symbols that are not set.
  [[nodiscard]] std::vector<std::optional<bool>> evaluate_partially(const Symbols& values) const;

 private:
  struct Entry {
    std::string_view spelling;
    Condition condition;
  };
  Storage storage_;
  // What was written, with Storage::kOwn, and the spellings that differ from it. An empty list
  // takes no memory, as most texts have no conditions; an empty deque was 2 of 5 allocations of a
  // check.
  std::forward_list<std::string> owned_;
  std::vector<Entry> entries_;  // by id
  std::unordered_map<std::string_view, ConditionId> ids_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_CONDITION_TABLE_H_
