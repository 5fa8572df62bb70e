// From one directive of a conditional to the others.

#ifndef IFTRUE_LSP_NAVIGATION_H_
#define IFTRUE_LSP_NAVIGATION_H_

#include <cstddef>

#include "lsp/analysis.h"
#include "lsp/message.h"

namespace iftrue {

// All directives of the conditional whose directive is at the offset. Null elsewhere, so that the
// editor asks others.
[[nodiscard]] Value highlights_at(std::size_t offset, Analysis& analysis);

// The next directive of the conditional, and from its end the first. Null elsewhere.
[[nodiscard]] Value definition_at(std::size_t offset, Analysis& analysis);

}  // namespace iftrue

#endif  // IFTRUE_LSP_NAVIGATION_H_
