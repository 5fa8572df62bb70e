// A light lexer of JavaScript and TypeScript. It finds the comments of a text and its string,
// template and regular-expression literals. Directives are found without it, in any language
// (scanner.h): warnings use it, and the layout compact, which must know where a blank does no harm.
//
// It does not parse. It decides from the preceding text whether a '/' divides or begins a regular
// expression. It reads JSX as JavaScript: an apostrophe or a backtick in the text of an element
// opens a literal. A quote that is not closed on its line does not begin a literal, nor does a
// backtick that is never closed, nor a slash whose regular expression is not closed on its line and
// within 64 KiB.
//
// The text may come in pieces, cut anywhere; the answers are the same. place() tells where the text
// that was read so far ends, from that text alone: behind a quote that will not be closed, it is a
// literal up to the end of the line.
//
// Time is linear in the text. Memory is linear in the number of lexemes that are asked for and of
// open brackets; without lexemes it is bounded.

#ifndef IFTRUE_ENGINE_LEXER_H_
#define IFTRUE_ENGINE_LEXER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

struct Lexeme {
  enum class Kind : std::uint8_t {
    kLineComment,        // without its terminator
    kBlockComment,       // to the end of the text where it is never closed
    kString,             // with its quotes
    kTemplate,           // a piece: `…`, `…${, }…${ or }…`
    kRegularExpression,  // with its slashes, without its flags
  };
  std::size_t begin;  // bytes
  std::size_t end;
  std::size_t literal;  // where the whole begins of which this may be a piece
  Kind kind;
  friend bool operator==(const Lexeme &, const Lexeme &) = default;
};

class Lexer {
 public:
  enum class Records : std::uint8_t { kNothing, kLexemes };

  // What begins after `last` need not be recorded.
  explicit Lexer(Records records, std::size_t last = std::string_view::npos)
      : records_(records), last_(last) {}

  // Records only the lexemes around these offsets, of which there is at least one. They are in
  // order and outlive this.
  explicit Lexer(std::span<const std::size_t> offsets)
      : records_(Records::kLexemes), last_(offsets.back()), around_(offsets) {}

  // The next piece of the text.
  void read(std::string_view piece);

  enum class Place : std::uint8_t { kCode, kComment, kLiteral };

  // Where the text ends that was read. Of a token it may be the middle.
  [[nodiscard]] Place place() const;

  // There is no more text. In the order of the text, apart from each other.
  [[nodiscard]] std::vector<Lexeme> finish() &&;

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

  // What goes on at the beginning of the next piece.
  enum class Mode : std::uint8_t {
    kStart,  // of the text
    kCode,
    kName,
    kSlash,  // what it begins, the next character tells
    kLineComment,
    kBlockComment,
    kString,
    kTemplate,
    kRegularExpression,
  };

  // What a backslash in a literal makes of the next character.
  enum class Escape : std::uint8_t {
    kNone,
    kNext,
    kAfterCr,  // of a CR LF the second half, too
  };

  void lex(std::string_view text);
  void run();
  void next();
  [[nodiscard]] std::size_t offset() const { return begin_of_text_ + pos_; }

  // By mode. Each goes on to the end of the text at most.
  void start();
  void code();
  void name();
  void slash();
  void line_comment();
  void block_comment();
  void string();
  void template_piece();
  void regular_expression();

  void end_name();
  void punctuator(char c, char half);
  void begin_template_piece(std::size_t literal);
  void begin_regular_expression();
  void not_regular_expression();
  [[nodiscard]] bool may_begin_expression(char next) const;

  void open(Bracket bracket, std::size_t literal = 0);
  void close_group();
  void close_braces();

  void end(Lexeme::Kind kind, Before before);
  void add(Lexeme::Kind kind, std::size_t literal);
  void drop_open_templates();

  Records records_;
  std::size_t last_;
  std::span<const std::size_t> around_;  // all lexemes are recorded where it is empty
  std::string cut_;  // a white space character of several bytes of which some are still missing

  std::string_view text_;  // of the piece
  std::size_t begin_of_text_ = 0;
  std::size_t pos_ = 0;  // in it

  Mode mode_ = Mode::kStart;
  Before before_ = Before::kStatement;
  Before before_sign_ = Before::kStatement;  // what stood before a sign, of which there may be two
  char half_ = '\0';  // the character right before, if it may be half of two that belong together
  std::size_t begin_ = 0;    // of the token
  std::size_t literal_ = 0;  // of the template
  std::string word_;         // the name, or enough of it to tell that it is a long one
  char quote_ = '\0';
  Escape escape_ = Escape::kNone;
  bool in_class_ = false;    // of a regular expression
  bool in_element_ = false;  // the slash comes after a '<' (JSX)

  // What follows a slash and may be no regular expression: where in text_, and what was before.
  std::size_t expression_ = 0;
  std::string expression_before_;
  std::size_t no_regular_expression_until_ = 0;

  std::vector<Open> open_;
  std::size_t substitutions_ = 0;  // of the open
  std::vector<Lexeme> lexemes_;
};

// In the order of the text, apart from each other. Those that begin after `last` may be missing.
[[nodiscard]] std::vector<Lexeme> lex_javascript(std::string_view text,
                                                 std::size_t last = std::string_view::npos);

// Whether a literal may begin in [from, to) and go on at `to`, as far as its quotes tell: a
// question that takes no lexing, and in most texts has the answer no.
[[nodiscard]] bool may_open_literal(std::string_view text, std::size_t from, std::size_t to);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_LEXER_H_
