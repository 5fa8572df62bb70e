#include <iterator>
#include <utility>

#include "engine/spelling.h"
#include "engine/warnings.h"
#include "engine/window.h"

namespace iftrue {

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
  std::ranges::move(std::move(spelling).finish(errors), std::back_inserter(diagnostics));
}

}  // namespace iftrue
