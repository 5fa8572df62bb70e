// W107 in CSS, SCSS, Less and WXSS.

#include <optional>

#include "engine/meaning.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// How far ahead is looked for what tells a selector from a value.
constexpr std::size_t kLookAhead = 1024;

class Style {
 public:
  Style(KeptCursor& cursor, StyleComments comments, Judged& judged)
      : cursor_(cursor), comments_(comments), judged_(judged) {}

  // To the end of the text or to </style.
  void run() {
    while (!cursor_.done()) {
      if (cursor_.at_removal()) {
        removal();
      } else if (state_ == State::kCode && cursor_.stretch().starts_with("</style")) {
        return;
      } else {
        step();
      }
    }
  }

 private:
  enum class State : std::uint8_t { kCode, kBlockComment, kLineComment, kString };

  void step() {
    const std::string_view stretch = cursor_.stretch();
    switch (state_) {
      case State::kBlockComment:
        if (stretch.starts_with("*/")) {
          cursor_.take();
          state_ = State::kCode;
        }
        cursor_.take();
        return;
      case State::kLineComment:
        if (is_one_of(cursor_.take(), "\r\n")) {
          state_ = State::kCode;
          last_ = '\n';
        }
        return;
      case State::kString:
        if (stretch.size() > 1 && stretch.front() == '\\') {
          cursor_.take();
        } else if (stretch.front() == quote_ || is_one_of(stretch.front(), "\r\n")) {
          state_ = State::kCode;
        }
        last_ = cursor_.take();
        return;
      case State::kCode:
        break;
    }
    if (stretch.starts_with("/*")) {
      cursor_.take();
      cursor_.take();
      state_ = State::kBlockComment;
      return;
    }
    // In url(http://a) it is no comment.
    if (comments_ == StyleComments::kBlockAndSlashes && stretch.starts_with("//") && last_ != ':') {
      state_ = State::kLineComment;
      return;
    }
    last_ = cursor_.take();
    if (is_quote(last_)) {
      quote_ = last_;
      state_ = State::kString;
    }
  }

  void removal() {
    const Span removed = cursor_.pass_removal();
    if (!judged_.leaves_white_space(removed)) return;
    if (state_ == State::kString) {
      judged_.add_white_space(removed, "inside a string");
    } else if (state_ == State::kCode && matters()) {
      judged_.add_white_space(removed, "inside a selector or a value");
    }
  }

  // Whether white space here means something.
  [[nodiscard]] bool matters() const {
    const std::optional<char> next = next_after_comments();
    if (last_ == '\0' || !next) return false;
    if (is_ascii_white_space(last_) || is_ascii_white_space(*next)) return false;
    if (is_quote(last_) || is_quote(*next)) return false;
    if (is_one_of(last_, "{};,(>~") || is_one_of(*next, "{};,)>~!")) return false;
    return (last_ != ':' && *next != ':') || in_selector();
  }

  [[nodiscard]] std::optional<char> next_after_comments() const {
    KeptCursor ahead = cursor_;
    bool in_comment = false;
    for (std::size_t i = 0; i < kLookAhead && !ahead.done(); ++i) {
      if (ahead.at_removal()) {
        ahead.pass_removal();
        continue;
      }
      const std::string_view stretch = ahead.stretch();
      if (in_comment ? stretch.starts_with("*/") : stretch.starts_with("/*")) {
        in_comment = !in_comment;
        ahead.take();
      } else if (!in_comment) {
        return stretch.front();
      }
      ahead.take();
    }
    return std::nullopt;
  }

  // A block follows, not the end of a declaration.
  [[nodiscard]] bool in_selector() const {
    KeptCursor ahead = cursor_;
    char last = '\0';
    bool interpolates = false;  // #{…} of SCSS
    for (std::size_t i = 0; i < kLookAhead && !ahead.done(); ++i) {
      if (ahead.at_removal()) {
        ahead.pass_removal();
        continue;
      }
      const char c = ahead.take();
      if (interpolates) {
        interpolates = c != '}';
      } else if (c == '{' && last == '#') {
        interpolates = true;
      } else if (is_one_of(c, "{;}")) {
        return c == '{';
      }
      last = c;
    }
    return false;
  }

  KeptCursor& cursor_;
  StyleComments comments_;
  Judged& judged_;
  State state_ = State::kCode;
  char quote_ = '\0';
  char last_ = '\0';  // kept outside comments
};

}  // namespace

void judge_style(KeptCursor& cursor, StyleComments comments, Judged& judged) {
  Style(cursor, comments, judged).run();
}

}  // namespace iftrue
