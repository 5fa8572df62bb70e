// What can be written where a directive begins or goes on.

#ifndef IFTRUE_LSP_COMPLETION_H_
#define IFTRUE_LSP_COMPLETION_H_

#include <cstddef>

#include "lsp/analysis.h"
#include "lsp/message.h"

namespace iftrue {

// Directives at the start of a comment, the matching end of the innermost conditional that is open
// there first; symbols of the project in a condition in parentheses. Null elsewhere.
[[nodiscard]] Value completions_at(std::size_t offset, Analysis& analysis);

}  // namespace iftrue

#endif  // IFTRUE_LSP_COMPLETION_H_
