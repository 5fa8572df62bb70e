// The engine's sink of diagnostics. Stages report places as byte ranges. Lines and columns are
// computed once, for all diagnostics together, after the text has been read.

#ifndef IFTRUE_ENGINE_DIAGNOSTIC_H_
#define IFTRUE_ENGINE_DIAGNOSTIC_H_

#include <string>
#include <string_view>
#include <vector>

#include "iftrue/iftrue.h"

namespace iftrue {

// A place whose lines and columns are not known yet.
[[nodiscard]] Place byte_range(std::size_t begin, std::size_t end);

// Sorts by offset, and gives all places that are in need of lines and columns.
[[nodiscard]] std::vector<Place*> sorted_places(std::vector<Diagnostic>& diagnostics);

// Sorts by offset and fills in every line and column, in one pass over the text. A byte order mark
// takes no column.
void locate(std::string_view text, std::vector<Diagnostic>& diagnostics);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_DIAGNOSTIC_H_
