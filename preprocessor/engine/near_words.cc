#include "engine/near_words.h"

#include <algorithm>
#include <bit>

#include "engine/edit_distance.h"
#include "engine/text.h"

namespace iftrue {
namespace {

using Kind = DirectiveKind;
using Strength = NearWord::Strength;
using Sense = NearWord::Sense;

constexpr auto kInConditional = NearWord::Alone::kInConditional;

// The words of the idiom come first.
constexpr auto kWords = [] {
  auto words = std::to_array<NearWord>({
      {"IFTRUE", Kind::kIf, Strength::kOwn},
      {"FITRUE", Kind::kEnd, Strength::kOwn},
      {"ELIFTRUE", Kind::kElif, Strength::kOwn},
      {"ELSEIFTRUE", Kind::kElif, Strength::kOwn},
      {"ELSETRUE", Kind::kElse, Strength::kOwn},
      {"ENDIFTRUE", Kind::kEnd, Strength::kOwn},
      {"ENDTRUE", Kind::kEnd, Strength::kOwn},

      {"ELSE", Kind::kElse, Strength::kCommon, Sense::kPlain, kInConditional},
      {"ELIF", Kind::kElif, Strength::kCommon, Sense::kPlain, kInConditional},
      {"ELSEIF", Kind::kElif, Strength::kCommon, Sense::kPlain, kInConditional},
      {"ELSIF", Kind::kElif, Strength::kCommon, Sense::kPlain, kInConditional},
      {"ENDIF", Kind::kEnd, Strength::kCommon, Sense::kPlain, kInConditional},
      {"END", Kind::kEnd, Strength::kCommon},
      {"FI", Kind::kEnd, Strength::kCommon},

      {"IF", Kind::kIf, Strength::kIfLike},
      {"IFDEF", Kind::kIf, Strength::kIfLike},
      {"IFNDEF", Kind::kIf, Strength::kIfLike, Sense::kNegated},
      {"IFNOT", Kind::kIf, Strength::kIfLike, Sense::kNegated},
      {"IFNOTDEF", Kind::kIf, Strength::kIfLike, Sense::kNegated},
      {"IFFALSE", Kind::kIf, Strength::kIfLike, Sense::kNegated},
      {"IFDEBUG", Kind::kIf, Strength::kIfLike, Sense::kDebug},
      {"ELIFDEF", Kind::kElif, Strength::kIfLike},
      {"ELIFNDEF", Kind::kElif, Strength::kIfLike, Sense::kNegated},
      {"ELIFNOT", Kind::kElif, Strength::kIfLike, Sense::kNegated},
      {"ELIFFALSE", Kind::kElif, Strength::kIfLike, Sense::kNegated},
      {"ELIFDEBUG", Kind::kElif, Strength::kIfLike, Sense::kDebug},
      {"ELSEIFDEF", Kind::kElif, Strength::kIfLike},
      {"ELSEIFNOT", Kind::kElif, Strength::kIfLike, Sense::kNegated},
      {"ELSEIFFALSE", Kind::kElif, Strength::kIfLike, Sense::kNegated},
      {"ELSENOT", Kind::kElse, Strength::kIfLike, Sense::kNegated},
      {"ELSEFALSE", Kind::kElse, Strength::kIfLike, Sense::kNegated},
      {"FIDEF", Kind::kEnd, Strength::kIfLike},
      {"FINDEF", Kind::kEnd, Strength::kIfLike, Sense::kNegated},
      {"FINOT", Kind::kEnd, Strength::kIfLike, Sense::kNegated},
      {"FIFALSE", Kind::kEnd, Strength::kIfLike, Sense::kNegated},
      {"FIDEBUG", Kind::kEnd, Strength::kIfLike, Sense::kDebug},
      {"ENDIFDEF", Kind::kEnd, Strength::kIfLike},
      {"ENDIFNDEF", Kind::kEnd, Strength::kIfLike, Sense::kNegated},
      {"ENDIFNOT", Kind::kEnd, Strength::kIfLike, Sense::kNegated},
      {"ENDIFFALSE", Kind::kEnd, Strength::kIfLike, Sense::kNegated},
      {"ENDFALSE", Kind::kEnd, Strength::kIfLike, Sense::kNegated},
  });
  for (NearWord& each : words) each.letters = letters_of(each.word);
  return words;
}();

constexpr auto kDebugWords = std::to_array<DebugWord>({
    {"IFDEBUG", DirectiveKind::kIf},
    {"FIDEBUG", DirectiveKind::kEnd},
    {"ENDIFDEBUG", DirectiveKind::kEnd},
    {"ENDDEBUG", DirectiveKind::kEnd},
    {"ELIFDEBUG", DirectiveKind::kElif},
    {"ELSEIFDEBUG", DirectiveKind::kElif},
    {"ELSEDEBUG", DirectiveKind::kElse},
});

constexpr std::size_t kFarthestOwn = 2;
constexpr std::size_t kFarthestCommon = 1;

// The letters that each word of the idiom has.
constexpr std::uint32_t kOfEachOwn = [] {
  std::uint32_t letters = ~std::uint32_t{0};
  for (const NearWord& each : kWords) {
    if (each.strength == Strength::kOwn) letters &= each.letters;
  }
  return letters;
}();

// The letters that any of the other words has.
constexpr std::uint32_t kOfAnyOther = [] {
  std::uint32_t letters = 0;
  for (const NearWord& each : kWords) {
    if (each.strength != Strength::kOwn) letters |= each.letters;
  }
  return letters;
}();

std::size_t count(std::uint32_t letters) {
  return static_cast<std::size_t>(std::popcount(letters));
}

}  // namespace

std::size_t least_distance(std::uint32_t letters, std::uint32_t others) {
  return std::max(count(letters & ~others), count(others & ~letters));
}

std::span<const NearWord> near_words() { return kWords; }

Joined::Joined(std::string_view word) {
  for (const char c : word) {
    if (c == '_') {
      had_underscore_ = true;
      continue;
    }
    is_upper_ = is_upper_ && (c < 'a' || c > 'z');
    if (size_ < kLongest) letters_.at(size_) = c;
    ++size_;
  }
  letter_set_ = letters_of(view());
}

std::size_t Joined::distance(std::string_view word) const {
  const std::size_t longer = std::max(size_, word.size());
  const std::size_t shorter = std::min(size_, word.size());
  return fits() ? std::max(longer - shorter, edit_distance(view(), word)) : longer;
}

std::size_t farthest(const NearWord& meant, const Joined& word) {
  if (meant.strength == Strength::kOwn) return word.is_upper() ? kFarthestOwn : 1;
  return word.is_upper() && meant.word == "ELSE" ? kFarthestCommon : 0;
}

bool is_near_any(const Joined& word) {
  if (!word.fits()) return false;
  const std::uint32_t letters = word.letters();
  if (count(kOfEachOwn & ~letters) > kFarthestOwn &&
      count(letters & ~kOfAnyOther) > kFarthestCommon) {
    return false;
  }
  return std::ranges::any_of(kWords, [&](const NearWord& each) {
    const std::size_t limit = farthest(each, word);
    return word.size() + limit >= each.word.size() && word.size() <= each.word.size() + limit &&
           least_distance(letters, each.letters) <= limit && word.distance(each.word) <= limit;
  });
}

const NearWord* glued(std::string_view word) {
  for (const NearWord& each : near_words()) {
    const bool begins = each.strength == NearWord::Strength::kOwn && word.starts_with(each.word);
    if (begins && word.size() > each.word.size() && word[each.word.size()] != '_') return &each;
  }
  return nullptr;
}

const DebugWord* near_debug_word(std::string_view word) {
  const Joined joined(word);
  // Each has these letters.
  if (!joined.fits() ||
      least_distance(joined.letters() & letters_of("DEBUG"), letters_of("DEBUG")) > 1) {
    return nullptr;
  }
  const bool begins_alike = word.starts_with("IF") || word.starts_with("FI");
  for (const DebugWord& each : kDebugWords) {
    if (!begins_alike && joined.size() != each.word.size()) continue;
    // IFF_DEBUG is a name.
    const std::size_t limit = begins_alike && !joined.had_underscore() ? 1 : 0;
    if (joined.distance(each.word) <= limit) return &each;
  }
  return nullptr;
}

}  // namespace iftrue
