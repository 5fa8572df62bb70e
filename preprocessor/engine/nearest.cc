#include "engine/nearest.h"

#include <algorithm>

#include "engine/edit_distance.h"
#include "engine/format.h"

namespace iftrue {

std::optional<std::string_view> nearest(std::string_view word,
                                        const std::vector<std::string_view>& candidates) {
  if (word.size() > kLongestEdited) return std::nullopt;
  constexpr std::size_t kShortestPrefix = 3;
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongestEdited) continue;
    const std::size_t each = edit_distance(word, candidate);
    const bool has_something_in_common = each < std::max(word.size(), candidate.size());
    if (each < best_distance && has_something_in_common) {
      best = candidate;
      best_distance = each;
    }
  }
  if (best || word.size() < kShortestPrefix) return best;
  const auto begun = std::ranges::find_if(candidates, [word](std::string_view candidate) {
    return candidate.starts_with(word) && candidate.size() <= kLongestEdited;
  });
  if (begun != candidates.end()) best = *begun;
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto meant = nearest(word, candidates);
  return meant ? formatted("; did you mean {}?", *meant) : std::string();
}

}  // namespace iftrue
