// E004: symbols in conditions that are not defined for a target.

#ifndef IFTRUE_ENGINE_UNKNOWN_SYMBOLS_H_
#define IFTRUE_ENGINE_UNKNOWN_SYMBOLS_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/condition_table.h"
#include "engine/directive.h"
#include "iftrue/iftrue.h"

namespace iftrue {

class UnknownSymbols {
 public:
  // Both must outlive this.
  UnknownSymbols(const Symbols& symbols, const ConditionTable& conditions);

  // Whether the condition of a directive, one of its own, has any. Most have none: this is short.
  [[nodiscard]] bool has_any(const Directive& directive) {
    if (!has_own_condition(directive.kind)) return false;
    const ConditionId id = directive.condition;
    const bool is_known = id < has_unknown_.size() && has_unknown_[id];
    return is_known ? *has_unknown_[id] : look_at(id);
  }

  // Reports them; `condition` is the condition as it is written. Lines and columns are left out.
  void report(const Directive& directive, std::string_view condition,
              std::vector<Diagnostic>& diagnostics) const;

 private:
  bool look_at(ConditionId id);

  const Symbols& symbols_;
  const ConditionTable& conditions_;
  std::vector<std::string_view> known_;
  std::vector<std::optional<bool>> has_unknown_;  // by condition, as far as asked for
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_UNKNOWN_SYMBOLS_H_
