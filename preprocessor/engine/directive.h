// A directive in a text: offsets, never a copy.

#ifndef IFTRUE_ENGINE_DIRECTIVE_H_
#define IFTRUE_ENGINE_DIRECTIVE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "iftrue/conditional.h"

namespace iftrue {

enum class DirectiveKind : std::uint8_t { kIf, kElif, kElse, kEnd };

// An else and an end repeat the condition of their if.
constexpr bool has_own_condition(DirectiveKind kind) {
  return kind == DirectiveKind::kIf || kind == DirectiveKind::kElif;
}

// The word of a directive without its condition; IFDEBUG and FIDEBUG are other spellings.
constexpr std::string_view keyword(DirectiveKind kind) {
  switch (kind) {
    case DirectiveKind::kIf:
      return "IFTRUE_";
    case DirectiveKind::kElif:
      return "ELIFTRUE_";
    case DirectiveKind::kElse:
      return "ELSE_";
    case DirectiveKind::kEnd:
      return "FITRUE_";
  }
  return {};
}

enum class CommentKind : std::uint8_t {
  kBlock,   // /* … */
  kMarkup,  // <!-- … -->, or --!> (HTML's comment end bang state)
};

constexpr std::string_view opener(CommentKind kind) {
  return kind == CommentKind::kBlock ? "/*" : "<!--";
}

inline constexpr std::array<std::string_view, 1> kBlockClosers = {"*/"};
inline constexpr std::array<std::string_view, 2> kMarkupClosers = {"-->", "--!>"};

// All that close such a comment, from short to long; the first is how to write it.
constexpr std::span<const std::string_view> closers(CommentKind kind) {
  return kind == CommentKind::kBlock ? std::span<const std::string_view>(kBlockClosers)
                                     : std::span<const std::string_view>(kMarkupClosers);
}

constexpr std::string_view closer(CommentKind kind) { return closers(kind).front(); }

// The closer with which the text begins, or nothing.
constexpr std::string_view closer_at(CommentKind kind, std::string_view text) {
  for (const std::string_view each : closers(kind)) {
    if (text.starts_with(each)) return each;
  }
  return {};
}

// Where the first from `pos` on begins, or the text's size.
constexpr std::size_t find_closer(CommentKind kind, std::string_view text, std::size_t pos) {
  // All at once: whoever looks for one far behind another reads on to the end each time.
  constexpr std::size_t kCommon = 2;  // characters with which each of a kind begins
  const std::string_view common = closer(kind).substr(0, kCommon);
  while ((pos = text.find(common, pos)) < text.size() &&
         closer_at(kind, text.substr(pos)).empty()) {
    ++pos;
  }
  return std::min(pos, text.size());
}

using ConditionId = std::uint32_t;  // an index into the ConditionTable of the text

inline constexpr std::uint32_t kNoDirective = UINT32_MAX;

struct Directive {
  std::size_t begin;                  // of its comment's opener, or of the word if it opens none
  std::size_t word_begin;             // of IFTRUE_… and so on
  std::size_t condition_begin;        // of X in IFTRUE_X, of ( in IFTRUE_(X), of DEBUG in IFDEBUG
  std::size_t word_end;               // after the condition
  std::size_t end;                    // after its comment's closer, or the word's end
  ConditionId condition;              // its own for an elif, else the one that it repeats
  std::uint32_t next = kNoDirective;  // the next directive of the same conditional; none for an end
  DirectiveKind kind;
  CommentKind comment;  // of its comment; in a dormant group, of the comment around it
  Liveness after;
  // Of one that leaves its comment open: the bytes between the word and the closer, if that is near
  // and on the same line (see remark.h). Else 0.
  std::uint16_t remark = 0;

  [[nodiscard]] constexpr bool opens_its_comment() const { return begin != word_begin; }
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_DIRECTIVE_H_
