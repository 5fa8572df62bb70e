// What a client says in `initialize` that it can do.

#ifndef IFTRUE_LSP_CLIENT_SUPPORT_H_
#define IFTRUE_LSP_CLIENT_SUPPORT_H_

#include "lsp/message.h"
#include "lsp/positions.h"

namespace iftrue {

struct ClientSupport {
  PositionEncoding encoding = PositionEncoding::kUtf16;
  bool inactive_regions = false;      // takes textDocument/inactiveRegions
  bool related_information = false;   // of diagnostics
  bool unnecessary_tag = false;       // of diagnostics
  bool hierarchical_symbols = false;  // of textDocument/documentSymbol
  bool markdown_hover = false;        // of textDocument/hover
  bool folds_lines_only = false;      // of textDocument/foldingRange
  bool document_changes = false;      // of workspace edits
  bool code_lens_refresh = false;     // workspace/codeLens/refresh
  bool watches_dynamically = false;   // workspace/didChangeWatchedFiles

  // Of the parameters of `initialize`.
  [[nodiscard]] static ClientSupport of(const Value& params);
};

}  // namespace iftrue

#endif  // IFTRUE_LSP_CLIENT_SUPPORT_H_
