#include "engine/near_search.h"

#include <algorithm>
#include <array>

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

using Byte = unsigned char;

// Whether from <= c <= to, in two instructions where comparing without a sign takes three.
template <char kFrom, char kTo>
constexpr bool is_between(char c) {
  constexpr int kLeast = -128;
  const auto shifted = static_cast<signed char>(static_cast<Byte>(c) - kFrom + kLeast);
  return shifted <= static_cast<signed char>(kLeast + (kTo - kFrom));
}

// Whether a word that is near to one of the idiom may be here: it begins with IF, EL or the like in
// capitals, of which this is the second letter; or this is the last letter before an underscore, in
// TRUE or in ifdebug. Ranges of letters rather than the letters: GCC does not vectorise those. Of
// 64-byte blocks of source text, 2 to 5 of 100 have one.
constexpr Byte may_be_near_at(const char* c) {
  const bool begins = (static_cast<signed char>(c[-2]) < 'A') & is_between<'E', 'I'>(c[-1]) &
                      is_between<'F', 'T'>(c[0]);
  const bool ends = (c[1] == '_') & (is_between<'d', 'i'>(c[0]) | (c[0] == 't'));
  const bool ends_true = (c[-1] == 'U') & (c[0] == 'E');
  const bool debugs = (c[-1] == 'b') & (c[1] == 'g');
  return static_cast<Byte>(begins | ends | ends_true | debugs);
}

// What it looks at before and behind.
constexpr std::size_t kBefore = 2;
constexpr std::size_t kBehind = 1;

// The first such place in a block, or the block's size.
inline std::size_t find_in_block(const char* block) {
  std::array<Byte, kBlockSize> found;
  for (std::size_t i = 0; i < kBlockSize; ++i) found[i] = may_be_near_at(block + i);
  return static_cast<std::size_t>(std::ranges::find(found, Byte{1}) - found.begin());
}

// The first such place from `pos` on, or the text's size.
IFTRUE_VECTOR_CLONES std::size_t find_near_word(std::string_view text, std::size_t pos) {
  while (pos < text.size()) {
    if (pos >= kBefore) {
      // Most blocks are passed four at a time.
      pos = skip_blocks<4 * kBlockSize>(text, pos, kBehind, may_be_near_at);
      pos = skip_blocks(text, pos, kBehind, may_be_near_at);
    }
    std::size_t at = kBlockSize;
    if (pos >= kBefore && pos + kBlockSize + kBehind <= text.size()) {
      at = find_in_block(text.data() + pos);
    } else {
      // Nothing is before the text and nothing behind.
      std::array<char, kBefore + kBlockSize + kBehind> padded{};
      const std::size_t before = std::min(pos, kBefore);
      text.substr(pos - before)
          .copy(padded.data() + kBefore - before, before + kBlockSize + kBehind);
      at = find_in_block(padded.data() + kBefore);
    }
    pos += at;
    if (at < kBlockSize) break;
  }
  return std::min(pos, text.size());
}

}  // namespace

std::optional<std::size_t> NearSearch::next() {
  while (pos_ < limit_) {
    pos_ = find_near_word(text_, pos_);
    if (pos_ >= limit_) break;
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
