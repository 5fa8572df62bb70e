#include "engine/remark.h"

#include "engine/format.h"
#include "engine/text.h"
#include "engine/wording.h"
#include "iftrue/condition.h"

namespace iftrue {
namespace {

// The size of what is written right behind a symbol as if it belonged to it: -WEIXIN, .b. 0 if
// there is no such thing; punctuation alone, as in "X: a remark", is none.
std::size_t symbol_rest(std::string_view remark) {
  std::size_t end = 0;
  std::size_t last = 0;  // after the last character of a name
  while (end < remark.size() && white_space_at(remark, end) == 0) {
    const bool of_name = is_word_char(remark[end]) || !is_ascii(remark[end]);
    end += character_at(remark, end).size;
    if (of_name) last = end;
  }
  return last;
}

bool begins_with_operator(std::string_view text) {
  return text.starts_with('&') || text.starts_with('|');
}

}  // namespace

RemarkSize remark_size(CommentKind comment, std::string_view after_word) {
  const std::string_view near = after_word.substr(0, kLongestRemark);
  const std::size_t line = find_terminator(near, 0);
  const std::size_t size = find_closer(comment, near.substr(0, line), 0);
  if (size < line) return {size, size + closers(comment).back().size()};
  return {0, line < near.size() ? line : kLongestRemark};
}

RemarkAdvice advice_on(const Remark& remark) {
  const std::string_view text = remark.text;
  const std::size_t begin = skip_white_space(text, 0);
  const std::size_t end = skip_white_space_back(text, text.size(), begin);
  if (begins_with_operator(text.substr(begin))) {
    constexpr std::string_view kNeeded = "a condition with operators needs parentheses";
    const std::string whole =
        formatted("({} {})", remark.condition, text.substr(begin, end - begin));
    if (Condition(whole).ok()) {
      return {Mistake::kOperators,
              formatted("{}; write {}{}", kNeeded, keyword(remark.kind), shorten(whole)), end};
    }
    return {Mistake::kOperators, formatted("{}, as in {}(A || B)", kNeeded, keyword(remark.kind)),
            end};
  }
  if (const std::size_t rest = symbol_rest(text); rest > 0 && is_symbol(remark.condition)) {
    const std::string name = formatted("{}{}", remark.condition, text.substr(0, rest));
    return {Mistake::kSymbol,
            formatted("{} is not a symbol; a symbol is letters, digits and _", shorten(name)),
            rest};
  }
  const std::string closed = formatted("{}{}", remark.word, closer(remark.comment));
  if (remark.kind == DirectiveKind::kEnd) {
    return {Mistake::kText,
            formatted("nothing may follow the word of an end in its comment; write {}", closed),
            end};
  }
  return {Mistake::kText,
          formatted("nothing may follow the word of a directive in its comment; write {}, or end "
                    "a dormant group with {}",
                    closed, remark.end),
          end};
}

}  // namespace iftrue
