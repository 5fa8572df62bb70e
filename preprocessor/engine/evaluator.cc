#include "engine/evaluator.h"

#include "engine/first_true.h"

namespace iftrue {
namespace {

void append(std::vector<Span>& spans, std::size_t begin, std::size_t end) {
  if (!spans.empty() && spans.back().end == begin) {
    spans.back().end = end;
  } else {
    spans.push_back({begin, end});
  }
}

}  // namespace

std::vector<Span> removed_spans(const ConditionalTree& tree, const Symbols& symbols) {
  const std::vector<Directive>& directives = tree.directives;
  const std::vector<bool> truths = tree.conditions.evaluate(symbols);
  const auto truth = [&](const Directive& directive) {
    return directive.kind == DirectiveKind::kElse || truths[directive.condition];
  };

  std::vector<Span> spans;
  for (std::uint32_t i = 0; i < directives.size(); ++i) {
    std::uint32_t last = i;  // the directive up to which the text goes
    if (directives[i].kind == DirectiveKind::kIf) {
      FirstTrue choice(true);
      while (directives[last].kind != DirectiveKind::kEnd && !choice.take(truth(directives[last])))
        last = directives[last].next;
    } else {  // a kept group is over: what is left of its conditional goes
      while (directives[last].next != kNoDirective) last = directives[last].next;
    }
    append(spans, directives[i].begin, directives[last].end);
    i = last;
  }
  return spans;
}

}  // namespace iftrue
