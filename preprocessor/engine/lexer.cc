#include "engine/lexer.h"

#include <algorithm>
#include <array>
#include <set>

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

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Lexeme> lex(std::size_t last) && {
    if (text_.starts_with(kByteOrderMark)) pos_ = kByteOrderMark.size();
    if (rest().starts_with("#!")) line_comment();
    // In a template the end has to be seen, too: without it, it is none.
    while (pos_ < text_.size() && (pos_ <= last || substitutions_ > 0)) next();
    drop_open_templates();
    return std::move(lexemes_);
  }

 private:
  // What stands before a token, as far as it tells what the token is.
  enum class Before : std::uint8_t {
    kOperator,   // an operand follows; a '{' opens an object
    kStatement,  // a statement may follow; a '{' opens a block
    kOperand,    // an operator follows; a '{' opens a block
    kDot,        // a property's name follows
    kHeadWord,   // if, while and so on
  };

  enum class Bracket : std::uint8_t { kGroup, kHead, kBlock, kObject, kSubstitution };

  struct Open {
    Bracket bracket;
    std::size_t literal;  // of a substitution: where its template begins
  };

  [[nodiscard]] std::string_view rest() const { return text_.substr(pos_); }

  void next() {
    const char c = text_[pos_];
    if (const std::size_t space = white_space_at(text_, pos_)) {
      pos_ += space;
      while (pos_ < text_.size() && is_ascii_white_space(text_[pos_])) ++pos_;
    } else if (is_name_char(c)) {
      name();
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c == '`') {
      template_piece(pos_, pos_);
    } else if (c == '/') {
      slash();
    } else {
      punctuator(c);
    }
  }

  // What is not ASCII and no white space is taken for a letter; \ begins an escaped one.
  [[nodiscard]] static bool is_name_char(char c) {
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

  void name() {
    const std::size_t begin = pos_;
    while (pos_ < text_.size() && is_name_char(text_[pos_]) &&
           (is_ascii(text_[pos_]) || white_space_at(text_, pos_) == 0)) {
      ++pos_;
    }
    const std::string_view word = text_.substr(begin, pos_ - begin);
    constexpr std::size_t kLongest = std::string_view("instanceof").size();
    if (before_ == Before::kDot || word.size() < 2 || word.size() > kLongest) {
      before_ = Before::kOperand;
    } else if (is_one_of(kHeadWords, word)) {
      before_ = Before::kHeadWord;
    } else if (is_one_of(kBlockWords, word)) {
      before_ = Before::kStatement;
    } else {
      before_ = is_one_of(kOperatorWords, word) ? Before::kOperator : Before::kOperand;
    }
  }

  void string(char quote) {
    const std::size_t begin = pos_++;
    while (pos_ < text_.size()) {
      const char c = text_[pos_];
      if (c == quote) {
        ++pos_;
        add(Lexeme::Kind::kString, begin);
        break;
      }
      if (c == '\n' || c == '\r') break;
      pos_ += c == '\\' ? escape_size() : 1;
    }
    before_ = Before::kOperand;
  }

  // Of a backslash and what it escapes: CR LF is one.
  [[nodiscard]] std::size_t escape_size() const {
    return 1 + std::max<std::size_t>(1, terminator_at(text_, pos_ + 1));
  }

  // From the template's opening backtick, or the } of a substitution, on.
  void template_piece(std::size_t begin, std::size_t literal) {
    for (++pos_; pos_ < text_.size();) {
      if (text_[pos_] == '`') {
        ++pos_;
        add(Lexeme::Kind::kTemplate, begin, literal);
        before_ = Before::kOperand;
        return;
      }
      if (rest().starts_with("${")) {
        pos_ += 2;
        add(Lexeme::Kind::kTemplate, begin, literal);
        open(Bracket::kSubstitution, literal);
        before_ = Before::kOperator;
        return;
      }
      pos_ += text_[pos_] == '\\' ? 2 : 1;
    }
    open_templates_.insert(literal);
  }

  void slash() {
    if (rest().starts_with("//")) {
      line_comment();
    } else if (rest().starts_with("/*")) {
      const std::size_t begin = pos_;
      const std::size_t closer = text_.find("*/", pos_ + 2);
      pos_ = closer == std::string_view::npos ? text_.size() : closer + 2;
      add(Lexeme::Kind::kBlockComment, begin);
    } else if (!may_begin_expression() || !regular_expression()) {
      ++pos_;
      before_ = Before::kOperator;
    }
  }

  void line_comment() {
    const std::size_t begin = pos_;
    pos_ = find_terminator(text_, pos_);
    add(Lexeme::Kind::kLineComment, begin);
  }

  [[nodiscard]] bool may_begin_expression() const {
    const bool closes_element = pos_ > 0 && text_[pos_ - 1] == '<';  // JSX
    return !closes_element && (before_ == Before::kOperator || before_ == Before::kStatement);
  }

  // Nothing when the line ends before it does. A line is looked through in vain once only.
  bool regular_expression() {
    if (pos_ < no_regular_expression_until_) return false;
    bool in_class = false;
    for (std::size_t pos = pos_ + 1; pos < text_.size() && terminator_at(text_, pos) == 0; ++pos) {
      const char c = text_[pos];
      if (c == '/' && !in_class) {
        const std::size_t begin = pos_;
        pos_ = pos + 1;
        add(Lexeme::Kind::kRegularExpression, begin);
        before_ = Before::kOperand;
        return true;
      }
      if (c == '[') in_class = true;
      if (c == ']') in_class = false;
      if (c == '\\' && pos + 1 < text_.size() && terminator_at(text_, pos + 1) == 0) ++pos;
    }
    no_regular_expression_until_ = find_terminator(text_, pos_);
    return false;
  }

  void punctuator(char c) {
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
        if (close_braces()) return;  // a template goes on
        break;
      case ';':
        before_ = Before::kStatement;
        break;
      case '.':
        before_ = Before::kDot;
        break;
      default:
        if (rest().starts_with("=>")) {
          before_ = Before::kStatement;
          ++pos_;
        } else if (rest().starts_with("++") || rest().starts_with("--")) {
          ++pos_;  // what stands before it still tells whether a '/' divides
        } else {
          before_ = Before::kOperator;
        }
    }
    ++pos_;
  }

  void open(Bracket bracket, std::size_t literal = 0) {
    open_.push_back({bracket, literal});
    if (bracket == Bracket::kSubstitution) ++substitutions_;
  }

  void close_group() {
    const bool fits = !open_.empty() && (open_.back().bracket == Bracket::kGroup ||
                                         open_.back().bracket == Bracket::kHead);
    before_ =
        fits && open_.back().bracket == Bracket::kHead ? Before::kStatement : Before::kOperand;
    if (fits) open_.pop_back();
  }

  // A } closes what is left open inside its braces too. Whether it ends the substitution of a
  // template, whose next piece was then read.
  bool close_braces() {
    const auto brace = std::find_if(open_.rbegin(), open_.rend(), [](const Open& each) {
      return each.bracket != Bracket::kGroup && each.bracket != Bracket::kHead;
    });
    before_ = Before::kStatement;
    if (brace == open_.rend()) {
      open_.clear();
      return false;
    }
    const Open closed = *brace;
    open_.erase(std::prev(brace.base()), open_.end());
    if (closed.bracket == Bracket::kSubstitution) {
      --substitutions_;
      template_piece(pos_, closed.literal);
      return true;
    }
    if (closed.bracket == Bracket::kObject) before_ = Before::kOperand;
    return false;
  }

  void add(Lexeme::Kind kind, std::size_t begin) { add(kind, begin, begin); }
  void add(Lexeme::Kind kind, std::size_t begin, std::size_t literal) {
    lexemes_.push_back({begin, pos_, literal, kind});
  }

  // Pieces of a template that is never closed were taken for such in vain.
  void drop_open_templates() {
    for (const Open& each : open_) {
      if (each.bracket == Bracket::kSubstitution) open_templates_.insert(each.literal);
    }
    if (open_templates_.empty()) return;
    std::erase_if(lexemes_, [&](const Lexeme& each) {
      return each.kind == Lexeme::Kind::kTemplate && open_templates_.contains(each.literal);
    });
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  Before before_ = Before::kStatement;
  std::vector<Open> open_;
  std::size_t substitutions_ = 0;  // of the open
  std::set<std::size_t> open_templates_;
  std::size_t no_regular_expression_until_ = 0;
  std::vector<Lexeme> lexemes_;
};

}  // namespace

std::vector<Lexeme> lex_javascript(std::string_view text, std::size_t last) {
  return Lexer(text).lex(last);
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
