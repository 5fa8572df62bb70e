#include "lsp/client_support.h"

#include <algorithm>

namespace iftrue {
namespace {

constexpr std::int64_t kTagUnnecessary = 1;  // DiagnosticTag of the protocol

bool has_number(const Value& array, std::int64_t number) {
  return array.is_array() &&
         std::ranges::any_of(array, [&](const Value& each) { return as_integer(each) == number; });
}

}  // namespace

ClientSupport ClientSupport::of(const Value& params) {
  const Value& all = member(params, "capabilities");
  const Value& text = member(all, "textDocument");
  const Value& workspace = member(all, "workspace");
  ClientSupport support;
  if (lists(member(all, "general", "positionEncodings"), "utf-8")) {
    support.encoding = PositionEncoding::kUtf8;
  }
  support.inactive_regions =
      is_true(member(text, "inactiveRegionsCapabilities", "inactiveRegions"));
  support.related_information = is_true(member(text, "publishDiagnostics", "relatedInformation"));
  support.unnecessary_tag =
      has_number(member(text, "publishDiagnostics", "tagSupport", "valueSet"), kTagUnnecessary);
  support.hierarchical_symbols =
      is_true(member(text, "documentSymbol", "hierarchicalDocumentSymbolSupport"));
  support.markdown_hover = lists(member(text, "hover", "contentFormat"), "markdown");
  support.folds_lines_only = is_true(member(text, "foldingRange", "lineFoldingOnly"));
  support.document_changes = is_true(member(workspace, "workspaceEdit", "documentChanges"));
  support.code_lens_refresh = is_true(member(workspace, "codeLens", "refreshSupport"));
  support.watches_dynamically =
      is_true(member(workspace, "didChangeWatchedFiles", "dynamicRegistration"));
  return support;
}

}  // namespace iftrue
