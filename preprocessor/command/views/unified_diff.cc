#include "command/views/unified_diff.h"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <unordered_map>
#include <vector>

#include "command/views/line_diff.h"

namespace iftrue {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::string_view kNoFile = "/dev/null";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// As git and patch quote it: in double quotes, if there is something to escape.
std::string quoted_path(std::string_view path) {
  std::string escaped;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      escaped += fmt::format("\\{}", c);
    } else if (byte < 0x20 || byte == 0x7F) {
      escaped += fmt::format("\\{:03o}", byte);
    } else {
      escaped += c;
    }
  }
  return escaped == path ? escaped : fmt::format("\"{}\"", escaped);
}

// A run of lines: what is kept, or what is removed and then added.
struct Edit {
  std::size_t before, after;   // where it begins, lines from 0
  std::size_t removed, added;  // lines
};

class Writer {
 public:
  Writer(const DiffSide& before, const DiffSide& after, Color color)
      : before_(lines_of(before.text ? *before.text : std::string_view())),
        after_(lines_of(after.text ? *after.text : std::string_view())),
        color_(color) {}

  std::string write(const DiffSide& before, const DiffSide& after) && {
    const bool both = before.text.has_value() && after.text.has_value();
    if (!both || before.mode != after.mode) {
      line(style::kBold,
           fmt::format("diff --git {} {}", quoted_path(before.path), quoted_path(after.path)));
      if (before.text) mode(both ? "old mode" : "deleted file mode", before);
      if (after.text) mode(both ? "new mode" : "new file mode", after);
    }
    const std::vector<Edit> edits = find_edits();
    if (edits.empty()) return std::move(out_);
    name("---", before);
    name("+++", after);
    for (auto first = edits.begin(); first != edits.end();) {
      auto last = first + 1;  // after the hunk
      while (last != edits.end() &&
             last->before - (last[-1].before + last[-1].removed) <= 2 * kContext) {
        ++last;
      }
      hunk({&*first, static_cast<std::size_t>(last - first)});
      first = last;
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::vector<Edit> find_edits() const {
    std::unordered_map<std::string_view, LineId> ids;
    const auto number = [&](const std::vector<std::string_view>& lines) {
      std::vector<LineId> numbers;
      numbers.reserve(lines.size());
      for (const std::string_view each : lines) {
        numbers.push_back(ids.emplace(each, static_cast<LineId>(ids.size())).first->second);
      }
      return numbers;
    };
    const std::vector<LineId> before = number(before_);
    const LineChanges changes = compare_lines(before, number(after_));
    std::vector<Edit> edits;
    std::size_t x = 0;
    std::size_t y = 0;
    while (x < before_.size() || y < after_.size()) {
      Edit edit{x, y, 0, 0};
      while (x < before_.size() && changes.removed[x]) ++x;
      while (y < after_.size() && changes.added[y]) ++y;
      edit.removed = x - edit.before;
      edit.added = y - edit.after;
      if (edit.removed + edit.added > 0) edits.push_back(edit);
      ++x;
      ++y;
    }
    return edits;
  }

  void hunk(std::span<const Edit> edits) {
    const Edit& first = edits.front();
    const Edit& last = edits.back();
    const std::size_t lead = std::min(kContext, first.before);
    const std::size_t end = last.before + last.removed;
    const std::size_t trail = std::min(kContext, before_.size() - end);
    line(style::kPlace, fmt::format("@@ -{} +{} @@", range(first.before - lead, end + trail),
                                    range(first.after - lead, last.after + last.added + trail)));
    std::size_t at = first.before - lead;
    for (const Edit& edit : edits) {
      for (; at < edit.before; ++at) text(' ', {}, before_[at]);
      for (; at < edit.before + edit.removed; ++at) text('-', style::kRemoved, before_[at]);
      for (std::size_t i = 0; i < edit.added; ++i) {
        text('+', style::kAdded, after_[edit.after + i]);
      }
    }
    for (; at < end + trail; ++at) text(' ', {}, before_[at]);
  }

  static std::string range(std::size_t begin, std::size_t end) {
    const std::size_t count = end - begin;
    if (count == 1) return fmt::format("{}", begin + 1);
    return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
  }

  void mode(std::string_view what, const DiffSide& side) {
    line(style::kBold, fmt::format("{} {:06o}", what, side.mode));
  }

  void name(std::string_view sign, const DiffSide& side) {
    const std::string path = side.text ? quoted_path(side.path) : std::string(kNoFile);
    // Only a tab tells patch that a blank belongs to the name.
    const bool blank = path.find(' ') != std::string::npos && !path.starts_with('"');
    line(style::kBold, fmt::format("{} {}{}", sign, path, blank ? "\t" : ""));
  }

  void text(char sign, std::string_view code, std::string_view whole) {
    const bool terminated = whole.ends_with('\n');
    if (terminated) whole.remove_suffix(1);
    line(code, fmt::format("{}{}", sign, whole));
    if (!terminated) line({}, "\\ No newline at end of file");
  }

  void line(std::string_view code, std::string_view content) {
    const bool colored = color_ == Color::kAlways && !code.empty();
    if (colored) out_ += code;
    out_ += content;
    if (colored) out_ += style::kReset;
    out_ += '\n';
  }

  std::vector<std::string_view> before_;
  std::vector<std::string_view> after_;
  Color color_;
  std::string out_;
};

}  // namespace

std::string unified_diff(const DiffSide& before, const DiffSide& after, Color color) {
  const bool same_mode = !before.text || !after.text || before.mode == after.mode;
  if (before.text == after.text && same_mode) return {};
  return Writer(before, after, color).write(before, after);
}

}  // namespace iftrue
