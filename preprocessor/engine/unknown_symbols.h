// E004: the symbols in conditions that a target does not know.

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

  // Reports those of a directive, of which `condition` is the condition as it is written; lines and
  // columns are left out. Whether there were any.
  bool check(const Directive& directive, std::string_view condition,
             std::vector<Diagnostic>& diagnostics);

 private:
  [[nodiscard]] bool has_unknown(ConditionId id);

  const Symbols& symbols_;
  const ConditionTable& conditions_;
  std::vector<std::string_view> known_;
  std::vector<std::optional<bool>> has_unknown_;  // by condition, as far as asked for
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_UNKNOWN_SYMBOLS_H_
