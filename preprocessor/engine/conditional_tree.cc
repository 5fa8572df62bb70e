#include "engine/conditional_tree.h"

#include "engine/pairing.h"

namespace iftrue {

ConditionalTree parse(std::string_view text, std::vector<Diagnostic>& diagnostics) {
  ConditionalTree tree;
  Pairing pairing(Window(text), tree.conditions, diagnostics);
  while (const Paired* paired = pairing.next()) {
    if (paired->previous != kNoDirective) {
      tree.directives[paired->previous].next = static_cast<std::uint32_t>(tree.directives.size());
    }
    tree.directives.push_back(*paired->directive);
  }
  pairing.finish();
  return tree;
}

}  // namespace iftrue
