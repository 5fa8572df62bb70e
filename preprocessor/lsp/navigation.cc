#include "lsp/navigation.h"

namespace iftrue {

Value highlights_at(std::size_t offset, Analysis& analysis) {
  const auto directive = analysis.directive_at(offset);
  if (!directive) return nullptr;
  const std::size_t count = analysis.conditionals()[directive->conditional].groups.size();
  Value highlights = Value::array();
  for (std::size_t i = 0; i <= count; ++i) {
    const Place& word = analysis.word({directive->conditional, i});
    highlights.push_back({{"range", analysis.positions().range(word)}});
  }
  return highlights;
}

Value definition_at(std::size_t offset, Analysis& analysis) {
  const auto directive = analysis.directive_at(offset);
  if (!directive) return nullptr;
  const std::size_t count = analysis.conditionals()[directive->conditional].groups.size();
  const std::size_t next = directive->group == count ? 0 : directive->group + 1;
  const Place& word = analysis.word({directive->conditional, next});
  return {{"uri", analysis.buffer().uri()}, {"range", analysis.positions().range(word)}};
}

}  // namespace iftrue
