// Where symbols stand: in the directives of a text, and in a project file.

#ifndef IFTRUE_LSP_SYMBOL_PLACES_H_
#define IFTRUE_LSP_SYMBOL_PLACES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/analysis.h"
#include "lsp/positions.h"

namespace iftrue {

struct SymbolPlace {
  std::string name;
  Span span;  // of the symbol; of the whole word for IFDEBUG and FIDEBUG
  // What stands before the symbol when another one takes its place: "IFTRUE_" for IFDEBUG.
  std::string_view prefix = {};
};

// All symbols in the directives of a text that is sound, in their order.
[[nodiscard]] std::vector<SymbolPlace> symbol_places(const Analysis& analysis);

// The one that an offset is on or at the end of.
[[nodiscard]] std::optional<SymbolPlace> symbol_at(std::size_t offset, const Analysis& analysis);

// All symbols in a project file: keys of [symbols], elements of `symbols` of each target, and those
// in the condition of each `when`. Nothing where the file is no TOML, or where a name is written
// with an escape, whose place cannot be told.
[[nodiscard]] std::optional<std::vector<SymbolPlace>> symbol_places(std::string_view project_file);

}  // namespace iftrue

#endif  // IFTRUE_LSP_SYMBOL_PLACES_H_
