// Finds the words that are spelled as directives. It does not look at what is around them: whether
// a word is a directive is decided in scanner.h.
//
// All text is searched for words, and most of it has none, so the search is the engine's fastest
// loop (see block_search.h).

#ifndef IFTRUE_ENGINE_WORD_H_
#define IFTRUE_ENGINE_WORD_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/directive.h"

namespace iftrue {

// A word that is spelled as a directive: IFTRUE_X, ELSE_(X || Y), FIDEBUG. Where its condition ends
// is not known yet.
struct Word {
  DirectiveKind kind;
  std::size_t begin;
  std::size_t condition_begin;
};

// The first word from `from` on, with no word character before it.
[[nodiscard]] std::optional<Word> find_word(std::string_view text, std::size_t from);

// A word is found by this many bytes from its beginning: the longest keyword and what follows it.
inline constexpr std::size_t kLongestHead = 16;

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_WORD_H_
