#include "engine/scanner.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/block_search.h"
#include "engine/text.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// A stray elif is only a hint at a forgotten opener; its condition is not searched for its end
// beyond this, so that many unbalanced ones stay linear. Nor is a condition for a message.
constexpr std::size_t kStrayConditionLimit = 4096;

// A malformed condition that is longer than this is repeated by none: other than in a sound one, in
// it may stand what begins a word, so that each of many words would be compared with all of it.
// What it is of is in error all the same.
constexpr std::size_t kMalformedLimit = 256;

// The longest keyword, with what may stand around it.
constexpr std::size_t kLongestHead = 16;
constexpr std::size_t kLongestCharacter = 4;  // bytes; longer than any closer

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

// Where the last of these begins, or npos. In a window that goes by, all text within a conditional
// is looked through: forwards in blocks, since rfind() compares at each byte (0.05 GB/s).
std::size_t last_of(std::string_view text, std::string_view delimiter) {
  const auto begins = [first = delimiter[0], second = delimiter[1]](const char* c) {
    return static_cast<unsigned char>((c[0] == first) & (c[1] == second));
  };
  std::size_t last = std::string_view::npos;
  for (std::size_t pos = 0; pos < text.size(); pos += kBlockSize) {
    pos = skip_blocks(text, pos, 1, begins);
    const std::string_view block = text.substr(pos, kBlockSize + delimiter.size() - 1);
    const std::size_t found = block.rfind(delimiter);
    if (found != std::string_view::npos) last = pos + found;
  }
  return last;
}

// Large: a keyword is rare.
constexpr std::size_t kKeywordBlock = std::size_t{4} * kBlockSize;

// Some blocks on, where one may hold the E of a keyword, or what is left at the end. Every keyword
// has "UE_", "SE_" or, with DEBUG, "DEB"; of source text, a 25th of the blocks that "E_" and "EB"
// stop at.
IFTRUE_VECTOR_CLONES std::size_t skip_to_keyword(std::string_view text, std::size_t pos) {
  return skip_blocks<kKeywordBlock>(text, pos, 2, [](const char* c) {
    constexpr char kThird = 'S' ^ 'U';
    constexpr char kEither = 'S' | 'U';  // also of 'Q' and 'W'
    const bool ends_true = ((c[0] | kThird) == kEither) & (c[2] == '_');
    const bool ends_debug = (c[0] == 'D') & (c[2] == 'B');
    return static_cast<unsigned char>((c[1] == 'E') & (ends_true | ends_debug));
  });
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

void Scanner::see(Window window) {
  // What is known of closers may lie beyond a window that moved back.
  if (window.begin() < window_.begin()) closer_ = {};
  window_ = window;
}

const Directive* Scanner::next_live(std::optional<ConditionId> innermost) {
  undecided_ = false;
  looked_at_ = 0;
  may_be_stray_ = innermost.has_value();
  std::size_t from = resume_;
  while (const auto word = next_word(from, window_.end())) {
    looked_at_ = 0;
    bool is_directive = true;
    if (const auto opener = opener_before(word->begin)) {
      // A name ends before its comment, whose closer need not be known.
      const std::size_t begin = word->condition_begin;
      const std::size_t end = window_[begin] == '('
                                  ? parentheses_end(begin, next_closer(opener->comment, begin))
                                  : name_end(begin);
      make(*word, end, opener->begin, opener->comment);
    } else {
      is_directive = innermost && make_stray(*word, *innermost);
    }
    if (!look_at(0)) {
      wait_from(word->begin);
      return nullptr;
    }
    if (is_directive) {
      take();
      return &directive_;
    }
    from = word->condition_begin;
  }
  if (window_.may_go_on()) wait_from(from);
  return nullptr;
}

DormantEnd Scanner::next_dormant(CommentKind comment, ConditionId innermost) {
  undecided_ = false;
  looked_at_ = 0;
  may_be_stray_ = false;
  const std::size_t limit = next_closer(comment, pos_);
  DormantEnd result;
  result.kind =
      limit == window_.end() ? DormantEnd::Kind::kEndOfText : DormantEnd::Kind::kEarlyCloser;
  result.closer = limit;

  std::size_t from = resume_;
  while (const auto word = next_word(from, limit)) {
    looked_at_ = 0;
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
      make(*word, *word_end, own_opener ? opener->begin : word->begin, comment);
      result.directive = &directive_;
    }
    std::optional<Mention> nested;
    if (look_at(0) && result.kind != DormantEnd::Kind::kDirective && opener && !nested_) {
      nested = mention(*word);
    }
    if (!look_at(0)) {
      wait_from(word->begin);
      return result;
    }
    if (result.kind == DormantEnd::Kind::kDirective) {
      result.nested = std::exchange(nested_, std::nullopt);
      take();
      return result;
    }
    if (nested) nested_ = std::move(nested);
    if (word->kind != DirectiveKind::kIf) {
      other_ = word;
      other_mention_.reset();
    }
    from = word->condition_begin;
  }
  const bool ends = limit != window_.end() || !window_.may_go_on();
  if (!ends || (!nested_ && !mention_other())) {
    wait_from(from);
    return result;
  }
  result.nested = std::exchange(nested_, std::nullopt);
  if (!result.nested) result.other_condition = std::move(other_mention_);
  return result;
}

std::optional<Word> Scanner::next_word(std::size_t from, std::size_t limit) const {
  const std::size_t begin = window_.begin();
  auto word = find_word(window_.text_before(limit), from - begin);
  if (!word) return std::nullopt;
  word->begin += begin;
  word->condition_begin += begin;
  const bool may_be_cut = window_.may_go_on() && limit == window_.end();
  if (may_be_cut && word->begin + kLongestHead > window_.end()) return std::nullopt;
  return word;
}

std::optional<Mention> Scanner::mention(const Word& word) {
  const std::size_t end = condition_end(word.condition_begin);
  if (!look_at(0)) return std::nullopt;
  return Mention{word, end, shorten(window_.text(word.begin, end))};
}

bool Scanner::mention_other() {
  if (!other_ || other_mention_) return true;
  looked_at_ = 0;
  other_mention_ = mention(*other_);
  return other_mention_.has_value();
}

bool Scanner::look_at(std::size_t pos) const {
  looked_at_ = std::max(looked_at_, pos);
  return !window_.may_go_on() || looked_at_ + kLongestCharacter <= window_.end();
}

void Scanner::wait_from(std::size_t pos) {
  undecided_ = true;
  const std::size_t shown = window_.end() - window_.begin();
  const std::size_t unseen = window_.end() - std::min(shown, kLongestHead);
  resume_ = std::max(resume_, look_at(0) ? std::max(pos, unseen) : pos);
}

void Scanner::take() {
  pos_ = directive_.end;
  go_back();
}

void Scanner::go_back() {
  resume_ = pos_;
  first_state_ = {CommentState{pos_}, CommentState{pos_}};
  last_state_ = first_state_;
  if (!nested_ && !other_) return;
  nested_.reset();
  other_.reset();
  other_mention_.reset();
}

std::size_t Scanner::settled() {
  constexpr std::size_t kLongestOpener = 4;
  std::size_t begin = resume_ - std::min(resume_ - window_.begin(), kLongestOpener);
  // The next word may belong to an opener before the white space that stands there, of which a
  // character may be cut.
  for (std::size_t end = resume_; end < std::min(resume_ + 3, window_.end()); ++end) {
    if (const auto opener = opener_before(end)) begin = std::min(begin, opener->begin);
  }
  begin = std::max(begin, pos_);
  return mention_other() ? begin : std::min(begin, other_->begin);
}

void Scanner::forget(std::size_t end) {
  if (!may_be_stray_) return;
  for (const CommentKind comment : {CommentKind::kBlock, CommentKind::kMarkup}) {
    CommentState& first = first_state_[static_cast<std::size_t>(comment)];
    CommentState& last = last_state_[static_cast<std::size_t>(comment)];
    first = go_on(last.pos <= end ? last : first, comment, end);
    if (last.pos <= end) last = first;
  }
}

std::optional<Scanner::Opener> Scanner::opener_before(std::size_t pos) const {
  const std::size_t begin = std::max(pos_, window_.begin());
  const std::size_t end = window_.skip_white_space_back(pos, begin);
  const std::string_view before = window_.text(begin, end);
  for (const CommentKind comment : {CommentKind::kBlock, CommentKind::kMarkup}) {
    if (before.ends_with(opener(comment))) return Opener{comment, end - opener(comment).size()};
  }
  return std::nullopt;
}

void Scanner::make(const Word& word, std::size_t word_end, std::size_t begin, CommentKind comment) {
  directive_.kind = word.kind;
  directive_.comment = comment;
  directive_.begin = begin;
  directive_.word_begin = word.begin;
  directive_.condition_begin = word.condition_begin;
  directive_.word_end = word_end;
  const std::size_t after_blanks = window_.skip_white_space(word_end);
  if (!look_at(after_blanks)) return;
  directive_.condition = conditions_.intern(window_.text(word.condition_begin, word_end));
  const bool closes = window_.has_at(after_blanks, closer(comment));
  directive_.after = closes ? Liveness::kLive : Liveness::kDormant;
  directive_.end = closes ? after_blanks + closer(comment).size() : word_end;
}

bool Scanner::make_stray(const Word& word, ConditionId innermost) {
  if (word.kind == DirectiveKind::kIf) return false;
  const std::size_t begin = word.condition_begin;
  const auto word_end =
      word.kind == DirectiveKind::kElif
          ? condition_end(begin, std::min(window_.end(), begin + kStrayConditionLimit))
          : match_condition(begin, innermost);
  if (!word_end) return false;

  const std::size_t after_blanks = window_.skip_white_space(*word_end);
  if (!look_at(after_blanks)) return false;
  for (const CommentKind comment : {CommentKind::kBlock, CommentKind::kMarkup}) {
    if (!window_.has_at(after_blanks, closer(comment))) continue;
    // The last word of an ordinary comment closes what that comment opened.
    if (in_comment(comment, word.begin)) continue;
    make(word, *word_end, word.begin, comment);
    return true;
  }
  return false;
}

Scanner::CommentState Scanner::go_on(CommentState state, CommentKind comment,
                                     std::size_t pos) const {
  // Of the openers and closers that begin before `pos`; a closer may overlap its opener.
  const auto last = [&](std::string_view delimiter) {
    return last_of(window_.text(state.pos, pos + delimiter.size() - 1), delimiter);
  };
  const std::size_t last_opener = last(opener(comment));
  const std::size_t last_closer = last(closer(comment));
  if (last_opener == std::string_view::npos) {
    return {pos, last_closer == std::string_view::npos && state.in_comment};
  }
  return {pos, last_closer == std::string_view::npos || last_closer < last_opener};
}

bool Scanner::in_comment(CommentKind comment, std::size_t pos) {
  CommentState& last = last_state_[static_cast<std::size_t>(comment)];
  if (pos < last.pos) last = first_state_[static_cast<std::size_t>(comment)];
  last = go_on(last, comment, pos);
  return last.in_comment;
}

std::size_t Scanner::condition_end(std::size_t pos) const {
  const std::string_view near = window_.text(pos, pos + kStrayConditionLimit);
  return condition_end(pos, pos + find_terminator(near, 0));
}

std::size_t Scanner::condition_end(std::size_t pos, std::size_t limit) const {
  return window_[pos] == '(' ? parentheses_end(pos, limit) : name_end(pos);
}

std::size_t Scanner::name_end(std::size_t pos) const {
  const std::size_t end = window_.end();
  while (pos < end && is_word_char(window_[pos])) ++pos;
  look_at(pos);
  return pos;
}

std::size_t Scanner::parentheses_end(std::size_t pos, std::size_t limit) const {
  const std::size_t begin = pos;
  std::size_t depth = 0;
  for (; pos < limit; ++pos) {
    if (window_[pos] == '(') ++depth;
    if (window_[pos] == ')' && --depth == 0) return pos + 1;
  }
  look_at(limit);
  return window_.skip_white_space_back(limit, begin);
}

std::optional<std::size_t> Scanner::match_condition(std::size_t pos, ConditionId id) const {
  const std::string_view spelling = conditions_.spelling(id);
  if (spelling.size() > kMalformedLimit && !conditions_.condition(id).ok()) return std::nullopt;
  for (const char c : spelling) {
    if (spelling.front() == '(') pos = window_.skip_white_space(pos);
    look_at(pos);
    if (pos >= window_.end() || window_[pos] != c) return std::nullopt;
    ++pos;
  }
  const bool word_goes_on =
      spelling.front() != '(' && pos < window_.end() && is_word_char(window_[pos]);
  if (word_goes_on) return std::nullopt;
  return pos;
}

std::size_t Scanner::next_closer(CommentKind comment, std::size_t pos) {
  Found& found = closer_[static_cast<std::size_t>(comment)];
  const bool known = found.from <= pos && pos <= found.at;
  if (known && found.is_closer) return found.at;
  const std::size_t from = known ? found.at : pos;
  const std::size_t at = window_.find(closer(comment), from);
  if (at != window_.end() || !window_.may_go_on()) {
    found = {pos, at, true};
    return found.at;
  }
  const std::size_t cut = std::min(closer(comment).size() - 1, at - window_.begin());
  found = {pos, std::max(from, at - cut), false};
  return at;
}

}  // namespace iftrue
