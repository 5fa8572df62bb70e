#include "engine/near_text.h"

#include <algorithm>

#include "engine/directive.h"
#include "engine/text.h"

namespace iftrue {
namespace {

constexpr std::size_t kConditionLimit = 256;  // bytes

constexpr std::string_view kSeparators = " \t-:=_";

}  // namespace

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::size_t word_end(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_word_char(text[pos])) ++pos;
  return pos;
}

std::size_t parenthesis_end(std::string_view text, std::size_t begin) {
  std::size_t depth = 0;
  const std::size_t limit = std::min(text.size(), begin + kConditionLimit);
  for (std::size_t pos = begin; pos < limit && terminator_at(text, pos) == 0; ++pos) {
    if (text[pos] == '(') ++depth;
    if (text[pos] == ')' && --depth == 0) return pos + 1;
  }
  return begin;
}

std::size_t operand_end(std::string_view text, std::size_t begin) {
  std::size_t pos = begin;
  while (pos < text.size() && text[pos] == '!') ++pos;
  const bool parentheses = pos < text.size() && text[pos] == '(';
  const std::size_t end = parentheses ? parenthesis_end(text, pos) : word_end(text, pos);
  return end == pos ? begin : end;
}

bool is_separator(char c) { return kSeparators.find(c) != std::string_view::npos; }

std::size_t skip_separators(std::string_view text, std::size_t pos) {
  const std::string_view separators = text.substr(pos, kMostSeparators);
  if (!closer_at(CommentKind::kMarkup, text.substr(pos)).empty()) return pos;
  return pos + std::min(separators.find_first_not_of(kSeparators), separators.size());
}

std::optional<Word> sound_word(std::string_view text) {
  const auto word = find_word(text.substr(0, word_end(text, 0) + 1), 0);
  return word && word->begin == 0 ? word : std::nullopt;
}

bool ends_line(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_blank(text[pos])) ++pos;
  const std::string_view rest = text.substr(pos);
  return rest.empty() || terminator_at(rest, 0) > 0 ||
         !closer_at(CommentKind::kBlock, rest).empty() ||
         !closer_at(CommentKind::kMarkup, rest).empty();
}

}  // namespace iftrue
