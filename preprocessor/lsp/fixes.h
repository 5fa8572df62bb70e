// Changes that mend what a diagnostic tells: the quick fixes of an editor.

#ifndef IFTRUE_LSP_FIXES_H_
#define IFTRUE_LSP_FIXES_H_

#include "lsp/analysis.h"
#include "lsp/message.h"
#include "lsp/positions.h"

namespace iftrue {

// Those of the diagnostics that the span meets. A conditional that is never ended is ended at the
// end of the span. The engine tells what it would write in its messages alone, so that is where the
// new text comes from; a word that a message cuts is none.
[[nodiscard]] Value fixes_in(const Span& span, Analysis& analysis);

}  // namespace iftrue

#endif  // IFTRUE_LSP_FIXES_H_
