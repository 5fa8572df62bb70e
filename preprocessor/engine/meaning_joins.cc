// W107 in the layout loader, which leaves nothing where something was removed.

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "engine/joints.h"
#include "engine/lexer.h"
#include "engine/meaning.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// How far ahead is looked for text on the joined line.
constexpr std::size_t kLookAhead = 1024;

constexpr std::string_view kJoinsTokens = "joins two tokens; the layout compact keeps them apart";
constexpr std::string_view kJoinsLines = "joins two lines; the layout compact keeps them apart";

// The first character that is kept on the line and is no blank.
std::optional<char> text_on_line(KeptCursor cursor) {
  for (std::size_t i = 0; i < kLookAhead && !cursor.done(); ++i) {
    if (cursor.at_removal()) {
      cursor.pass_removal();
      continue;
    }
    if (terminator_at(cursor.stretch(), 0) > 0) return std::nullopt;
    const char c = cursor.take();
    if (!is_blank(c)) return c;
  }
  return std::nullopt;
}

class Joins {
 public:
  Joins(Language language, Judged& judged) : language_(language), judged_(judged) {}

  void run() {
    KeptCursor cursor = judged_.cursor();
    while (!cursor.done()) {
      if (!cursor.at_removal()) {
        keep(cursor.take_stretch());
        continue;
      }
      const Span removed = cursor.pass_removal();
      if (!cursor.done()) join(removed, cursor);
    }
    report();
  }

 private:
  enum class Kind : std::uint8_t {
    kTokens,
    kLines,
    kStatements,  // lines of which the second would be one with the first
  };

  struct Join {
    Span removed;
    std::size_t at;  // in the output
    Kind kind;
  };

  void keep(std::string_view stretch) {
    output_ += stretch;
    const std::size_t line = last_line_start(stretch);
    if (line > 0) {
      last_ = '\0';
      in_slashes_ = false;
    }
    for (const char c : stretch.substr(line)) {
      if (is_blank(c)) continue;
      // In url(http://a) they begin no comment.
      in_slashes_ = in_slashes_ || (c == '/' && last_ == '/' && before_last_ != ':');
      before_last_ = last_;
      last_ = c;
    }
  }

  void join(const Span& removed, const KeptCursor& after) {
    const bool is_javascript = language_ == Language::kJavaScript;
    if (is_javascript && joints_.needs_blank(output_, after.stretch().front())) {
      joins_.push_back({removed, output_.size(), Kind::kTokens});
      return;
    }
    const std::string_view gone = judged_.text().substr(removed.begin, removed.end - removed.begin);
    if (last_ == '\0' || find_terminator(gone, 0) == gone.size()) return;
    const auto next = text_on_line(after);
    if (!next) return;
    const bool is_harmless = language_ == Language::kScss && !in_slashes_;
    if (is_harmless) return;
    const bool is_apart = is_one_of(last_, ";{([,") || is_one_of(*next, ")],;}");
    joins_.push_back({removed, output_.size(), is_apart ? Kind::kLines : Kind::kStatements});
  }

  void report() {
    std::vector<Lexeme> lexemes;
    if (language_ == Language::kJavaScript && !joins_.empty()) {
      lexemes = lex_javascript(output_, joins_.back().at);
    }
    for (const Join& join : joins_) {
      if (join.kind == Kind::kTokens) {
        judged_.add(join.removed, kJoinsTokens);
      } else if (language_ != Language::kJavaScript || means_other(join, lexemes)) {
        judged_.add(join.removed, kJoinsLines);
      }
    }
  }

  // A // comment goes on over what follows. In code it depends; elsewhere W106 speaks of it.
  static bool means_other(const Join& join, const std::vector<Lexeme>& lexemes) {
    const auto after = std::ranges::lower_bound(lexemes, join.at, {}, &Lexeme::begin);
    const bool is_inside = after != lexemes.begin() && std::prev(after)->end > join.at;
    return is_inside ? std::prev(after)->kind == Lexeme::Kind::kLineComment
                     : join.kind == Kind::kStatements;
  }

  Language language_;
  Judged& judged_;
  std::string output_;
  Joints joints_;
  std::vector<Join> joins_;
  char last_ = '\0';  // on the line of the output, but for blanks; none if it has no text
  char before_last_ = '\0';
  bool in_slashes_ = false;  // the line has // in it
};

}  // namespace

void judge_joins(Language language, Judged& judged) { Joins(language, judged).run(); }

}  // namespace iftrue
