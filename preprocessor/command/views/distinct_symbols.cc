#include "command/views/distinct_symbols.h"

#include <set>

#include "iftrue/condition.h"

namespace iftrue {

std::vector<std::string_view> distinct_symbols(std::string_view condition) {
  const Condition parsed(condition);
  std::vector<std::string_view> symbols;
  std::set<std::string_view> seen;
  for (const std::string_view symbol : parsed.symbols()) {
    if (seen.insert(symbol).second) symbols.push_back(symbol);
  }
  return symbols;
}

}  // namespace iftrue
