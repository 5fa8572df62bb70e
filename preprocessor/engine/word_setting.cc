#include "engine/word_setting.h"

#include <algorithm>
#include <string_view>

#include "engine/directive.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// Longer ornament is none.
constexpr std::size_t kLongestRun = 256;

constexpr std::string_view kQuotes = "'\"`";

}  // namespace

// The blanks and the ornament directly before a word.
struct WordSettings::Run {
  std::size_t begin;
  std::string_view text;
  char before;        // 0 at the beginning of a line
  bool opens_markup;  // it begins with the !-- of <!--
  [[nodiscard]] bool begins_line() const { return before == 0; }
};

WordSettings::Run WordSettings::run_before(const Window& window, std::size_t word) {
  std::size_t begin = word;
  const std::size_t lowest = std::max(window.begin(), word - std::min(word, kLongestRun));
  while (begin > lowest && kOrnament.find(window[begin - 1]) != std::string_view::npos) --begin;
  Run run{begin, window.text(begin, word), 0, false};
  const std::string_view before = window.text_before(begin);
  const bool begins_line = begin == 0 || before.ends_with('\n') || before.ends_with('\r') ||
                           before.ends_with("\u2028") || before.ends_with("\u2029") ||
                           (begin == kByteOrderMark.size() && before == kByteOrderMark);
  if (!begins_line) run.before = before.empty() ? '\t' : before.back();
  run.opens_markup = run.before == '<' && run.text.starts_with("!--");
  return run;
}

// The line up to the run, but not farther back than ornament is looked for.
std::string_view WordSettings::line_before(const Window& window, const Run& run) {
  const std::size_t lowest = std::max(window.begin(), run.begin - std::min(run.begin, kLongestRun));
  std::string_view line = window.text(lowest, run.begin);
  line.remove_prefix(last_line_start(line));
  return line;
}

// Whether a comment that is opened on the line goes on up to its end: /* a // b */.
bool WordSettings::is_in_comment(std::string_view line) {
  const std::size_t opened = line.rfind(opener(CommentKind::kBlock));
  return opened != std::string_view::npos &&
         line.find(closer(CommentKind::kBlock), opened) == std::string_view::npos;
}

// Whether the line ends with a quote that opens a string.
bool WordSettings::opens_string(std::string_view line) {
  if (line.empty() || kQuotes.find(line.back()) == std::string_view::npos) return false;
  return std::ranges::count(line, line.back()) % 2 == 1;
}

bool WordSettings::begins_line(const Window& window, std::size_t word) {
  return run_before(window, word).begins_line();
}

std::optional<WordSetting> WordSettings::of(const Window& window, std::size_t word) {
  const Run run = run_before(window, word);
  enum class In : std::uint8_t { kCode, kLineComment, kBlock, kMarkup };
  In in = run.opens_markup ? In::kMarkup : In::kCode;
  bool adorned = false;
  bool closed = false;  // by what a comment ended
  bool hash = false;
  for (std::size_t pos = run.opens_markup ? 3 : 0; pos < run.text.size();) {
    const std::string_view rest = run.text.substr(pos);
    const char before = pos > 0 ? run.text[pos - 1] : run.before;
    const bool after_blank = before == 0 || is_blank(before);
    if (in == In::kCode && rest.starts_with("//")) {
      // Not in an address or a path.
      const bool begins = language_ == Language::kJavaScript ? before != ':' : after_blank;
      if (!begins) return std::nullopt;
      in = In::kLineComment;
      pos += 2;
    } else if (in == In::kCode && rest.starts_with(opener(CommentKind::kBlock))) {
      in = In::kBlock;
      adorned = false;
      pos += opener(CommentKind::kBlock).size();
    } else if (in != In::kMarkup && in != In::kLineComment &&
               rest.starts_with(closer(CommentKind::kBlock))) {
      in = In::kCode;
      closed = true;
      pos += closer(CommentKind::kBlock).size();
    } else {
      hash = hash || (in == In::kCode && rest.front() == '#' && after_blank);
      adorned = adorned || !is_blank(rest.front());
      ++pos;
    }
  }
  if (in == In::kBlock || in == In::kMarkup) {
    return adorned ? WordSetting::kComment : WordSetting::kDirective;
  }
  if (in == In::kLineComment) {
    const std::string_view line = line_before(window, run);
    if ((!closed && is_in_comment(line)) || opens_string(line)) return std::nullopt;
    return WordSetting::kLineComment;
  }
  if (closed) return std::nullopt;
  if (hash && language_ != Language::kJavaScript) return WordSetting::kHash;
  if (!run.begins_line()) return std::nullopt;
  if (adorned && language_ != Language::kJavaScript) return WordSetting::kComment;
  return in_line(window, run, word);
}

std::optional<WordSetting> WordSettings::in_line(const Window& window, const Run& run,
                                                 std::size_t word) {
  const auto comment = comment_around(window, run.begin);
  if (!comment) return std::nullopt;
  const bool is_first = window.skip_white_space(*comment) == word;
  return is_first ? WordSetting::kDirective : WordSetting::kComment;
}

std::optional<std::size_t> WordSettings::comment_around(const Window& window, std::size_t pos) {
  const std::size_t lowest = std::max(window.begin(), pos - std::min(pos, kLookBehind));
  const std::size_t from = std::max(lowest, searched_);
  const std::string_view before = window.text(from, pos);
  std::size_t last = 0;  // the end of the last delimiter, in `before`
  std::optional<std::size_t> opened;
  for (const CommentKind comment : {CommentKind::kBlock, CommentKind::kMarkup}) {
    const auto see = [&](std::string_view delimiter, bool opens) {
      const std::size_t at = before.rfind(delimiter);
      if (at == std::string_view::npos || at + delimiter.size() <= last) return;
      last = at + delimiter.size();
      opened = opens ? std::optional(from + last) : std::nullopt;
    };
    see(opener(comment), true);
    for (const std::string_view each : closers(comment)) see(each, false);
  }
  if (last > 0) opened_ = opened;
  if (opened_ && *opened_ < lowest) opened_.reset();
  searched_ = pos;
  return opened_;
}

}  // namespace iftrue
