// The differences of two texts in the unified format (POSIX, diff -u), which patch reads. Lines end
// with LF; a CR before the LF is part of the line.

#ifndef IFTRUE_COMMAND_VIEWS_UNIFIED_DIFF_H_
#define IFTRUE_COMMAND_VIEWS_UNIFIED_DIFF_H_

#include <optional>
#include <string>
#include <string_view>

#include "command/terminal/color.h"

namespace iftrue {

// One side of a comparison: a file of a target, or none where the file does not exist for it.
struct DiffSide {
  std::string path;  // with the target's name in front
  std::optional<std::string> text;
};

// Empty where both sides are the same. A file that is on one side only has git's header lines,
// too, since without them patch could not tell an empty file from none.
[[nodiscard]] std::string unified_diff(const DiffSide& before, const DiffSide& after, Color color);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_UNIFIED_DIFF_H_
