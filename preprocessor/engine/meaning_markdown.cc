// W107 in Markdown.

#include <algorithm>
#include <optional>

#include "engine/meaning.h"
#include "engine/text.h"

namespace iftrue {
namespace {

constexpr std::size_t kCodeIndent = 4;  // CommonMark, section 4.4
constexpr std::string_view kFence = "```";

bool begins_block(std::string_view line) {
  if (line.starts_with(kFence)) return true;
  if (!line.empty() && std::string_view("-*+#>|").find(line.front()) != std::string_view::npos) {
    return true;
  }
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
}

class Markdown {
 public:
  explicit Markdown(Judged& judged) : judged_(judged), cursor_(judged.cursor()) {}

  void run() {
    while (!cursor_.done()) {
      if (cursor_.at_removal()) {
        removal();
      } else if (const std::size_t size = terminator_at(cursor_.stretch(), 0); size > 0) {
        for (std::size_t i = 0; i < size; ++i) last_ = cursor_.take();
        last_ = '\n';
        end_line();
      } else {
        step();
      }
    }
  }

 private:
  void step() {
    const std::string_view stretch = cursor_.stretch();
    if (!has_text_ && !is_blank(stretch.front())) begin_text(stretch);
    if (!has_text_) ++indent_;
    last_ = cursor_.take();
  }

  // The first character on its line that is kept and no blank.
  void begin_text(std::string_view stretch) {
    has_text_ = true;
    const bool is_fence = stretch.starts_with(kFence);
    const bool is_judged = !in_fence_ && before_ && !moves_text(judged_.layout());
    if (is_fence) in_fence_ = !in_fence_;
    if (!is_judged || indent_ >= kCodeIndent) return;
    if (!after_blank_line_ && !begins_block(stretch)) return;
    if (utf16_units(judged_.text().substr(line_begin_, cursor_.pos() - line_begin_)) <
        kCodeIndent) {
      return;
    }
    judged_.add(*before_,
                "moves the start of its line to the right, where Markdown reads code or more of "
                "the line above; give the file the layout compact");
  }

  void end_line() {
    after_blank_line_ = !has_text_;
    begin_line(cursor_.pos());
  }

  void begin_line(std::size_t begin) {
    line_begin_ = begin;
    has_text_ = false;
    before_.reset();
    indent_ = 0;
  }

  void removal() {
    const Span removed = cursor_.pass_removal();
    const std::string_view gone = judged_.text().substr(removed.begin, removed.end - removed.begin);
    const char next = cursor_.done() ? '\n' : cursor_.stretch().front();
    const bool is_in_word = has_text_ && !in_fence_ && !is_ascii_white_space(last_) &&
                            !is_ascii_white_space(next) && last_ != '>' && next != '<' &&
                            last_ != '|' && next != '|';
    if (is_in_word && judged_.leaves_white_space(removed)) {
      judged_.add_white_space(removed, "inside a word");
    }
    // Of several lines, the last goes on here, and the one before it is blank unless it is the
    // first.
    const std::size_t last_line = last_line_start(gone);
    if (last_line > 0) {
      const bool is_one =
          find_terminator(gone, 0) + terminator_at(gone, find_terminator(gone, 0)) == last_line;
      after_blank_line_ = !is_one || !has_text_;
      begin_line(removed.begin + last_line);
    }
    if (!has_text_ && !before_) before_ = removed;
  }

  Judged& judged_;
  KeptCursor cursor_;
  std::size_t line_begin_ = 0;
  std::size_t indent_ = 0;      // kept blanks before the text of the line
  std::optional<Span> before_;  // the first removal before the text of the line
  bool has_text_ = false;       // on the line so far
  bool after_blank_line_ = true;
  bool in_fence_ = false;
  char last_ = '\n';
};

}  // namespace

void judge_markdown(Judged& judged) { Markdown(judged).run(); }

}  // namespace iftrue
