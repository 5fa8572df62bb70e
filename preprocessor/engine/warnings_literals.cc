// W106: a directive inside a string, template or regular-expression literal, or inside a block
// comment that began before it: JavaScript has that comment end where the directive's does, so that
// without the directive it goes on. One for each literal and comment, at the first directive in it.
// In a line comment a directive does no harm.

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/diagnostic.h"
#include "engine/format.h"
#include "engine/lexer.h"
#include "engine/warnings.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// Empty for what is none.
std::string_view literal_name(Lexeme::Kind kind) {
  switch (kind) {
    case Lexeme::Kind::kString:
      return "a string literal";
    case Lexeme::Kind::kTemplate:
      return "a template literal";
    case Lexeme::Kind::kRegularExpression:
      return "a regular-expression literal";
    case Lexeme::Kind::kLineComment:
    case Lexeme::Kind::kBlockComment:
      break;
  }
  return {};
}

// Whether a comment may begin in [from, to) and go on at `to`: without lexing, as
// may_open_literal().
bool may_open_comment(std::string_view text, std::size_t from, std::size_t to) {
  const std::string_view before = text.substr(0, to);
  for (std::size_t pos = from; (pos = before.find("/*", pos)) != std::string_view::npos;) {
    pos = before.find("*/", pos + 2);
    if (pos == std::string_view::npos) return true;
  }
  return false;
}

// Lexing is a third of what a check does with a text that has directives.
bool may_stand_inside(std::string_view text, const std::vector<Directive>& directives) {
  std::size_t from = 0;
  return std::ranges::any_of(directives, [&](const Directive& directive) {
    const std::size_t begin = std::exchange(from, directive.end);
    return may_open_literal(text, begin, directive.begin) ||
           may_open_comment(text, begin, directive.begin);
  });
}

// A comment that is no directive's, and that the directive's closer ends.
bool is_other_comment(const Lexeme& lexeme, const Directive& directive,
                      const std::vector<Directive>& directives) {
  return lexeme.kind == Lexeme::Kind::kBlockComment && directive.comment == CommentKind::kBlock &&
         lexeme.begin < directive.begin &&
         !std::ranges::binary_search(directives, lexeme.begin, {}, &Directive::begin);
}

}  // namespace

void warn_of_literals(std::string_view text, const ConditionalTree& tree,
                      std::vector<Diagnostic>& diagnostics) {
  if (!may_stand_inside(text, tree.directives)) return;
  const std::vector<Lexeme> lexemes = lex_javascript(text, tree.directives.back().begin);
  auto lexeme = lexemes.begin();
  std::optional<std::size_t> reported;  // where the literal or comment begins
  for (const Directive& directive : tree.directives) {
    while (lexeme != lexemes.end() && lexeme->end <= directive.word_begin) ++lexeme;
    if (lexeme == lexemes.end()) return;
    if (lexeme->begin > directive.word_begin || reported == lexeme->literal) continue;
    const std::string_view name = literal_name(lexeme->kind);
    const bool in_comment = is_other_comment(*lexeme, directive, tree.directives);
    if (name.empty() && !in_comment) continue;
    reported = lexeme->literal;
    if (in_comment) {
      diagnostics.push_back(
          {Code::kInLiteral,
           word_range(directive),
           formatted("{} stands inside a comment that began before it and goes on without it; "
                     "close that comment first",
                     written(text, directive)),
           {{byte_range(lexeme->begin, lexeme->begin + opener(CommentKind::kBlock).size()),
             "the comment begins here"}}});
      continue;
    }
    diagnostics.push_back(
        {Code::kInLiteral,
         word_range(directive),
         formatted("{} stands inside {}, where the layout preserve leaves blanks; write a whole "
                   "literal in each group",
                   written(text, directive), name),
         {}});
  }
}

}  // namespace iftrue
