// Where a symbol stands in a project: in the directives of its source, in open texts beside it, and
// in the project file.

#ifndef IFTRUE_LSP_OCCURRENCES_H_
#define IFTRUE_LSP_OCCURRENCES_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/system/failure.h"
#include "lsp/analysis.h"
#include "lsp/buffer.h"
#include "lsp/message.h"
#include "lsp/projects.h"

namespace iftrue {

struct Occurrence {
  Value range;
  std::string_view prefix;  // see SymbolPlace
};

// Those in one file, at least one.
struct FileOccurrences {
  std::string uri;
  std::optional<std::int64_t> version;  // of a file that is open
  std::vector<Occurrence> occurrences;
};

// What is needed to look for them.
struct Search {
  const Buffers& buffers;
  Projects& projects;
  PositionEncoding encoding;
  // The project of the text in which the symbol was chosen.
  std::shared_ptr<const Setting> setting;
};

struct Occurrences {
  std::vector<FileOccurrences> files;  // in the order of their addresses
  // Why there may be more: a file that could not be read, or whose directives have errors.
  std::vector<std::string> obstacles;
};

// Without a project, `searched` is the only text.
[[nodiscard]] Occurrences occurrences_of(std::string_view symbol, const Buffer& searched,
                                         const Search& search);

}  // namespace iftrue

#endif  // IFTRUE_LSP_OCCURRENCES_H_
