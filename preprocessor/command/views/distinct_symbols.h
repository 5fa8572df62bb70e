// The symbols of a condition, each once.

#ifndef IFTRUE_COMMAND_VIEWS_DISTINCT_SYMBOLS_H_
#define IFTRUE_COMMAND_VIEWS_DISTINCT_SYMBOLS_H_

#include <string_view>
#include <vector>

namespace iftrue {

// In the order in which they first stand. Views into the condition, which is well formed.
[[nodiscard]] std::vector<std::string_view> distinct_symbols(std::string_view condition);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_DISTINCT_SYMBOLS_H_
