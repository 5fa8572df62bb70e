// The mappings of a version 3 source map (ECMA-426) from an output to its one input. Who asks for a
// map puts the JSON around them: names and places of files are not known here.
//
// Each kept character has a segment of its own. Consumers take the last segment that does not begin
// after a column and give the place of that segment, without the distance from it; so with fewer
// segments only the first character of each stretch would be exact.

#ifndef IFTRUE_ENGINE_SOURCE_MAP_H_
#define IFTRUE_ENGINE_SOURCE_MAP_H_

#include <string>
#include <string_view>
#include <vector>

#include "engine/kept_runs.h"

namespace iftrue {

// Columns count UTF-16 code units, a byte order mark among them, and a byte that is not UTF-8 as
// one. Lines end where ECMA-262 §12.3 says. Text that is in none of the runs maps to nothing.
[[nodiscard]] std::string source_mappings(std::string_view input, std::string_view output,
                                          const std::vector<KeptRun>& runs);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_SOURCE_MAP_H_
