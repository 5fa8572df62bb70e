// Text of somebody else's as it is shown: it can't control a terminal, nor look like a line of
// ours.

#ifndef ECHATIM_CHAT_VISIBLE_TEXT_H_
#define ECHATIM_CHAT_VISIBLE_TEXT_H_

#include <string>
#include <string_view>

namespace chat {

// On one line. Control characters become their pictures (U+2400 …), and what has none, changes the
// direction of text, or is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string visible_line(std::string_view text);

// The same on several lines; all but the first are indented.
[[nodiscard]] std::string visible_lines(std::string_view text);

// JSON that says the same, in which such characters are escaped. JSON itself lets some of them
// stand as they are: U+007F to U+009F, and those that change the direction of text.
[[nodiscard]] std::string visible_json(std::string_view json);

}  // namespace chat

#endif  // ECHATIM_CHAT_VISIBLE_TEXT_H_
