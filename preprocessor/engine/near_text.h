// How the text of a word that may be near to a directive's is read: the word, what stands between
// it and a condition, and the condition. It knows no words.

#ifndef IFTRUE_ENGINE_NEAR_TEXT_H_
#define IFTRUE_ENGINE_NEAR_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/word.h"

namespace iftrue {

// Letters in lower case; other characters as they are.
[[nodiscard]] std::string lower(std::string_view word);

// The end of the word characters that begin here.
[[nodiscard]] std::size_t word_end(std::string_view text, std::size_t pos);

// The end of the parentheses that begin here; `begin` if they are not closed on the line and
// nearby.
[[nodiscard]] std::size_t parenthesis_end(std::string_view text, std::size_t begin);

// The end of `X`, `!X` or `(X && Y)` that begins here; `begin` if nothing of the kind does.
[[nodiscard]] std::size_t operand_end(std::string_view text, std::size_t begin);

// What people put in the place of the underscore.
inline constexpr std::size_t kMostSeparators = 3;
[[nodiscard]] bool is_separator(char c);
[[nodiscard]] std::size_t skip_separators(std::string_view text, std::size_t pos);

// The word that is spelled as a directive and begins the text.
[[nodiscard]] std::optional<Word> sound_word(std::string_view text);

// Whether nothing follows on the line but the closer of a comment.
[[nodiscard]] bool ends_line(std::string_view text, std::size_t pos);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_NEAR_TEXT_H_
