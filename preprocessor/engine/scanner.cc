#include "engine/scanner.h"

#include <algorithm>
#include <utility>

#include "engine/remark.h"
#include "engine/text.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// A condition for a message is not searched for its end beyond this.
constexpr std::size_t kMentionLimit = 4096;

// A malformed condition that is longer than this is repeated by none: other than in a sound one, in
// it may stand what begins a word, so that each of many words would be compared with all of it.
// What it is of is in error all the same.
constexpr std::size_t kMalformedLimit = 256;

constexpr std::size_t kLongestCharacter = 4;  // bytes; no closer is longer

}  // namespace

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
    } else {
      word_end = match_condition(word->condition_begin, innermost);
    }
    const bool again = word_end && word->kind == DirectiveKind::kIf;
    if (word_end && *word_end <= limit && !again) {
      const bool own_opener = opener && opener->comment == comment;
      result.kind = DormantEnd::Kind::kDirective;
      make(*word, *word_end, own_opener ? opener->begin : word->begin, comment);
      result.directive = &directive_;
    }
    std::optional<Mention> nested;
    if (look_at(0) && result.kind != DormantEnd::Kind::kDirective && opener && !nested_) {
      nested = mention(*word);
      if (nested) nested->repeats = again;
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
    if (word->kind != DirectiveKind::kIf || again) {
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
  if (!result.nested) result.meant = std::move(other_mention_);
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
  for (CommentState& comment : comments_) comment.forget(window_, pos_, end);
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
  const std::string_view closes = closer_at(comment, window_.text(after_blanks, window_.end()));
  directive_.after = closes.empty() ? Liveness::kDormant : Liveness::kLive;
  directive_.end = closes.empty() ? word_end : after_blanks + closes.size();
  directive_.remark = 0;
  if (!closes.empty()) return;
  const RemarkSize remark = remark_size(comment, window_.text(word_end, window_.end()));
  look_at(word_end + remark.seen);
  directive_.remark = static_cast<std::uint16_t>(remark.size);
}

bool Scanner::make_stray(const Word& word, ConditionId innermost) {
  if (word.kind == DirectiveKind::kIf) return false;
  const std::size_t begin = word.condition_begin;
  const auto word_end =
      word.kind == DirectiveKind::kElif ? balanced_end(begin) : match_condition(begin, innermost);
  if (!word_end) return false;

  const std::size_t after_blanks = window_.skip_white_space(*word_end);
  if (!look_at(after_blanks)) return false;
  for (const CommentKind comment : {CommentKind::kBlock, CommentKind::kMarkup}) {
    if (closer_at(comment, window_.text(after_blanks, window_.end())).empty()) continue;
    // The last word of an ordinary comment closes what that comment opened.
    CommentState& state = comments_[static_cast<std::size_t>(comment)];
    if (state.in_comment(window_, pos_, word.begin)) continue;
    make(word, *word_end, word.begin, comment);
    return true;
  }
  return false;
}

std::size_t Scanner::condition_end(std::size_t pos) const {
  const std::string_view near = window_.text(pos, pos + kMentionLimit);
  return condition_end(pos, pos + find_terminator(near, 0));
}

std::size_t Scanner::condition_end(std::size_t pos, std::size_t limit) const {
  return window_[pos] == '(' ? parentheses_end(pos, limit) : name_end(pos);
}

std::optional<std::size_t> Scanner::balanced_end(std::size_t pos) {
  if (window_[pos] != '(') return name_end(pos);
  const auto end = parentheses_.end(window_, pos);
  if (!end) look_at(pos + Parentheses::kFarthest);
  return end;
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
  const std::size_t begin = window_.begin();
  const std::size_t at =
      begin + find_closer(comment, window_.text(begin, window_.end()), from - begin);
  if (at != window_.end() || !window_.may_go_on()) {
    found = {pos, at, true};
    return found.at;
  }
  const std::size_t cut = std::min(closers(comment).back().size() - 1, at - begin);
  found = {pos, std::max(from, at - cut), false};
  return at;
}

}  // namespace iftrue
