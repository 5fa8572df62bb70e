// A light lexer of JavaScript and TypeScript. It finds the comments of a text and its string,
// template and regular-expression literals. Only warnings use it: directives are found without it,
// in any language (scanner.h).
//
// It does not parse. It decides from the preceding text whether a '/' divides or begins a regular
// expression. It reads JSX as JavaScript: an apostrophe or a backtick in the text of an element
// opens a literal. A quote that is not closed on its line does not begin a literal, nor does a
// backtick that is never closed.
//
// Time is linear in the text. Memory is linear in the number of its literals, comments and open
// brackets.

#ifndef IFTRUE_ENGINE_LEXER_H_
#define IFTRUE_ENGINE_LEXER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace iftrue {

struct Lexeme {
  enum class Kind : std::uint8_t {
    kLineComment,        // without its terminator
    kBlockComment,       // to the end of the text where it is never closed
    kString,             // with its quotes
    kTemplate,           // a piece: `…`, `…${, }…${ or }…`
    kRegularExpression,  // with its slashes, without its flags
  };
  std::size_t begin;  // bytes
  std::size_t end;
  std::size_t literal;  // where the whole begins of which this may be a piece
  Kind kind;
  friend bool operator==(const Lexeme&, const Lexeme&) = default;
};

// In the order of the text, apart from each other. Those that begin after `last` may be missing.
[[nodiscard]] std::vector<Lexeme> lex_javascript(std::string_view text,
                                                 std::size_t last = std::string_view::npos);

// Whether a literal may begin in [from, to) and go on at `to`, as far as its quotes tell: a
// question that takes no lexing, and in most texts has the answer no.
[[nodiscard]] bool may_open_literal(std::string_view text, std::size_t from, std::size_t to);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_LEXER_H_
