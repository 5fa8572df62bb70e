// W107 in HTML, Vue, WXML and XML.

#include <algorithm>
#include <string>

#include "engine/meaning.h"
#include "engine/text.h"

namespace iftrue {
namespace {

constexpr std::size_t kLongestName = 32;  // that is told from others

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool starts_with_name(std::string_view text, std::string_view name) {
  return text.size() >= name.size() &&
         std::ranges::equal(text.substr(0, name.size()), name, {}, lower);
}

// A program, or declarations: what it is made of is no text.
bool is_program(std::string_view attribute) {
  return attribute.starts_with(':') || attribute.starts_with('@') || attribute.starts_with('#') ||
         attribute.starts_with("v-") || attribute.starts_with("on") || attribute == "style";
}

class Markup {
 public:
  explicit Markup(Judged& judged) : judged_(judged), cursor_(judged.cursor()) {}

  void run() {
    while (!cursor_.done()) {
      if (cursor_.at_removal()) {
        removal();
      } else {
        step();
      }
    }
  }

 private:
  enum class State : std::uint8_t { kText, kTag, kValue, kComment, kScript, kExpression };

  void step() {
    const std::string_view stretch = cursor_.stretch();
    switch (state_) {
      case State::kComment:
        if (stretch.starts_with("-->")) {
          take(2);
          state_ = State::kText;
        }
        return take(1);
      case State::kScript:
        if (stretch.starts_with("</") && starts_with_name(stretch.substr(2), element_)) {
          state_ = State::kText;
          return;
        }
        return take(1);
      case State::kExpression:
        if (stretch.starts_with("}}")) {
          take(1);
          state_ = around_;
        }
        return take(1);
      case State::kText:
        return text(stretch);
      case State::kTag:
        return tag(stretch);
      case State::kValue:
        if (begins_expression(stretch)) return;
        if (stretch.front() == quote_) {
          state_ = State::kTag;
          attribute_.clear();
        }
        return take(1);
    }
  }

  void text(std::string_view stretch) {
    if (begins_expression(stretch)) return;
    if (stretch.starts_with("<!--")) {
      state_ = State::kComment;
      return take(4);
    }
    const bool opens =
        stretch.size() > 1 && stretch.front() == '<' &&
        (is_letter(stretch[1]) || stretch[1] == '/' || stretch[1] == '!' || stretch[1] == '?');
    if (opens) {
      state_ = State::kTag;
      in_name_ = true;
      element_.clear();
      attribute_.clear();
      has_language_ = false;
      return take(1);
    }
    take(1);
  }

  void tag(std::string_view stretch) {
    const char c = stretch.front();
    if (c == '>') {
      take(1);
      return begin_content();
    }
    if (is_quote(c)) {
      quote_ = c;
      state_ = State::kValue;
    } else if (is_ascii_white_space(c)) {
      in_name_ = false;
      attribute_.clear();
    } else if (in_name_) {
      if (element_.size() < kLongestName) element_ += lower(c);
    } else if (c != '=' && attribute_.size() < kLongestName) {
      attribute_ += lower(c);
    }
    if (attribute_ == "lang") has_language_ = true;
    take(1);
  }

  void begin_content() {
    state_ = State::kText;
    if (element_ == "script" || element_ == "wxs") {
      state_ = State::kScript;
    } else if (element_ == "style") {
      judge_style(cursor_, has_language_ ? StyleComments::kBlockAndSlashes : StyleComments::kBlock,
                  judged_);
      last_ = '\0';
    }
  }

  bool begins_expression(std::string_view stretch) {
    if (!stretch.starts_with("{{")) return false;
    around_ = state_;
    state_ = State::kExpression;
    take(2);
    return true;
  }

  void take(int count) {
    for (; count > 0; --count) last_ = cursor_.take();
  }

  void removal() {
    const Span removed = cursor_.pass_removal();
    if (cursor_.done() || last_ == '\0' || !judged_.leaves_white_space(removed)) return;
    const char next = cursor_.stretch().front();
    if (is_ascii_white_space(last_) || is_ascii_white_space(next)) return;
    switch (state_) {
      case State::kText:
        if (last_ != '>' && next != '<') judged_.add_white_space(removed, "inside a word");
        break;
      case State::kTag:
        if (!is_quote(last_) && last_ != '=' && next != '=' && next != '>' && next != '/') {
          judged_.add_white_space(removed, "inside a tag");
        }
        break;
      case State::kValue:
        if (last_ != quote_ && next != quote_ && !is_program(attribute_)) {
          judged_.add_white_space(removed, "inside an attribute's value");
        }
        break;
      case State::kComment:
      case State::kScript:
      case State::kExpression:
        break;
    }
  }

  Judged& judged_;
  KeptCursor cursor_;
  State state_ = State::kText;
  State around_ = State::kText;  // an expression
  std::string element_;          // in lower case, from its beginning
  std::string attribute_;
  bool in_name_ = false;       // of the element
  bool has_language_ = false;  // the element has an attribute lang
  char quote_ = '\0';
  char last_ = '\0';
};

}  // namespace

void judge_markup(Judged& judged) { Markup(judged).run(); }

}  // namespace iftrue
