// The differences of two texts in the unified format (POSIX, diff -u), which patch reads. Lines end
// with LF; a CR before the LF is part of the line.

#ifndef IFTRUE_COMMAND_VIEWS_UNIFIED_DIFF_H_
#define IFTRUE_COMMAND_VIEWS_UNIFIED_DIFF_H_

#include <optional>
#include <string>
#include <string_view>

#include "command/terminal/color.h"

namespace iftrue {

inline constexpr unsigned kPlainFile = 0100644;

// One side of a comparison: a file, or none where it does not exist.
struct DiffSide {
  std::string path;                 // with the name of its tree in front
  std::optional<std::string> text;  // of a link, where it leads
  unsigned mode = kPlainFile;       // with its type, as stat gives it
};

// Empty where both sides are the same. A file that is on one side only, or has another mode, has
// git's header lines, too, since without them patch could not tell an empty file from none.
[[nodiscard]] std::string unified_diff(const DiffSide& before, const DiffSide& after, Color color);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_UNIFIED_DIFF_H_
