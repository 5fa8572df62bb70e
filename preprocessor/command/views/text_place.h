// FILE:LINE[:COLUMN], the form of a place in messages, which people paste.

#ifndef IFTRUE_COMMAND_VIEWS_TEXT_PLACE_H_
#define IFTRUE_COMMAND_VIEWS_TEXT_PLACE_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "command/system/failure.h"

namespace iftrue {

struct TextPlace {
  std::string path;
  std::size_t line;                   // from 1
  std::optional<std::size_t> column;  // from 1, in code points
};

// Read from the right; a colon at the end may stay. A name may end in numbers, too: with two
// numbers the first belongs to the name if only so a file `exists`.
[[nodiscard]] Result<TextPlace> parse_text_place(
    std::string_view operand, const std::function<bool(const std::string&)>& exists);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_TEXT_PLACE_H_
