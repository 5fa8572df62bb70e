// The directives of a text, paired into conditionals. The tree is a flat list: each directive has
// the index of the next directive of its own conditional, and the directives between the two are
// nested in that group. So neither building nor walking the tree needs recursion.

#ifndef IFTRUE_ENGINE_CONDITIONAL_TREE_H_
#define IFTRUE_ENGINE_CONDITIONAL_TREE_H_

#include <string_view>
#include <vector>

#include "engine/condition_table.h"
#include "engine/directive.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct ConditionalTree {
  std::vector<Directive> directives;  // in the order of the text
  ConditionTable conditions;
};

// Scans `text`, which the tree refers to. What is wrong is appended to `diagnostics` without lines
// and columns (see locate()); the links of the tree are complete only when nothing was.
[[nodiscard]] ConditionalTree parse(std::string_view text, std::vector<Diagnostic>& diagnostics);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_CONDITIONAL_TREE_H_
