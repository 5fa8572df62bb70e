// Source text as it is shown on a terminal: it cannot control the terminal, and its width is known.

#ifndef IFTRUE_COMMAND_TERMINAL_SHOWN_TEXT_H_
#define IFTRUE_COMMAND_TERMINAL_SHOWN_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace iftrue {

// The columns of a terminal that what is printed as a table keeps to.
inline constexpr std::size_t kTerminalWidth = 80;

struct Shown {
  std::string text;
  std::size_t width = 0;  // columns of the terminal, a tab aside
};

// Control characters, and those that change the direction of text, become U+FFFD.
[[nodiscard]] Shown show(std::string_view piece);

// The same on one line, for messages: they quote conditions, which may go over several.
[[nodiscard]] std::string show_message(std::string message);

// A piece cut to at most `width` columns, the last of them being … where something was cut. A
// tab becomes a space.
[[nodiscard]] Shown show_within(std::string_view piece, std::size_t width);

// `text` with spaces up to `width` columns.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TERMINAL_SHOWN_TEXT_H_
