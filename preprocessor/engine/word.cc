#include "engine/word.h"

#include <algorithm>
#include <cstring>

#include "engine/block_search.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// The word whose keyword has its last 'E' at `e`, if there is one.
std::optional<Word> word_at(std::string_view text, std::size_t e) {
  if (e + 2 >= text.size()) return std::nullopt;
  const std::string_view head = text.substr(0, e + 1);
  Word word{};
  if (text[e + 1] == '_') {
    if (head.ends_with("ELIFTRUE")) {
      word = {DirectiveKind::kElif, e - 7, e + 2};
    } else if (head.ends_with("IFTRUE")) {
      word = {DirectiveKind::kIf, e - 5, e + 2};
    } else if (head.ends_with("FITRUE")) {
      word = {DirectiveKind::kEnd, e - 5, e + 2};
    } else if (head.ends_with("ELSE")) {
      word = {DirectiveKind::kElse, e - 3, e + 2};
    } else {
      return std::nullopt;
    }
    const char first = text[word.condition_begin];
    if (!is_word_char(first) && first != '(') return std::nullopt;
  } else {
    if (!text.substr(e + 1).starts_with("BUG")) return std::nullopt;
    if (head.ends_with("IFDE")) {
      word = {DirectiveKind::kIf, e - 3, e - 1};
    } else if (head.ends_with("FIDE")) {
      word = {DirectiveKind::kEnd, e - 3, e - 1};
    } else {
      return std::nullopt;
    }
    if (e + 4 < text.size() && is_word_char(text[e + 4])) return std::nullopt;
  }
  if (word.begin > 0 && is_word_char(text[word.begin - 1])) return std::nullopt;
  return word;
}

// Large: a keyword is rare.
constexpr std::size_t kKeywordBlock = std::size_t{4} * kBlockSize;

// Whether a keyword may have its last E after this letter: every keyword has "UE_", "SE_" or, with
// DEBUG, "DEB".
constexpr auto kEndsKeyword = [](const char* c) {
  constexpr char kThird = 'S' ^ 'U';
  constexpr char kEither = 'S' | 'U';  // also of 'Q' and 'W'
  const bool ends_true = ((c[0] | kThird) == kEither) & (c[2] == '_');
  const bool ends_debug = (c[0] == 'D') & (c[2] == 'B');
  return static_cast<unsigned char>((c[1] == 'E') & (ends_true | ends_debug));
};

// The same for the E and the letter after it: half the instructions, for a tenth of the blocks of
// source text.
constexpr auto kMayEndKeyword = [](const char* c) {
  constexpr char kFifth = 'B' ^ '_';
  constexpr char kEither = 'B' | '_';  // also of 'Z' and others
  return static_cast<unsigned char>((c[1] == 'E') & ((c[2] | kFifth) == kEither));
};

// Some blocks on, where one may hold the E of a keyword, or what is left at the end. The first
// block is looked at closely, because directives are often near each other.
IFTRUE_VECTOR_CLONES std::size_t skip_to_keyword(std::string_view text, std::size_t pos) {
  constexpr std::size_t kAhead = 2;
  while (true) {
    const std::string_view block = text.substr(0, pos + kKeywordBlock + kAhead);
    const std::size_t next = skip_blocks<kKeywordBlock>(block, pos, kAhead, kEndsKeyword);
    if (next == pos) return pos;
    pos = skip_blocks<kKeywordBlock>(text, next, kAhead, kMayEndKeyword);
  }
}

}  // namespace

std::optional<Word> find_word(std::string_view text, std::size_t from) {
  for (std::size_t pos = from; pos < text.size(); pos += kKeywordBlock) {
    pos = skip_to_keyword(text, pos);
    // The E is the second of the three letters that the block tells of.
    const std::size_t end = std::min(text.size(), pos + kKeywordBlock + 1);
    for (std::size_t e = pos + 1; e < end; ++e) {
      const void* found = std::memchr(text.data() + e, 'E', end - e);
      if (found == nullptr) break;
      e = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
      const auto word = word_at(text, e);
      if (word && word->begin >= from) return word;
    }
  }
  return std::nullopt;
}

}  // namespace iftrue
