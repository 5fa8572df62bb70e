// Text behind the word of a directive whose comment closes on the same line:
// /* IFTRUE_MP-WEIXIN */, /* IFTRUE_A || B */, /* IFTRUE_X only on phones */. By the language such
// a word leaves its comment open. Where no directive ends the comment, the text behind the word is
// the mistake, and this says what is wrong with it.

#ifndef IFTRUE_ENGINE_REMARK_H_
#define IFTRUE_ENGINE_REMARK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/directive.h"

namespace iftrue {

// A remark is at most this long, in bytes. What is longer is taken for a group.
inline constexpr std::size_t kLongestRemark = 256;

struct RemarkSize {
  std::size_t size;  // bytes before the closer on the same line, 0 if there is none near
  std::size_t seen;  // bytes of the text that decide it
};

// Of the text that follows a word in a comment of this kind. What is shown of the text may end
// before all `seen` bytes.
[[nodiscard]] RemarkSize remark_size(CommentKind comment, std::string_view after_word);

// A remark and the directive that it follows.
struct Remark {
  std::string_view text;  // not white space only
  DirectiveKind kind;
  CommentKind comment;
  std::string_view condition;  // without white space
  std::string_view word;       // as messages name it
  std::string_view end;        // the word that ends the group
};

enum class Mistake : std::uint8_t {
  kSymbol,     // it continues the symbol with characters that a symbol cannot have
  kOperators,  // it is the rest of an expression without parentheses
  kText,       // other text: a remark, or a dormant group whose end is missing
};

struct RemarkAdvice {
  Mistake mistake;
  std::string message;
  std::size_t wrong_size;  // bytes of the remark that the message is about
};

[[nodiscard]] RemarkAdvice advice_on(const Remark& remark);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_REMARK_H_
