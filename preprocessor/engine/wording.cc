#include "engine/wording.h"

#include "engine/diagnostic.h"
#include "engine/format.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// Words are named in messages up to this many bytes.
constexpr std::size_t kNamed = 60;

}  // namespace

std::string shorten(std::string_view word) {
  if (word.size() <= kNamed) return std::string(word);
  std::size_t end = 0;
  while (end < kNamed) end += character_at(word, end).size;
  return formatted("{}…", word.substr(0, end));
}

std::string written(std::string_view text, const Directive& directive) {
  return shorten(text.substr(directive.word_begin, directive.word_end - directive.word_begin));
}

std::string repeating(DirectiveKind kind, const Directive& other,
                      const ConditionTable& conditions) {
  const std::size_t keyword_end = other.word_begin + keyword(other.kind).size();
  const bool debug_word = other.condition_begin != keyword_end;  // IFDEBUG, FIDEBUG
  if (debug_word && kind == DirectiveKind::kEnd) return "FIDEBUG";
  if (debug_word && kind == DirectiveKind::kIf) return "IFDEBUG";
  return formatted("{}{}", keyword(kind), shorten(conditions.spelling(other.condition)));
}

Place word_range(const Directive& directive) {
  return byte_range(directive.word_begin, directive.word_end);
}

}  // namespace iftrue
