// "Did you mean": the nearest of some words.

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "iftrue/iftrue.h"

namespace iftrue {
namespace {

// Longer words are no typing mistakes of anything; they would cost quadratic time.
constexpr std::size_t kLongestWord = 64;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// The least number of insertions, deletions, replacements and swaps of neighbours that makes `a`
// from `b` (optimal string alignment), letter case aside.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, kLongestWord + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view word,
                                        const std::vector<std::string_view>& candidates) {
  if (word.size() > kLongestWord) return std::nullopt;
  constexpr std::size_t kShortestPrefix = 3;
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const std::size_t each = distance(word, candidate);
    const bool has_something_in_common = each < std::max(word.size(), candidate.size());
    if (each < best_distance && has_something_in_common) {
      best = candidate;
      best_distance = each;
    }
  }
  if (best || word.size() < kShortestPrefix) return best;
  const auto begun = std::ranges::find_if(candidates, [word](std::string_view candidate) {
    return candidate.starts_with(word) && candidate.size() <= kLongestWord;
  });
  if (begun != candidates.end()) best = *begun;
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto meant = nearest(word, candidates);
  return meant ? fmt::format("; did you mean {}?", *meant) : std::string();
}

}  // namespace iftrue
