// The command `iftrue lsp`: a language server on standard input and output.

#ifndef IFTRUE_LSP_LSP_H_
#define IFTRUE_LSP_LSP_H_

#include "command/system/exit_status.h"

namespace iftrue {

// Serves until the client says `exit`, or standard input ends. kDone after `shutdown`; kInputErrors
// without it, as the protocol says; kFailure where the bytes are no messages, or a message cannot
// be read or written, which is told on standard error.
[[nodiscard]] ExitStatus lsp();

}  // namespace iftrue

#endif  // IFTRUE_LSP_LSP_H_
