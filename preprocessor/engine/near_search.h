// Finds the words of live text that may be near to a directive's, by their letters and the
// character before them alone. Most of a text has none, so blocks of it are passed over at once.

#ifndef IFTRUE_ENGINE_NEAR_SEARCH_H_
#define IFTRUE_ENGINE_NEAR_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/near_words.h"

namespace iftrue {

// The longest head of a word, with underscores in it and one more for the condition.
inline constexpr std::size_t kLongestNearHead = Joined::kLongest + 3;

class NearSearch {
 public:
  // Finds the words that show by a letter in [pos, limit): the second, or one before an underscore.
  // They begin at `from`, which is not behind `pos`, or after it. What is read of them may go on
  // behind the limit.
  NearSearch(std::string_view text, std::size_t from, std::size_t pos, std::size_t limit)
      : text_(text), limit_(limit), pos_(pos), words_from_(from), next_block_(pos) {}

  // Where the next word begins, in the order of the text; nothing if there is none.
  [[nodiscard]] std::optional<std::size_t> next();

  // After the last word: where another search has to go on. It is not before the limit.
  [[nodiscard]] std::size_t position() const { return pos_; }

 private:
  // Where the next such letter may be.
  [[nodiscard]] std::optional<std::size_t> next_place();

  // The beginning of the word at `pos`, or of the else before it.
  [[nodiscard]] std::optional<std::size_t> candidate(std::size_t pos) const;

  std::string_view text_;
  std::size_t limit_;
  std::size_t pos_;
  std::size_t words_from_;  // behind the beginning of the last word that was looked at
  std::size_t next_block_;
  std::size_t block_ = 0;     // the last that was looked through
  std::uint64_t places_ = 0;  // in it, of those that are still to be looked at: a bit for each
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_NEAR_SEARCH_H_
