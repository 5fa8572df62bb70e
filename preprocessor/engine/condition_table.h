// The distinct conditions of one text. A condition that stands in the text many times is parsed and
// evaluated once.

#ifndef IFTRUE_ENGINE_CONDITION_TABLE_H_
#define IFTRUE_ENGINE_CONDITION_TABLE_H_

#include <cstdint>
#include <deque>
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
  std::deque<std::string> written_;  // of Storage::kOwn
  std::deque<std::string> joined_;   // owns the spellings that differ from what was written
  std::deque<Entry> entries_;
  std::unordered_map<std::string_view, ConditionId> ids_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_CONDITION_TABLE_H_
