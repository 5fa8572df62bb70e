#include "engine/lexer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "engine/block_search.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// A '(' after one of these is the head of a statement: what follows its ')' begins another.
constexpr auto kHeadWords = std::to_array<std::string_view>({"for", "if", "while", "with"});

// After one of these an operand follows, so a '/' begins a regular expression.
constexpr auto kOperatorWords =
    std::to_array<std::string_view>({"await", "case", "delete", "extends", "in", "instanceof",
                                     "new", "of", "return", "throw", "typeof", "void", "yield"});

// The same, and a '{' opens a block.
constexpr auto kBlockWords =
    std::to_array<std::string_view>({"default", "do", "else", "finally", "try"});

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// What is not ASCII and no white space is taken for a letter; \ begins an escaped one.
bool is_name_char(char c) {
  static constexpr auto kTable = [] {
    std::array<bool, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const char each = static_cast<char>(i);
      table[i] = is_word_char(each) || each == '$' || each == '\\' || !is_ascii(each);
    }
    return table;
  }();
  return kTable[static_cast<unsigned char>(c)];
}

// Of the words that matter.
constexpr std::size_t kLongestWord = std::string_view("instanceof").size();

// A longer one is held for none, so that what is held of a text that comes in pieces is bounded.
// The longest that are met, of classes of Unicode, have 20 KB.
constexpr std::size_t kLongestExpression = std::size_t{64} * 1024;

// No program nests its brackets deeper; what does is forgotten where memory must be bounded.
constexpr std::size_t kDeepest = std::size_t{64} * 1024;

}  // namespace

void Lexer::read(std::string_view piece) {
  // A character of several bytes that is white space must be seen as a whole.
  while (!cut_.empty() && !piece.empty()) {
    const std::string longer = cut_ + piece.front();
    const bool is_cut = cut_white_space(longer) == longer.size();
    const bool is_whole = white_space_at(longer, 0) == longer.size();
    if (is_cut || is_whole) {
      cut_ = longer;
      piece.remove_prefix(1);
    }
    if (is_cut) continue;
    const std::string whole = std::exchange(cut_, {});
    lex(whole);
  }
  if (piece.empty()) return;
  const std::size_t size = piece.size() - cut_white_space(piece);
  lex(piece.substr(0, size));
  cut_ = piece.substr(size);
}

Lexer::Place Lexer::place() const {
  switch (mode_) {
    case Mode::kStart:
    case Mode::kCode:
    case Mode::kName:
    case Mode::kSlash:
      break;
    case Mode::kLineComment:
    case Mode::kBlockComment:
      return Place::kComment;
    case Mode::kString:
    case Mode::kTemplate:
    case Mode::kRegularExpression:
      return Place::kLiteral;
  }
  return Place::kCode;
}

std::vector<Lexeme> Lexer::finish() && {
  const std::string cut = std::exchange(cut_, {});
  lex(cut);
  lex({});
  if (mode_ == Mode::kRegularExpression) not_regular_expression();
  if (mode_ == Mode::kLineComment) add(Lexeme::Kind::kLineComment, begin_);
  if (mode_ == Mode::kBlockComment) add(Lexeme::Kind::kBlockComment, begin_);
  drop_open_templates();
  return std::move(lexemes_);
}

void Lexer::lex(std::string_view text) {
  begin_of_text_ += text_.size();
  text_ = text;
  pos_ = 0;
  run();
  if (mode_ != Mode::kRegularExpression) return;
  expression_before_ += text_.substr(expression_);
  expression_ = 0;
}

void Lexer::run() {
  // In a template the end has to be seen, too: without it, it is none.
  const auto is_wanted = [this] {
    return mode_ != Mode::kCode || offset() <= last_ || substitutions_ > 0;
  };
  while (pos_ < text_.size() && is_wanted()) next();
}

void Lexer::next() {
  switch (mode_) {
    case Mode::kStart:
      return start();
    case Mode::kCode:
      return code();
    case Mode::kName:
      return name();
    case Mode::kSlash:
      return slash();
    case Mode::kLineComment:
      return line_comment();
    case Mode::kBlockComment:
      return block_comment();
    case Mode::kString:
      return string();
    case Mode::kTemplate:
      return template_piece();
    case Mode::kRegularExpression:
      return regular_expression();
  }
}

// A byte order mark, and a line that begins with #!.
void Lexer::start() {
  if (offset() == 0 && text_.starts_with(kByteOrderMark)) {
    pos_ += kByteOrderMark.size();
    return;
  }
  if (half_ == '\0' && text_[pos_] == '#') {
    half_ = text_[pos_];
    begin_ = offset();
    ++pos_;
    return;
  }
  const bool is_comment = half_ == '#' && text_[pos_] == '!';
  if (half_ == '#') before_ = is_comment ? Before::kStatement : Before::kOperator;
  half_ = '\0';
  mode_ = is_comment ? Mode::kLineComment : Mode::kCode;
}

void Lexer::code() {
  const char c = text_[pos_];
  const char half = std::exchange(half_, '\0');
  if (const std::size_t space = white_space_at(text_, pos_)) {
    pos_ += space;
    while (pos_ < text_.size() && is_ascii_white_space(text_[pos_])) ++pos_;
    return;
  }
  if (is_name_char(c)) {
    word_.clear();
    mode_ = Mode::kName;
    return name();
  }
  begin_ = offset();
  ++pos_;
  if (c == '"' || c == '\'') {
    quote_ = c;
    mode_ = Mode::kString;
  } else if (c == '`') {
    begin_template_piece(begin_);
  } else if (c == '/') {
    in_element_ = half == '<';
    mode_ = Mode::kSlash;
  } else {
    punctuator(c, half);
  }
}

void Lexer::name() {
  const std::size_t begin = pos_;
  while (pos_ < text_.size() && is_name_char(text_[pos_]) &&
         (is_ascii(text_[pos_]) || white_space_at(text_, pos_) == 0)) {
    ++pos_;
  }
  word_ += text_.substr(begin, std::min(pos_ - begin, kLongestWord + 1 - word_.size()));
  if (pos_ < text_.size()) end_name();
}

void Lexer::end_name() {
  mode_ = Mode::kCode;
  if (before_ == Before::kDot || word_.size() < 2 || word_.size() > kLongestWord) {
    before_ = Before::kOperand;
  } else if (is_one_of(kHeadWords, word_)) {
    before_ = Before::kHeadWord;
  } else if (is_one_of(kBlockWords, word_)) {
    before_ = Before::kStatement;
  } else {
    before_ = is_one_of(kOperatorWords, word_) ? Before::kOperator : Before::kOperand;
  }
}

void Lexer::slash() {
  const char c = text_[pos_];
  if (c == '/') {
    mode_ = Mode::kLineComment;
  } else if (c == '*') {
    ++pos_;
    mode_ = Mode::kBlockComment;
  } else if (may_begin_expression(c)) {
    begin_regular_expression();
  } else {
    before_ = Before::kOperator;
    mode_ = Mode::kCode;
  }
}

void Lexer::line_comment() {
  pos_ = find_terminator(text_, pos_);
  if (pos_ < text_.size()) end(Lexeme::Kind::kLineComment, before_);
}

void Lexer::block_comment() {
  std::size_t end_of_comment = pos_;
  if (half_ == '*' && text_[pos_] == '/') {
    end_of_comment += 1;
  } else {
    const std::size_t closer = text_.find("*/", pos_);
    if (closer == std::string_view::npos) {
      half_ = text_.back() == '*' ? '*' : '\0';
      pos_ = text_.size();
      return;
    }
    end_of_comment = closer + 2;
  }
  pos_ = end_of_comment;
  end(Lexeme::Kind::kBlockComment, before_);
}

void Lexer::string() {
  for (; pos_ < text_.size(); ++pos_) {
    const char c = text_[pos_];
    const Escape escape = std::exchange(escape_, Escape::kNone);
    if (escape == Escape::kNext) {
      if (c == '\r') escape_ = Escape::kAfterCr;
    } else if (escape == Escape::kAfterCr && c == '\n') {
      continue;
    } else if (c == quote_) {
      ++pos_;
      return end(Lexeme::Kind::kString, Before::kOperand);
    } else if (c == '\n' || c == '\r') {
      mode_ = Mode::kCode;
      before_ = Before::kOperand;
      return;
    } else if (c == '\\') {
      escape_ = Escape::kNext;
    }
  }
}

// From the template's opening backtick, or the } of a substitution, on.
void Lexer::begin_template_piece(std::size_t literal) {
  literal_ = literal;
  mode_ = Mode::kTemplate;
}

void Lexer::template_piece() {
  for (; pos_ < text_.size(); ++pos_) {
    const char c = text_[pos_];
    const char half = std::exchange(half_, '\0');
    if (escape_ != Escape::kNone) {
      escape_ = Escape::kNone;
    } else if (c == '`') {
      ++pos_;
      return end(Lexeme::Kind::kTemplate, Before::kOperand);
    } else if (c == '{' && half == '$') {
      ++pos_;
      end(Lexeme::Kind::kTemplate, Before::kOperator);
      return open(Bracket::kSubstitution, literal_);
    } else if (c == '\\') {
      escape_ = Escape::kNext;
    } else if (c == '$') {
      half_ = c;
    }
  }
}

bool Lexer::may_begin_expression(char next) const {
  if (in_element_ || begin_ < no_regular_expression_until_) return false;
  // <a {...b} />
  if (before_ == Before::kStatement) return next != '>';
  return before_ == Before::kOperator;
}

void Lexer::begin_regular_expression() {
  mode_ = Mode::kRegularExpression;
  in_class_ = false;
  escape_ = Escape::kNone;
  expression_ = pos_;
  expression_before_.clear();
}

void Lexer::regular_expression() {
  for (; pos_ < text_.size(); ++pos_) {
    const char c = text_[pos_];
    if (terminator_at(text_, pos_) != 0 || offset() - begin_ == kLongestExpression) {
      return not_regular_expression();
    }
    if (std::exchange(escape_, Escape::kNone) != Escape::kNone) continue;
    if (c == '/' && !in_class_) {
      ++pos_;
      return end(Lexeme::Kind::kRegularExpression, Before::kOperand);
    }
    if (c == '[') in_class_ = true;
    if (c == ']') in_class_ = false;
    if (c == '\\') escape_ = Escape::kNext;
  }
}

// The line, or as much as such a literal may have, ends before it does: the slash divides. What was
// looked through in vain is read as code, and not looked through again.
void Lexer::not_regular_expression() {
  no_regular_expression_until_ = offset();
  before_ = Before::kOperator;
  mode_ = Mode::kCode;
  escape_ = Escape::kNone;
  pos_ = expression_;
  if (expression_before_.empty()) return;
  const std::string before = std::exchange(expression_before_, {});
  const std::string_view text = std::exchange(text_, before);
  begin_of_text_ -= before.size();
  run();
  begin_of_text_ += before.size();
  text_ = text;
  pos_ = 0;
}

void Lexer::punctuator(char c, char half) {
  switch (c) {
    case '(':
      open(before_ == Before::kHeadWord ? Bracket::kHead : Bracket::kGroup);
      before_ = Before::kOperator;
      break;
    case '[':
      open(Bracket::kGroup);
      before_ = Before::kOperator;
      break;
    case '{':
      open(before_ == Before::kOperator ? Bracket::kObject : Bracket::kBlock);
      before_ = before_ == Before::kOperator ? Before::kOperator : Before::kStatement;
      break;
    case ')':
    case ']':
      close_group();
      break;
    case '}':
      close_braces();
      break;
    case ';':
      before_ = Before::kStatement;
      break;
    case '.':
      before_ = Before::kDot;
      break;
    default:
      if (c == '>' && half == '=') {
        before_ = Before::kStatement;
      } else if ((c == '+' || c == '-') && half == c) {
        before_ = before_sign_;  // what stands before it still tells whether a '/' divides
      } else {
        before_sign_ = before_;
        before_ = Before::kOperator;
        half_ = c;
      }
  }
}

void Lexer::open(Bracket bracket, std::size_t literal) {
  const bool is_bounded = records_ == Records::kNothing || !around_.empty();
  if (is_bounded && open_.size() == kDeepest) {
    open_.clear();
    substitutions_ = 0;
  }
  open_.push_back({bracket, literal});
  if (bracket == Bracket::kSubstitution) ++substitutions_;
}

void Lexer::close_group() {
  const bool fits = !open_.empty() && (open_.back().bracket == Bracket::kGroup ||
                                       open_.back().bracket == Bracket::kHead);
  before_ = fits && open_.back().bracket == Bracket::kHead ? Before::kStatement : Before::kOperand;
  if (fits) open_.pop_back();
}

// A } closes what is left open inside its braces too. If it ends the substitution of a template,
// the template goes on.
void Lexer::close_braces() {
  const auto brace = std::find_if(open_.rbegin(), open_.rend(), [](const Open& each) {
    return each.bracket != Bracket::kGroup && each.bracket != Bracket::kHead;
  });
  before_ = Before::kStatement;
  if (brace == open_.rend()) {
    open_.clear();
    return;
  }
  const Open closed = *brace;
  open_.erase(std::prev(brace.base()), open_.end());
  if (closed.bracket == Bracket::kSubstitution) {
    --substitutions_;
    begin_template_piece(closed.literal);
  } else if (closed.bracket == Bracket::kObject) {
    before_ = Before::kOperand;
  }
}

void Lexer::end(Lexeme::Kind kind, Before before) {
  add(kind, kind == Lexeme::Kind::kTemplate ? literal_ : begin_);
  mode_ = Mode::kCode;
  before_ = before;
  half_ = '\0';
}

void Lexer::add(Lexeme::Kind kind, std::size_t literal) {
  if (records_ != Records::kLexemes) return;
  if (!around_.empty()) {
    const auto first = std::ranges::lower_bound(around_, begin_);
    if (first == around_.end() || *first >= offset()) return;
  }
  lexemes_.push_back({begin_, offset(), literal, kind});
}

// Pieces of a template that is never closed were taken for such in vain.
void Lexer::drop_open_templates() {
  std::set<std::size_t> literals;
  if (mode_ == Mode::kTemplate) literals.insert(literal_);
  for (const Open& each : open_) {
    if (each.bracket == Bracket::kSubstitution) literals.insert(each.literal);
  }
  if (literals.empty()) return;
  std::erase_if(lexemes_, [&](const Lexeme& each) {
    return each.kind == Lexeme::Kind::kTemplate && literals.contains(each.literal);
  });
}

std::vector<Lexeme> lex_javascript(std::string_view text, std::size_t last) {
  Lexer lexer(Lexer::Records::kLexemes, last);
  lexer.read(text);
  return std::move(lexer).finish();
}

bool may_open_literal(std::string_view text, std::size_t from, std::size_t to) {
  const std::string_view before = text.substr(from, to - from);
  if (before.find('`') != std::string_view::npos) return true;
  // Only a template goes on beyond its line, but for a terminator that is escaped.
  const std::size_t terminator = before.find_last_of("\r\n");
  const std::size_t line = terminator == std::string_view::npos ? 0 : terminator + 1;
  if (find_any<'\'', '"', '/'>(before, line, before.size()) < before.size()) return true;
  if (line == 0) return false;
  return before.substr(0, terminator).ends_with('\\') || before.substr(0, line).ends_with("\\\r\n");
}

}  // namespace iftrue
