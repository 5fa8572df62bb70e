// The groups of a text, for what an editor shows beside it: folding, a list of symbols, lenses.

#ifndef IFTRUE_LSP_OUTLINE_H_
#define IFTRUE_LSP_OUTLINE_H_

#include "lsp/analysis.h"
#include "lsp/client_support.h"
#include "lsp/message.h"

namespace iftrue {

// A range for each group of more than one line, from its directive to the line before the next.
[[nodiscard]] Value folding_ranges(Analysis& analysis);

// The groups as symbols, nested groups within.
[[nodiscard]] Value document_symbols(Analysis& analysis, const ClientSupport& support);

// "kept by web, rn" over each group.
[[nodiscard]] Value code_lenses(Analysis& analysis);

}  // namespace iftrue

#endif  // IFTRUE_LSP_OUTLINE_H_
