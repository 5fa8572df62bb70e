#include "engine/near_search.h"

#include <algorithm>

#include "engine/block_search.h"
#include "engine/near_text.h"
#include "engine/text.h"
#include "engine/word_setting.h"

namespace iftrue {
namespace {

constexpr std::string_view kElse = "else";

// Whether what stands before a word may be blanks, ornament or the beginning of a line.
bool may_be_first(std::string_view text, std::size_t word) {
  if (word == 0) return true;
  const char before = text[word - 1];
  return !is_ascii(before) || before == '\n' || before == '\r' ||
         WordSettings::kOrnament.find(before) != std::string_view::npos;
}

// Where the else begins that stands before a word, as in ELSE IFTRUE_X; else the word.
std::size_t with_else(std::string_view text, std::size_t word) {
  std::size_t end = word;
  while (end > 0 && word - end < kMostSeparators && is_separator(text[end - 1])) --end;
  if (end == word || end < kElse.size()) return word;
  const std::size_t begin = end - kElse.size();
  const bool is_whole = begin == 0 || !is_word_char(text[begin - 1]);
  return is_whole && lower(text.substr(begin, kElse.size())) == kElse ? begin : word;
}

// Whether the word that begins the text may be near to any: a question that most words answer at
// once.
bool may_be_near(std::string_view text) {
  const std::string_view start = text.substr(0, word_end(text.substr(0, kLongestNearHead + 1), 0));
  if (start.size() < 2) return false;
  // The first two letters, of which one may be a mistake, or the first may be missing.
  constexpr std::string_view kFirst = "EFIefi";
  constexpr std::string_view kSecond = "FILNfiln";
  if (kFirst.find(start[0]) == std::string_view::npos &&
      kSecond.find(start[1]) == std::string_view::npos) {
    return false;
  }
  for (std::size_t at = start.find('_', 1); at != std::string_view::npos;
       at = start.find('_', at + 1)) {
    if (is_near_any(Joined(start.substr(0, at)))) return true;
  }
  const Joined whole(start);
  const bool is_word =
      whole.is_upper() || (whole.size() == kElse.size() && whole.distance(kElse) == 0);
  return (is_word && (is_near_any(whole) || glued(start) != nullptr)) ||
         near_debug_word(start) != nullptr;
}

// A word is found by a character at most so far before or behind those that are compared.
constexpr std::size_t kAhead = 3;

// Some blocks on, where one may hold a word that is near to one of the idiom, or begin up to kAhead
// bytes before one: it begins with IF, EL or the like in capitals, ends with one of some letters
// and an underscore, or is ifdebug. Ranges of letters rather than the letters: GCC does not
// vectorise those. Of 64-byte blocks of source text, 2 to 5 of 100 pass.
IFTRUE_VECTOR_CLONES std::size_t skip_to_near_word(std::string_view text, std::size_t pos) {
  return skip_blocks(text, pos, kAhead, [](const char* c) {
    using Byte = unsigned char;
    const Byte first = static_cast<Byte>(c[0]);
    const Byte second = static_cast<Byte>(c[1]);
    const Byte third = static_cast<Byte>(c[2]);
    const Byte fourth = static_cast<Byte>(c[3]);
    const bool begins = (first < Byte{'A'}) & (static_cast<Byte>(second - 'E') <= Byte{'I' - 'E'}) &
                        (static_cast<Byte>(third - 'F') <= Byte{'T' - 'F'});
    const bool ends = (fourth == Byte{'_'}) &
                      ((static_cast<Byte>(third - 'd') <= Byte{'i' - 'd'}) | (third == Byte{'t'}));
    const bool debugs = (second == Byte{'b'}) & (third == Byte{'u'}) & (fourth == Byte{'g'});
    return static_cast<Byte>(begins | ends | debugs);
  });
}

}  // namespace

std::optional<std::size_t> NearSearch::next() {
  while (pos_ < limit_) {
    if (pos_ >= block_end_) {
      // A word is seen by what stands before it, so not one that begins the text. What is seen from
      // the last bytes of a block is behind it, and not looked at yet.
      if (pos_ >= kAhead) pos_ = skip_to_near_word(text_, pos_ - kAhead);
      block_end_ = pos_ + kBlockSize + kAhead;
    }
    const std::size_t block_limit = std::min(block_end_, limit_);
    pos_ = find_any<'_', 'I', 'F', 'E', 'b'>(text_, pos_, block_limit);
    if (pos_ >= block_limit) continue;
    const auto begin = candidate(pos_);
    pos_ = word_end(text_, pos_ + 1);
    if (!begin || *begin < words_from_) continue;
    words_from_ = *begin + 1;  // an else in capitals was looked at already
    const std::string_view rest = text_.substr(*begin);
    if (may_be_first(text_, *begin) && (may_be_near(rest) || sound_word(rest))) return begin;
  }
  return std::nullopt;
}

std::optional<std::size_t> NearSearch::candidate(std::size_t pos) const {
  std::size_t begin = pos;
  while (begin > 0 && pos - begin < kLongestNearHead && is_word_char(text_[begin - 1])) --begin;
  if (begin > 0 && is_word_char(text_[begin - 1])) return std::nullopt;
  return with_else(text_, begin);
}

}  // namespace iftrue
