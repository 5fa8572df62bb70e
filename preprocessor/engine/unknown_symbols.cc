#include "engine/unknown_symbols.h"

#include <algorithm>

#include "engine/diagnostic.h"
#include "engine/format.h"
#include "engine/nearest.h"
#include "iftrue/condition.h"

namespace iftrue {

UnknownSymbols::UnknownSymbols(const Symbols& symbols, const ConditionTable& conditions)
    : symbols_(symbols), conditions_(conditions) {
  for (const auto& [name, on] : symbols.values()) known_.push_back(name);
}

void UnknownSymbols::report(const Directive& directive, std::string_view condition,
                            std::vector<Diagnostic>& diagnostics) const {
  // Symbols are the words of the condition; where it stands again, they stand at other places.
  const Condition here(condition);
  for (const std::string_view symbol : here.symbols()) {
    if (symbols_.find(symbol)) continue;
    const std::size_t begin =
        directive.condition_begin + static_cast<std::size_t>(symbol.data() - condition.data());
    diagnostics.push_back(
        {Code::kUnknownSymbol,
         byte_range(begin, begin + symbol.size()),
         formatted("symbol {} is not defined{}", symbol, did_you_mean(symbol, known_)),
         {}});
  }
}

bool UnknownSymbols::look_at(ConditionId id) {
  if (has_unknown_.size() <= id) has_unknown_.resize(id + 1);
  const bool has_unknown =
      std::ranges::any_of(conditions_.condition(id).symbols(),
                          [this](std::string_view symbol) { return !symbols_.find(symbol); });
  has_unknown_[id] = has_unknown;
  return has_unknown;
}

}  // namespace iftrue
