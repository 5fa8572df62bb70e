// What a place is for each target, and why: what `explain` prints.

#ifndef IFTRUE_LSP_HOVER_H_
#define IFTRUE_LSP_HOVER_H_

#include <cstddef>
#include <optional>

#include "lsp/analysis.h"
#include "lsp/client_support.h"
#include "lsp/message.h"

namespace iftrue {

// Null outside conditionals, so that the editor shows what others know of the place. On a directive
// it tells of the group that the directive begins, and begins with the description of the symbol
// under the pointer. `chosen` is the index of the session's target.
[[nodiscard]] Value hover_at(std::size_t offset, Analysis& analysis,
                             std::optional<std::size_t> chosen, const ClientSupport& support);

}  // namespace iftrue

#endif  // IFTRUE_LSP_HOVER_H_
