// The names that a text gives to conditions and their symbols, as far as it has been read. Most
// texts have no word that makes anybody ask, so they are collected when that first happens.

#ifndef IFTRUE_ENGINE_TEXT_NAMES_H_
#define IFTRUE_ENGINE_TEXT_NAMES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/condition_table.h"

namespace iftrue {

class TextNames {
 public:
  // `conditions` must outlive this.
  explicit TextNames(const ConditionTable& conditions) : conditions_(conditions) {}

  // The text has this condition.
  void add(ConditionId id);

  [[nodiscard]] bool has(std::string_view name);

  // The first name of the text that differs in case alone, or nothing: null.
  [[nodiscard]] const std::string* in_any_case(std::string_view name);

 private:
  using Spellings = std::vector<std::string>;

  // Of the names that are equal in lower case; null if there are none.
  [[nodiscard]] const Spellings* spellings(std::string_view name);
  void learn(std::string_view name);

  const ConditionTable& conditions_;
  std::vector<bool> added_;
  std::vector<ConditionId> waiting_;  // to be collected
  std::unordered_map<std::string, Spellings> names_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_TEXT_NAMES_H_
