// Compares what stands at one path of an output with what strip would put there: the type, the
// bytes, the permissions, or where a link leads. It opens what it compares for reading, and changes
// nothing. What strip would put there comes from those who ask.
//
// A file of 1 MB or more is not shown as a diff, so that memory does not grow with it.

#ifndef IFTRUE_COMMAND_VIEWS_OUTPUT_COMPARISON_H_
#define IFTRUE_COMMAND_VIEWS_OUTPUT_COMPARISON_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/report/difference.h"
#include "command/source/open_source.h"
#include "command/system/failure.h"
#include "command/system/posix.h"
#include "command/system/scratch.h"
#include "command/terminal/color.h"
#include "command/views/file_comparison.h"

namespace iftrue {

// How a path differs; nothing is in it where it does not.
struct PathDifference {
  std::vector<Difference> found;
  std::string diff;  // for people, in lines; only where it is shown
};

class OutputComparison {
 public:
  enum class Diffs : std::uint8_t { kShown, kLeftOut };

  // `scratch` is of its thread, and outlives it.
  OutputComparison(Diffs diffs, Color color, Scratch& scratch)
      : diffs_(diffs), color_(color), scratch_(scratch) {}

  // With what strip would put there.
  [[nodiscard]] Result<PathDifference> file(const OutputPlace& place, std::string_view bytes,
                                            mode_t mode) const;
  [[nodiscard]] Result<PathDifference> copy(const OutputPlace& place,
                                            const OpenSource& source) const;
  [[nodiscard]] Result<PathDifference> link(const OutputPlace& place,
                                            const std::string& target) const;

  // An empty folder that is missing is no difference: Git cannot keep one.
  [[nodiscard]] static Result<PathDifference> folder(const OutputPlace& place);

  // With nothing: whatever stands there is an orphan.
  [[nodiscard]] Result<PathDifference> orphan(const OutputPlace& place) const;

  // Of a file whose bytes came in pieces.
  [[nodiscard]] static Result<PathDifference> pieces(FileComparison& comparison);

 private:
  struct Side {
    std::optional<std::string> text;
    mode_t mode;
  };

  // put() gives the bytes that strip would put there, so many of them.
  template <typename Put>
  [[nodiscard]] Result<PathDifference> compared(const OutputPlace& place,
                                                FileComparison& comparison, mode_t mode,
                                                std::size_t size, Put put) const;

  [[nodiscard]] std::string diff(const OutputPlace& place, Side standing, Side put) const;

  Diffs diffs_;
  Color color_;
  Scratch& scratch_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_OUTPUT_COMPARISON_H_
