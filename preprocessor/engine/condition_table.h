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
    kOwn,    // for a text that is read in pieces
  };
  explicit ConditionTable(Storage storage = Storage::kViews) : storage_(storage) {}

  // The id of a condition as written, with its parentheses. Two are the same when they are equal
  // without their white space; malformed ones, when they are equal as written.
  ConditionId intern(std::string_view written);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  // Refers to it until the next one is interned.
  [[nodiscard]] const Condition& condition(ConditionId id) const { return entries_[id].condition; }

  // The condition without white space.
  [[nodiscard]] std::string_view spelling(ConditionId id) const { return entries_[id].spelling; }

  // The value of each condition by its id; false for the malformed.
  [[nodiscard]] std::vector<bool> evaluate(const Symbols& values) const;

  // The same as far as `values` decide it: nothing if it depends on symbols that are not set.
  [[nodiscard]] std::vector<std::optional<bool>> evaluate_partially(const Symbols& values) const;

 private:
  struct Entry {
    std::string_view spelling;
    Condition condition;
  };
  Storage storage_;
  // With Storage::kOwn what was written, and always the spellings that differ from it. An empty
  // list allocates nothing, and most texts have no conditions. An empty deque made 2 of the 5
  // allocations of a check.
  std::forward_list<std::string> owned_;
  std::vector<Entry> entries_;  // by id
  std::unordered_map<std::string_view, ConditionId> ids_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_CONDITION_TABLE_H_
