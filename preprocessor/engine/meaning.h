// What W107 finds in the output for one target. Each function judges one kind of text by what
// surrounds each removal, with a small state machine and no parser. Time is linear in the text:
// what they look ahead is bounded.

#ifndef IFTRUE_ENGINE_MEANING_H_
#define IFTRUE_ENGINE_MEANING_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/directive.h"
#include "engine/evaluator.h"
#include "engine/kept_cursor.h"
#include "iftrue/iftrue.h"

namespace iftrue {

constexpr bool is_one_of(char c, std::string_view any) {
  return any.find(c) != std::string_view::npos;
}
constexpr bool is_quote(char c) { return c == '"' || c == '\''; }

struct Finding {
  std::size_t begin;  // bytes
  std::size_t end;
  std::string message;
};

// The output that is judged, and what is found in it.
class Judged {
 public:
  // All must outlive this.
  Judged(std::string_view text, std::span<const Directive> directives,
         std::span<const Span> removed, Layout layout)
      : text_(text), directives_(directives), removed_(removed), layout_(layout) {}

  [[nodiscard]] KeptCursor cursor() const { return {text_, removed_}; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] Layout layout() const { return layout_; }

  // Whether the layout leaves white space where `removed` was, between two characters that are
  // none.
  [[nodiscard]] bool leaves_white_space(const Span& removed) const;

  // A finding at the first directive of `removed`: "IFTRUE_X leaves white space " + `where`.
  void add_white_space(const Span& removed, std::string_view where);

  // The same for what `message` says of the directive.
  void add(const Span& removed, std::string_view message);

  [[nodiscard]] std::vector<Finding> findings() && { return std::move(findings_); }

 private:
  std::string_view text_;
  std::span<const Directive> directives_;
  std::span<const Span> removed_;
  Layout layout_;
  std::vector<Finding> findings_;
};

enum class StyleComments : std::uint8_t {
  kBlock,           // CSS
  kBlockAndSlashes  // SCSS and Less
};

// White space in a selector, a value or a string of a style sheet. It stops at </style.
void judge_style(KeptCursor& cursor, StyleComments comments, Judged& judged);

// White space in a word of text, in a tag or in an attribute's value of HTML, Vue or WXML. Scripts
// are passed over: a comment separates tokens there.
void judge_markup(Judged& judged);

// White space in a word of Markdown, or before the text of a line, where it makes code of it.
void judge_markdown(Judged& judged);

// Tokens and lines that the layout loader joins. Tokens, and lines of which the one goes on in the
// other, in JavaScript and TypeScript; behind // in SCSS and Less; any lines of text in Markdown
// and in languages that are not known.
void judge_joins(Language language, Judged& judged);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_MEANING_H_
