// The number of typing mistakes that lead from one word to another.

#ifndef IFTRUE_ENGINE_EDIT_DISTANCE_H_
#define IFTRUE_ENGINE_EDIT_DISTANCE_H_

#include <cstddef>
#include <string_view>

namespace iftrue {

// Longer words are no typing mistakes of anything; they would cost quadratic time.
inline constexpr std::size_t kLongestEdited = 64;

// The least number of insertions, deletions, replacements and swaps of neighbours that makes `a`
// from `b` (optimal string alignment), letter case aside. Neither may be longer than
// kLongestEdited.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_EDIT_DISTANCE_H_
