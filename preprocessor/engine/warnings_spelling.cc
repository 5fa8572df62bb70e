#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/lexer.h"
#include "engine/spelling.h"
#include "engine/warnings.h"
#include "engine/window.h"

namespace iftrue {

void drop_in_literals(const std::vector<Lexeme>& lexemes, const std::vector<std::size_t>& words,
                      std::vector<Diagnostic>& warnings) {
  std::erase_if(warnings, [&](const Diagnostic& each) {
    if (!std::ranges::binary_search(words, each.place.offset)) return false;
    const auto after = std::ranges::upper_bound(lexemes, each.place.offset, {}, &Lexeme::begin);
    if (after == lexemes.begin()) return false;
    const Lexeme& around = *std::prev(after);
    return around.end > each.place.offset && around.kind != Lexeme::Kind::kLineComment &&
           around.kind != Lexeme::Kind::kBlockComment;
  });
}

void warn_of_spelling(std::string_view text, const ConditionalTree& tree,
                      const std::vector<Diagnostic>& errors, const WarningOptions& options,
                      std::vector<Diagnostic>& diagnostics) {
  Spelling spelling(tree.conditions, options.language, options.symbols);
  const Window window(text);
  for (const Directive& directive : tree.directives) {
    spelling.look(window, directive.begin, Spelling::Next::kDirective);
    spelling.take(directive);
  }
  spelling.look(window, text.size(), Spelling::Next::kDirective);
  const std::vector<std::size_t> asked = spelling.behind_slashes();
  std::vector<Diagnostic> warnings = std::move(spelling).finish(errors);
  if (options.language == Language::kJavaScript && !asked.empty()) {
    Lexer lexer(asked);
    lexer.read(text);
    drop_in_literals(std::move(lexer).finish(), asked, warnings);
  }
  std::ranges::move(warnings, std::back_inserter(diagnostics));
}

}  // namespace iftrue
