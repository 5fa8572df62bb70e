// Decides what of a text goes for one target.

#ifndef IFTRUE_ENGINE_EVALUATOR_H_
#define IFTRUE_ENGINE_EVALUATOR_H_

#include <cstddef>
#include <vector>

#include "engine/conditional_tree.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct Span {
  std::size_t begin;  // bytes
  std::size_t end;
};

// The removed spans of the text, in order, apart from each other and none empty: all directives,
// and of each conditional every group but the first whose condition is true (or the else group).
// The tree must be free of errors. An undefined symbol is off.
[[nodiscard]] std::vector<Span> removed_spans(const ConditionalTree& tree, const Symbols& symbols);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_EVALUATOR_H_
