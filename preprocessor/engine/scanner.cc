#include "engine/scanner.h"

#include <algorithm>
#include <cstring>

#include "engine/block_search.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// A stray elif is only a hint at a forgotten opener; its condition is not searched for its end
// beyond this, so that many unbalanced ones stay linear.
constexpr std::size_t kStrayConditionLimit = 4096;

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

}  // namespace

std::optional<Word> find_word(std::string_view text, std::size_t from) {
  // Every keyword has an E that is followed by '_' or, in DEBUG, by 'B'.
  const auto ends_keyword = [](const char* c) {
    return static_cast<unsigned char>((c[0] == 'E') & ((c[1] == '_') | (c[1] == 'B')));
  };
  std::size_t pos = from;
  while (pos < text.size()) {
    pos = skip_blocks(text, pos, 1, ends_keyword);
    for (const std::size_t end = std::min(text.size(), pos + kBlockSize); pos < end; ++pos) {
      const void* found = std::memchr(text.data() + pos, 'E', end - pos);
      if (found == nullptr) {
        pos = end;
        break;
      }
      pos = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
      const auto word = word_at(text, pos);
      if (word && word->begin >= from) return word;
    }
  }
  return std::nullopt;
}

Scanner::Scanner(std::string_view text, ConditionTable& conditions)
    : text_(text), conditions_(conditions) {}

std::optional<LiveDirective> Scanner::next_live(std::optional<ConditionId> innermost) {
  std::size_t from = pos_;
  while (const auto word = find_word(text_, from)) {
    if (const auto opener = opener_before(word->begin)) {
      const std::size_t limit = next_closer(opener->comment, word->begin);
      const Directive directive =
          make(*word, condition_end(word->condition_begin, limit), opener->begin, opener->comment);
      pos_ = directive.end;
      return LiveDirective{directive, true};
    }
    if (innermost) {
      if (const auto directive = stray(*word, *innermost)) {
        pos_ = directive->end;
        return LiveDirective{*directive, false};
      }
    }
    from = word->condition_begin;
  }
  return std::nullopt;
}

DormantEnd Scanner::next_dormant(CommentKind comment, ConditionId innermost) {
  const std::size_t limit = next_closer(comment, pos_);
  DormantEnd result;
  result.kind =
      limit == text_.size() ? DormantEnd::Kind::kEndOfText : DormantEnd::Kind::kEarlyCloser;
  result.closer = limit;

  const std::string_view comment_text = text_.substr(0, limit);
  std::size_t from = pos_;
  while (const auto word = find_word(comment_text, from)) {
    const auto opener = opener_before(word->begin);
    std::optional<std::size_t> word_end;
    if (word->kind == DirectiveKind::kElif) {
      word_end = condition_end(word->condition_begin, limit);
    } else if (word->kind != DirectiveKind::kIf) {
      word_end = match_condition(word->condition_begin, innermost);
    }
    if (word_end && *word_end <= limit) {
      const bool own_opener = opener && opener->comment == comment;
      result.kind = DormantEnd::Kind::kDirective;
      result.directive = make(*word, *word_end, own_opener ? opener->begin : word->begin, comment);
      pos_ = result.directive.end;
      return result;
    }
    if (opener && !result.nested) result.nested = word;
    if (word->kind != DirectiveKind::kIf) result.other_condition = word;
    from = word->condition_begin;
  }
  return result;
}

std::optional<Scanner::Opener> Scanner::opener_before(std::size_t pos) const {
  const std::size_t end = skip_white_space_back(text_, pos, pos_);
  const std::string_view before = text_.substr(pos_, end - pos_);
  for (const CommentKind comment : {CommentKind::kBlock, CommentKind::kMarkup}) {
    if (before.ends_with(opener(comment))) return Opener{comment, end - opener(comment).size()};
  }
  return std::nullopt;
}

Directive Scanner::make(const Word& word, std::size_t word_end, std::size_t begin,
                        CommentKind comment) {
  Directive directive{};
  directive.kind = word.kind;
  directive.comment = comment;
  directive.begin = begin;
  directive.word_begin = word.begin;
  directive.condition_begin = word.condition_begin;
  directive.word_end = word_end;
  directive.condition =
      conditions_.intern(text_.substr(word.condition_begin, word_end - word.condition_begin));
  const std::size_t after_blanks = skip_white_space(text_, word_end);
  const bool closes = text_.substr(after_blanks).starts_with(closer(comment));
  directive.after = closes ? Liveness::kLive : Liveness::kDormant;
  directive.end = closes ? after_blanks + closer(comment).size() : word_end;
  return directive;
}

std::optional<Directive> Scanner::stray(const Word& word, ConditionId innermost) {
  if (word.kind == DirectiveKind::kIf) return std::nullopt;
  const std::size_t begin = word.condition_begin;
  const auto word_end =
      word.kind == DirectiveKind::kElif
          ? condition_end(begin, std::min(text_.size(), begin + kStrayConditionLimit))
          : match_condition(begin, innermost);
  if (!word_end) return std::nullopt;

  const std::string_view after = text_.substr(skip_white_space(text_, *word_end));
  const std::string_view group = text_.substr(pos_, word.begin - pos_);
  for (const CommentKind comment : {CommentKind::kBlock, CommentKind::kMarkup}) {
    if (!after.starts_with(closer(comment))) continue;
    // The last word of an ordinary comment closes what that comment opened.
    const std::size_t last_opener = group.rfind(opener(comment));
    const std::size_t last_closer = group.rfind(closer(comment));
    const bool in_comment = last_opener != std::string_view::npos &&
                            (last_closer == std::string_view::npos || last_closer < last_opener);
    if (!in_comment) return make(word, *word_end, word.begin, comment);
  }
  return std::nullopt;
}

std::size_t Scanner::condition_end(std::size_t pos, std::size_t limit) const {
  if (text_[pos] != '(') {
    while (pos < text_.size() && is_word_char(text_[pos])) ++pos;
    return pos;
  }
  const std::size_t begin = pos;
  std::size_t depth = 0;
  for (; pos < limit; ++pos) {
    if (text_[pos] == '(') ++depth;
    if (text_[pos] == ')' && --depth == 0) return pos + 1;
  }
  return skip_white_space_back(text_, limit, begin);
}

std::optional<std::size_t> Scanner::match_condition(std::size_t pos, ConditionId id) const {
  const std::string_view spelling = conditions_.spelling(id);
  for (const char c : spelling) {
    if (spelling.front() == '(') pos = skip_white_space(text_, pos);
    if (pos >= text_.size() || text_[pos] != c) return std::nullopt;
    ++pos;
  }
  const bool word_goes_on =
      spelling.front() != '(' && pos < text_.size() && is_word_char(text_[pos]);
  if (word_goes_on) return std::nullopt;
  return pos;
}

std::size_t Scanner::next_closer(CommentKind comment, std::size_t pos) {
  Found& found = closer_[static_cast<std::size_t>(comment)];
  if (found.from > pos || pos > found.at) {
    found = {pos, std::min(text_.find(closer(comment), pos), text_.size())};
  }
  return found.at;
}

}  // namespace iftrue
