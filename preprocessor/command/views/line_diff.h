// Which lines of two texts differ: Myers' algorithm ("An O(ND) difference algorithm and its
// variations", 1986) in linear space. Where two stretches differ very much, the result may not be
// the shortest; this bounds the time to a constant for each line. No recursion.

#ifndef IFTRUE_COMMAND_VIEWS_LINE_DIFF_H_
#define IFTRUE_COMMAND_VIEWS_LINE_DIFF_H_

#include <cstdint>
#include <span>
#include <vector>

namespace iftrue {

using LineId = std::uint32_t;  // equal lines have equal ids

// Lines that are not marked are the same in both texts, in their order.
struct LineChanges {
  std::vector<bool> removed;  // by line of the first text
  std::vector<bool> added;    // by line of the second
};

[[nodiscard]] LineChanges compare_lines(std::span<const LineId> before,
                                        std::span<const LineId> after);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_LINE_DIFF_H_
