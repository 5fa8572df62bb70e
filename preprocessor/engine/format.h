// Messages by pattern, as fmt::format() makes them. fmt's code is compiled into format.cc alone:
// the library holds what it needs of fmt, and its users neither find nor link fmt.

#ifndef IFTRUE_ENGINE_FORMAT_H_
#define IFTRUE_ENGINE_FORMAT_H_

#include <fmt/core.h>

#include <string>

namespace iftrue {

[[nodiscard]] std::string format_values(fmt::string_view pattern, fmt::format_args values);

// The pattern is checked by the compiler.
template <typename... Values>
[[nodiscard]] std::string formatted(fmt::format_string<Values...> pattern, Values&&... values) {
  return format_values(pattern, fmt::make_format_args(values...));
}

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_FORMAT_H_
