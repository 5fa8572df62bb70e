#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "iftrue/document.h"

namespace iftrue {

std::vector<Symbols> compared_symbols(std::span<const NamedTarget> targets) {
  std::vector<Symbols> compared;
  if (targets.size() < 2) return compared;
  std::set<std::string_view> used;
  for (const NamedTarget& target : targets) {
    for (const auto& [symbol, on] : target.symbols.values()) {
      if (on) used.insert(symbol);
    }
  }
  for (const NamedTarget& target : targets) {
    Symbols& symbols = compared.emplace_back();
    for (const std::string_view symbol : used) {
      symbols.set(symbol, target.symbols.find(symbol).value_or(false));
    }
  }
  return compared;
}

}  // namespace iftrue
