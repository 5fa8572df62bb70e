// W106: a directive inside a string, template or regular-expression literal. One for each literal,
// at the first directive in it.

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/format.h"
#include "engine/lexer.h"
#include "engine/warnings.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// Empty for a comment.
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

// Lexing is a third of what a check does with a text that has directives.
bool may_stand_in_literal(std::string_view text, const std::vector<Directive>& directives) {
  std::size_t from = 0;
  return std::ranges::any_of(directives, [&](const Directive& directive) {
    return may_open_literal(text, std::exchange(from, directive.end), directive.begin);
  });
}

}  // namespace

void warn_of_literals(std::string_view text, const ConditionalTree& tree,
                      std::vector<Diagnostic>& diagnostics) {
  if (!may_stand_in_literal(text, tree.directives)) return;
  const std::vector<Lexeme> lexemes = lex_javascript(text, tree.directives.back().begin);
  auto lexeme = lexemes.begin();
  std::optional<std::size_t> reported;  // where the literal begins
  for (const Directive& directive : tree.directives) {
    while (lexeme != lexemes.end() && lexeme->end <= directive.word_begin) ++lexeme;
    if (lexeme == lexemes.end()) return;
    const std::string_view name = literal_name(lexeme->kind);
    if (name.empty() || lexeme->begin > directive.word_begin || reported == lexeme->literal) {
      continue;
    }
    reported = lexeme->literal;
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
