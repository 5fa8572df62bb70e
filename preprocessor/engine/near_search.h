// Finds the words of live text that may be near to a directive's, by their letters and the
// character before them alone. Most of a text has none, so blocks of it are passed over at once.

#ifndef IFTRUE_ENGINE_NEAR_SEARCH_H_
#define IFTRUE_ENGINE_NEAR_SEARCH_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/near_words.h"

namespace iftrue {

// The longest head of a word, with underscores in it and one more for the condition.
inline constexpr std::size_t kLongestNearHead = Joined::kLongest + 3;

class NearSearch {
 public:
  // Words that begin in [from, limit) are found. What is read of them may go on behind.
  NearSearch(std::string_view text, std::size_t from, std::size_t limit)
      : text_(text), from_(from), limit_(limit), pos_(from), block_end_(from) {}

  // Where the next word begins, in the order of the text; nothing if there is none.
  [[nodiscard]] std::optional<std::size_t> next();

 private:
  // The beginning of the word at `pos`, or of the else before it.
  [[nodiscard]] std::optional<std::size_t> candidate(std::size_t pos) const;

  std::string_view text_;
  std::size_t from_;
  std::size_t limit_;
  std::size_t pos_;
  std::size_t block_end_;
  std::size_t found_end_ = 0;  // just behind the beginning of the last word that was looked at
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_NEAR_SEARCH_H_
