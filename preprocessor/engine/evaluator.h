// Decides which parts of a text are removed for one target.

#ifndef IFTRUE_ENGINE_EVALUATOR_H_
#define IFTRUE_ENGINE_EVALUATOR_H_

#include <cstddef>
#include <string>
#include <vector>

#include "engine/conditional_tree.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct Span {
  std::size_t begin;  // bytes
  std::size_t end;
};

// text[begin, end) becomes `text`: a directive written anew, or where the two are equal a new one.
struct Rewrite {
  std::size_t begin;  // bytes
  std::size_t end;
  std::string text;  // on one line
};

// The removed spans of the text, in order, apart from each other and none empty: all directives,
// and of each conditional every group but the first whose condition is true (or the else group).
// The tree must be free of errors. An undefined symbol is off; for a text in which it stays
// undecided see partial_evaluator.h.
[[nodiscard]] std::vector<Span> removed_spans(const ConditionalTree& tree, const Symbols& symbols);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_EVALUATOR_H_
