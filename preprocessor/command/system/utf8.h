// Where characters of UTF-8 end, in text whose bytes may be anything.

#ifndef IFTRUE_COMMAND_SYSTEM_UTF8_H_
#define IFTRUE_COMMAND_SYSTEM_UTF8_H_

#include <cstddef>
#include <string_view>

namespace iftrue {

// The length in bytes of the character that begins the text, 0 if there is none.
[[nodiscard]] std::size_t utf8_size(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_UTF8_H_
