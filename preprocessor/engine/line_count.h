// The number of lines of a text. The command uses it too, where it shows how long texts are.

#ifndef IFTRUE_ENGINE_LINE_COUNT_H_
#define IFTRUE_ENGINE_LINE_COUNT_H_

#include <cstddef>
#include <string_view>

namespace iftrue {

// One for each line terminator, and one for the text after the last, if any.
[[nodiscard]] std::size_t count_lines(std::string_view text);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_LINE_COUNT_H_
