#include "model.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace property {
namespace {

using iftrue::Code;

struct Comment {
  std::string_view opener;
  std::string_view closer;
  std::string_view other_closer;

  // The size of the closer that begins a text; 0 if none does.
  [[nodiscard]] std::size_t closed_by(std::string_view text) const {
    if (text.starts_with(closer)) return closer.size();
    return text.starts_with(other_closer) ? other_closer.size() : 0;
  }
};
constexpr auto kComments = std::to_array<Comment>({{"/*", "*/", "*/"}, {"<!--", "-->", "--!>"}});

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The model's texts have no other white space.
bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t skip_white(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_white(text[pos])) ++pos;
  return pos;
}

std::string without_white(std::string_view text) {
  std::string rest(text);
  std::erase_if(rest, is_white);
  return rest;
}

// A condition without white space. `rest` loses what is read; nothing if it is malformed.
std::optional<bool> value_of(std::string_view& rest, const iftrue::Symbols& symbols, int level) {
  constexpr int kUnary = 2;
  if (level < kUnary) {
    const std::string_view sign = level == 0 ? "||" : "&&";
    auto value = value_of(rest, symbols, level + 1);
    while (value && rest.starts_with(sign)) {
      rest.remove_prefix(sign.size());
      const auto right = value_of(rest, symbols, level + 1);
      if (!right) return std::nullopt;
      value = level == 0 ? (*value || *right) : (*value && *right);
    }
    return value;
  }
  if (rest.starts_with('!')) {
    rest.remove_prefix(1);
    const auto value = value_of(rest, symbols, kUnary);
    return value ? std::optional(!*value) : std::nullopt;
  }
  if (rest.starts_with('(')) {
    rest.remove_prefix(1);
    const auto value = value_of(rest, symbols, 0);
    if (!value || !rest.starts_with(')')) return std::nullopt;
    rest.remove_prefix(1);
    return value;
  }
  const auto end = std::ranges::find_if_not(rest, is_word_char);
  const std::string_view symbol(rest.begin(), end);
  if (symbol.empty()) return std::nullopt;
  rest.remove_prefix(symbol.size());
  return symbols.find(symbol).value_or(false);
}

bool is_well_formed(std::string_view condition) {
  return value_of(condition, {}, 0).has_value() && condition.empty();
}

// A word that is spelled as a directive, and its condition as far as `limit`.
struct Word {
  char kind;
  std::size_t begin, end;
  std::string condition;
};

std::optional<Word> word_at(std::string_view text, std::size_t pos, std::size_t limit) {
  if (pos > 0 && is_word_char(text[pos - 1])) return std::nullopt;
  constexpr auto kKeywords = std::to_array<std::pair<std::string_view, char>>(
      {{"IFTRUE_", 'i'}, {"ELIFTRUE_", 'l'}, {"ELSE_", 'e'}, {"FITRUE_", 'f'}});
  for (const auto& [spelling, kind] :
       {std::pair<std::string_view, char>("IFDEBUG", 'i'), {"FIDEBUG", 'f'}}) {
    const std::size_t end = pos + spelling.size();
    if (text.substr(pos).starts_with(spelling) && (end == text.size() || !is_word_char(text[end])))
      return Word{kind, pos, end, "DEBUG"};
  }
  for (const auto& [spelling, kind] : kKeywords) {
    if (!text.substr(pos).starts_with(spelling)) continue;
    const std::size_t begin = pos + spelling.size();
    std::size_t end = begin;
    if (end < text.size() && text[end] == '(') {
      int depth = 0;
      do {
        depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
        ++end;
      } while (depth > 0 && end < limit);
    } else {
      while (end < text.size() && is_word_char(text[end])) ++end;
    }
    if (end > begin) return Word{kind, pos, end, without_white(text.substr(begin, end - begin))};
  }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Reading read() && {
    while (!reading_.error && (dormant_ == nullptr ? read_live() : read_dormant())) {
    }
    if (!reading_.error && !open_.empty()) fail(Code::kNeverEnded);
    return std::move(reading_);
  }

 private:
  struct Open {
    std::string condition;
    bool has_else;
  };

  bool fail(Code code) { return fail(code, code); }

  bool fail(Code code, Code or_this) {
    reading_.error = code;
    reading_.or_this = or_this;
    return false;
  }

  [[nodiscard]] std::size_t closer(const Comment& comment, std::size_t from) const {
    while (from < text_.size() && comment.closed_by(text_.substr(from)) == 0) ++from;
    return from;
  }

  // The comment that is opened right before a word, after the last directive, and where.
  [[nodiscard]] std::pair<const Comment*, std::size_t> opened_before(std::size_t word) const {
    std::size_t end = word;
    while (end > pos_ && is_white(text_[end - 1])) --end;
    for (const Comment& comment : kComments) {
      if (text_.substr(pos_, end - pos_).ends_with(comment.opener))
        return {&comment, end - comment.opener.size()};
    }
    return {nullptr, 0};
  }

  // Whether a comment of live text is open at a place.
  [[nodiscard]] bool in_comment(const Comment& comment, std::size_t pos) const {
    bool open = false;
    for (std::size_t i = pos_; i < pos; ++i) {
      if (text_.substr(i).starts_with(comment.opener)) open = true;
      if (comment.closed_by(text_.substr(i)) != 0) open = false;
    }
    return open;
  }

  [[nodiscard]] bool repeats(const Word& word) const {
    return !open_.empty() && word.condition == open_.back().condition;
  }

  bool read_live() {
    for (std::size_t pos = pos_; pos < text_.size(); ++pos) {
      const auto [comment, begin] = opened_before(pos);
      const std::size_t limit = comment == nullptr ? text_.size() : closer(*comment, pos);
      const auto word = word_at(text_, pos, limit);
      if (!word) continue;
      if (comment != nullptr) return take(*word, begin, *comment);
      // A word that closes a comment which it did not open.
      if (open_.empty() || word->kind == 'i' || (word->kind != 'l' && !repeats(*word))) continue;
      for (const Comment& each : kComments) {
        if (each.closed_by(text_.substr(skip_white(text_, word->end))) != 0 &&
            !in_comment(each, pos)) {
          return fail(Code::kCommentMismatch);
        }
      }
    }
    return false;
  }

  bool read_dormant() {
    const std::size_t limit = closer(*dormant_, pos_);
    bool nested = false;
    bool meant_to_end = false;  // a word that may have been meant to end the group
    for (std::size_t pos = pos_; pos < limit; ++pos) {
      const auto word = word_at(text_, pos, limit);
      if (!word) continue;
      const auto [comment, begin] = opened_before(pos);
      const bool fits = word->kind == 'l' || (word->kind != 'i' && repeats(*word));
      if (fits && word->end <= limit) {
        if (nested) return fail(Code::kCommentMismatch);
        return take(*word, comment == dormant_ ? begin : pos, *dormant_);
      }
      nested = nested || comment != nullptr;
      meant_to_end = meant_to_end || word->kind != 'i' || repeats(*word);
    }
    if (limit == text_.size()) return fail(Code::kNeverEnded);
    const bool on_one_line = text_.substr(pos_, limit - pos_).find_first_of("\r\n") == text_.npos;
    const bool is_remark = on_one_line && !nested && !meant_to_end;
    return fail(Code::kCommentEndsEarly, is_remark ? Code::kMalformed : Code::kCommentEndsEarly);
  }

  bool take(const Word& word, std::size_t begin, const Comment& comment) {
    const std::size_t after = skip_white(text_, word.end);
    const std::size_t closes = comment.closed_by(text_.substr(after));
    const bool fits_innermost = repeats(word);
    if (!is_well_formed(word.condition) && !(fits_innermost && word.kind != 'l'))
      return fail(Code::kMalformed);
    if (word.kind != 'i' && open_.empty()) return fail(Code::kWithoutIf);
    if (word.kind == 'f' && closes == 0) {
      const std::size_t limit = closer(comment, word.end);
      const std::string_view behind = text_.substr(word.end, limit - word.end);
      const bool is_remark = limit < text_.size() && behind.find_first_of("\r\n") == text_.npos;
      return fail(Code::kCommentMismatch, is_remark ? Code::kMalformed : Code::kCommentMismatch);
    }
    if ((word.kind == 'e' || word.kind == 'f') && !fits_innermost) {
      const bool outer = word.kind == 'f' && std::ranges::any_of(open_, [&](const Open& each) {
                           return each.condition == word.condition;
                         });
      return fail(outer ? Code::kCrossing : Code::kOtherCondition);
    }
    if ((word.kind == 'l' || word.kind == 'e') && open_.back().has_else)
      return fail(Code::kAfterElse);
    if (word.kind == 'i') open_.push_back({word.condition, false});
    if (word.kind == 'e') open_.back().has_else = true;
    if (word.kind == 'f') open_.pop_back();
    pos_ = closes != 0 ? after + closes : word.end;
    dormant_ = closes != 0 ? nullptr : &comment;
    if (dormant_ == &kComments[1] && text_.substr(after).starts_with("!>"))
      return fail(Code::kMalformed);
    reading_.directives.push_back({word.kind, word.condition, begin, pos_});
    return true;
  }

  std::string_view text_;
  std::size_t pos_ = 0;               // the end of the last directive
  const Comment* dormant_ = nullptr;  // the comment that it left open
  std::vector<Open> open_;
  Reading reading_;
};

}  // namespace

Reading read(std::string_view text) { return Reader(text).read(); }

bool is_true(std::string_view condition, const iftrue::Symbols& symbols) {
  return value_of(condition, symbols, 0).value();
}

std::vector<bool> kept_bytes(std::string_view text, const Reading& reading,
                             const iftrue::Symbols& symbols) {
  struct Open {
    bool around;  // whether the text around is kept
    bool taken;   // whether a group was kept already
    bool kept;    // whether this one is
  };
  std::vector<bool> kept;
  std::vector<Open> open;
  const auto keeps = [&] { return open.empty() || open.back().kept; };
  for (const Reading::Directive& directive : reading.directives) {
    kept.resize(directive.begin, keeps());
    kept.resize(directive.end, false);
    if (directive.kind == 'f') {
      open.pop_back();
      continue;
    }
    if (directive.kind == 'i') open.push_back({keeps(), false, false});
    Open& group = open.back();
    const bool holds = directive.kind == 'e' || is_true(directive.condition, symbols);
    group.kept = group.around && !group.taken && holds;
    group.taken = group.taken || holds;
  }
  kept.resize(text.size(), true);
  return kept;
}

}  // namespace property
