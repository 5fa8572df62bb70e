// The words that people write where a directive of the idiom is meant: IFTURE, ELSEIF, IFNDEF,
// FIFALSE. A table, and how far a word may be from its rows.
//
// Words with TRUE in them belong to no other language, so one or two typing mistakes are
// overlooked. Words such as ELSE, ENDIF and IFDEF do, so they must be spelled exactly, and what
// surrounds them decides (spelling.cc).

#ifndef IFTRUE_ENGINE_NEAR_WORDS_H_
#define IFTRUE_ENGINE_NEAR_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/directive.h"

namespace iftrue {

struct NearWord {
  enum class Strength : std::uint8_t {
    kOwn,     // a word of this idiom alone
    kIfLike,  // a word of a preprocessor
    kCommon,  // a word of prose and code too
  };
  enum class Sense : std::uint8_t { kPlain, kNegated, kDebug };
  enum class Alone : std::uint8_t { kNever, kInConditional };

  std::string_view word;
  DirectiveKind kind;
  Strength strength;
  Sense sense = Sense::kPlain;  // of the condition: as written, its opposite, or DEBUG too
  Alone alone = Alone::kNever;  // whether it means something without a condition
  std::uint32_t letters = 0;    // see letters_of()
};

[[nodiscard]] std::span<const NearWord> near_words();

// Which letters a word has, case aside: a bit for each, and one for all other characters.
constexpr std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) {
    const char folded = static_cast<char>(c | 0x20);
    letters |= std::uint32_t{1} << (folded >= 'a' && folded <= 'z' ? folded - 'a' : 26);
  }
  return letters;
}

// How many typing mistakes at least are between words with these letters: none takes away or brings
// more than one.
[[nodiscard]] std::size_t least_distance(std::uint32_t letters, std::uint32_t others);

// A word without its underscores, as it is compared: END_IF is as good as ENDIF.
class Joined {
 public:
  explicit Joined(std::string_view word);

  // Longer ones are near to nothing.
  [[nodiscard]] bool fits() const { return size_ <= kLongest; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string_view view() const {
    return {letters_.data(), fits() ? size_ : kLongest};
  }
  [[nodiscard]] bool is_upper() const { return is_upper_; }  // no letter in lower case
  [[nodiscard]] std::uint32_t letters() const { return letter_set_; }
  [[nodiscard]] bool had_underscore() const { return had_underscore_; }

  // The number of typing mistakes between the two, letter case aside.
  [[nodiscard]] std::size_t distance(std::string_view word) const;

  static constexpr std::size_t kLongest = 14;  // ELSEIFFALSE, and what may be too much in it

 private:
  std::array<char, kLongest> letters_{};
  std::size_t size_ = 0;
  std::uint32_t letter_set_ = 0;
  bool is_upper_ = true;
  bool had_underscore_ = false;
};

// How many typing mistakes `word` may have to be taken for `meant`.
[[nodiscard]] std::size_t farthest(const NearWord& meant, const Joined& word);

// Whether the word is near enough to any. It is asked of many words, nearly all of which are not.
[[nodiscard]] bool is_near_any(const Joined& word);

// The word of the idiom with which this one begins, as IFTRUEX does; null if there is none, or an
// underscore follows it.
[[nodiscard]] const NearWord* glued(std::string_view word);

// A word with its condition in it: IFDEBUG, ENDIFDEBUG, ELIFDEBUG.
struct DebugWord {
  std::string_view word;
  DirectiveKind kind;
};

// The one that this is near to, or null.
[[nodiscard]] const DebugWord* near_debug_word(std::string_view word);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_NEAR_WORDS_H_
