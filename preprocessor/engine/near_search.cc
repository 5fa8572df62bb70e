#include "engine/near_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

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

// Whether a word that is near to one of the idiom may be here: it begins with IF, EL or the like in
// capitals, of which this is the second letter; or this is the last letter before an underscore, in
// TRUE or in ifdebug. Ranges of letters rather than the letters: GCC does not vectorise those. Of
// 64-byte blocks of source text, 2 to 5 of 100 have one.
constexpr Byte may_be_near_at(const char* c) {
  // What is before the word is no letter: they have this bit, which puts a number out of range.
  constexpr char kLetter = 0x40;
  const auto first = static_cast<signed char>(above('E', c[-1]) | (c[-2] & kLetter));
  const bool begins = (first <= kLeast + ('I' - 'E')) & (above('F', c[0]) <= kLeast + ('T' - 'F'));
  const bool ends = (c[1] == '_') & ((above('d', c[0]) <= kLeast + ('i' - 'd')) | (c[0] == 't'));
  const bool ends_true = (c[-1] == 'U') & (c[0] == 'E');
  const bool debugs = (c[-1] == 'b') & (c[1] == 'g');
  return static_cast<Byte>(begins | ends | ends_true | debugs);
}

// What it looks at before and behind.
constexpr std::size_t kBefore = 2;
constexpr std::size_t kBehind = 1;

// The block from `pos` on, or a later one, that may have such a place; most are passed four at a
// time.
IFTRUE_VECTOR_CLONES std::size_t skip_to_near_word(std::string_view text, std::size_t pos) {
  if (pos < kBefore) return pos;
  pos = skip_blocks<4 * kBlockSize>(text, pos, kBehind, may_be_near_at);
  return skip_blocks(text, pos, kBehind, may_be_near_at);
}

// Such places in a block: a bit for each, the lowest for the first.
IFTRUE_VECTOR_CLONES std::uint64_t places_in_block(const char* block) {
  std::array<Byte, kBlockSize> found;
  for (std::size_t i = 0; i < kBlockSize; ++i) found[i] = may_be_near_at(block + i);
  std::uint64_t places = 0;
  for (std::size_t i = 0; i < kBlockSize; i += sizeof(std::uint64_t)) {
    std::uint64_t some = 0;
    std::memcpy(&some, found.data() + i, sizeof some);
    if (some == 0) continue;
    for (std::size_t j = i; j < i + sizeof some; ++j) places |= std::uint64_t{found[j]} << j;
  }
  return places;
}

std::uint64_t places_at(std::string_view text, std::size_t pos) {
  if (pos >= kBefore && pos + kBlockSize + kBehind <= text.size()) {
    return places_in_block(text.data() + pos);
  }
  // Nothing is before the text and nothing behind.
  std::array<char, kBefore + kBlockSize + kBehind> padded{};
  const std::size_t before = std::min(pos, kBefore);
  text.substr(pos - before).copy(padded.data() + kBefore - before, before + kBlockSize + kBehind);
  return places_in_block(padded.data() + kBefore);
}

}  // namespace

std::optional<std::size_t> NearSearch::next() {
  while (const auto place = next_place()) {
    if (*place < pos_) continue;
    const auto begin = candidate(*place);
    pos_ = word_end(text_, *place + 1);
    if (!begin || *begin < words_from_) continue;
    words_from_ = *begin + 1;  // an else in capitals was looked at already
    const std::string_view rest = text_.substr(*begin);
    if (may_be_first(text_, *begin) && (may_be_near(rest) || sound_word(rest))) return begin;
  }
  pos_ = std::max(pos_, limit_);
  return std::nullopt;
}

std::optional<std::size_t> NearSearch::next_place() {
  while (places_ == 0) {
    if (next_block_ >= limit_) return std::nullopt;
    block_ = next_block_;
    places_ = places_at(text_, block_);
    next_block_ = block_ + kBlockSize;
    if (places_ == 0) next_block_ = skip_to_near_word(text_, next_block_);
  }
  const std::size_t place = block_ + static_cast<std::size_t>(std::countr_zero(places_));
  places_ &= places_ - 1;
  return place < limit_ ? std::optional(place) : std::nullopt;
}

std::optional<std::size_t> NearSearch::candidate(std::size_t pos) const {
  std::size_t begin = pos;
  while (begin > 0 && pos - begin < kLongestNearHead && is_word_char(text_[begin - 1])) --begin;
  if (begin > 0 && is_word_char(text_[begin - 1])) return std::nullopt;
  return with_else(text_, begin);
}

}  // namespace iftrue
