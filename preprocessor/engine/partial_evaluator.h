// Decides what of a text goes, and which directives are written anew, where some symbols stay
// undecided (--undefined=keep). A directive of the result mentions no symbol that is set.
//
// Of each conditional the groups that are known to be false go, and all that follow one that is
// known to be true. If undecided groups are left before that one, it is the else, and the first of
// them begins with the if; else the conditional is resolved as for a target. Every group stays as
// live or as dormant as it was: for that a directive may need a comment opener that it had not, or
// another closer, since the group before it may be another one now.

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
