#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/lexer.h"
#include "engine/spelling.h"
#include "engine/warnings.h"
#include "engine/window.h"

namespace iftrue {
namespace {

bool is_behind_slashes(std::string_view text, std::size_t word) {
  const std::string_view before = text.substr(0, word);
  const std::size_t end = before.find_last_not_of(" \t/!");
  return before.substr(end == std::string_view::npos ? 0 : end + 1).find("//") !=
         std::string_view::npos;
}

// What is behind // in a literal is in no comment. A template may begin many lines before, so only
// the lexer knows.
void drop_in_literals(std::string_view text, std::vector<Diagnostic>& warnings) {
  const auto is_asked = [&](const Diagnostic& each) {
    return is_behind_slashes(text, each.place.offset);
  };
  if (std::ranges::none_of(warnings, is_asked)) return;
  const std::vector<Lexeme> lexemes = lex_javascript(text);
  std::erase_if(warnings, [&](const Diagnostic& each) {
    if (!is_asked(each)) return false;
    const auto after = std::ranges::upper_bound(lexemes, each.place.offset, {}, &Lexeme::begin);
    if (after == lexemes.begin()) return false;
    const Lexeme& around = *std::prev(after);
    return around.end > each.place.offset && around.kind != Lexeme::Kind::kLineComment &&
           around.kind != Lexeme::Kind::kBlockComment;
  });
}

}  // namespace

void warn_of_spelling(std::string_view text, const ConditionalTree& tree,
                      const std::vector<Diagnostic>& errors, const WarningOptions& options,
                      std::vector<Diagnostic>& diagnostics) {
  Spelling spelling(tree.conditions, options.language, options.symbols);
  const Window window(text);
  for (const Directive& directive : tree.directives) {
    spelling.look(window, directive.begin);
    spelling.take(directive);
  }
  spelling.look(window, text.size());
  std::vector<Diagnostic> warnings = std::move(spelling).finish(errors);
  if (options.language == Language::kJavaScript) drop_in_literals(text, warnings);
  std::ranges::move(warnings, std::back_inserter(diagnostics));
}

}  // namespace iftrue
