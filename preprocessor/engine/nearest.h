// "Did you mean": the nearest of some words. The command uses it too, for the names of options,
// targets and keys.

#ifndef IFTRUE_ENGINE_NEAREST_H_
#define IFTRUE_ENGINE_NEAREST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

// The candidate that `word` most likely misspells, or nothing if none is near. Letter case is
// ignored.
[[nodiscard]] std::optional<std::string_view> nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

// The end of a message: "; did you mean X?" with the nearest candidate, or "" if none is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_NEAREST_H_
