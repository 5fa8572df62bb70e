// Decides which parts of a text are removed, and which directives are rewritten, if some symbols
// stay undecided (--undefined=keep). A directive of the result mentions no symbol that is set.
//
// In each conditional, the groups that are known to be false are removed, and so are all groups
// after one that is known to be true. If undecided groups remain before that one, it becomes the
// else, and the first of them begins with the if. Otherwise the conditional is resolved as for a
// target. Each group stays live or dormant as it was. A directive may therefore need a comment
// opener that it did not have, or another closer, because the group before it may now be another
// one.

#ifndef IFTRUE_ENGINE_PARTIAL_EVALUATOR_H_
#define IFTRUE_ENGINE_PARTIAL_EVALUATOR_H_

#include <string_view>
#include <vector>

#include "engine/conditional_tree.h"
#include "engine/evaluator.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// As emit() takes it: both in order, apart from each other.
struct PartialEvaluation {
  std::vector<Span> removed;
  std::vector<Rewrite> rewritten;
};

// The tree is that of `text`, and free of errors.
[[nodiscard]] PartialEvaluation evaluate_partially(std::string_view text,
                                                   const ConditionalTree& tree,
                                                   const Symbols& symbols);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PARTIAL_EVALUATOR_H_
