// What of a text a target drops: what an editor dims.

#ifndef IFTRUE_LSP_INACTIVE_TEXT_H_
#define IFTRUE_LSP_INACTIVE_TEXT_H_

#include <cstddef>
#include <vector>

#include "lsp/analysis.h"
#include "lsp/positions.h"

namespace iftrue {

// In the order of the text, apart from each other, none of them blank. Directives are never among
// it, although they go too. All of a text that does not exist for the target; nothing of one with
// errors.
[[nodiscard]] std::vector<Span> inactive_text(Analysis& analysis, std::size_t target);

}  // namespace iftrue

#endif  // IFTRUE_LSP_INACTIVE_TEXT_H_
