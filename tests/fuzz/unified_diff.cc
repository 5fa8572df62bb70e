// Any two texts, and one that is not there: their difference, applied to the first as POSIX and git
// describe the format, gives the second.

#include "command/views/unified_diff.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "law.h"

namespace {

using fuzz::require;
using iftrue::DiffSide;

constexpr std::size_t kContext = 3;

// Up to so many lines that differ the difference is the shortest there is: see line_diff.h.
constexpr std::size_t kShortest = 256;

// With their ends.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  bool ended = true;
  for (const char c : text) {
    if (ended) lines.emplace_back();
    lines.back() += c;
    ended = c == '\n';
  }
  return lines;
}

// The length of the longest common subsequence, by the table.
std::size_t longest_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::string& line : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row[b.size()];
}

// A name as git reads it from a header; nothing if it cannot stand there like this.
std::optional<std::string> unquoted(std::string_view name) {
  const bool quoted = name.size() >= 2 && name.starts_with('"') && name.ends_with('"');
  if (!quoted) {
    const bool plain = std::ranges::none_of(name, [](char c) {
      return static_cast<unsigned char>(c) < ' ' || c == 0x7F || c == '"' || c == '\\';
    });
    return plain ? std::optional(std::string(name)) : std::nullopt;
  }
  name = name.substr(1, name.size() - 2);
  std::string read;
  while (!name.empty()) {
    const char c = name.front();
    if (c == '"' || static_cast<unsigned char>(c) < ' ' || c == 0x7F) return std::nullopt;
    std::size_t taken = 1;
    if (c != '\\') {
      read += c;
    } else if (name.size() > 1 && (name[1] == '"' || name[1] == '\\')) {
      read += name[1];
      taken = 2;
    } else if (name.size() > 3) {
      unsigned value = 0;
      for (const char digit : name.substr(1, 3)) {
        if (digit < '0' || digit > '7') return std::nullopt;
        value = value * 8 + static_cast<unsigned>(digit - '0');
      }
      if (value > 255) return std::nullopt;
      read += static_cast<char>(value);
      taken = 4;
    } else {
      return std::nullopt;
    }
    name.remove_prefix(taken);
  }
  return read;
}

// Reads a difference line by line and applies it.
class Patch {
 public:
  Patch(std::string_view patch, const DiffSide& before, const DiffSide& after)
      : patch_(patch), old_(lines_of(before.text.value_or(""))) {
    if (before.text.has_value() != after.text.has_value()) {
      check_both_names(take_line(), before.path, after.path);
      const std::string_view kind = before.text ? "deleted file mode " : "new file mode ";
      require(take_line() == std::string(kind) + "100644", "what becomes of the file is said");
      if (patch_.empty()) return;
    }
    check_name(take_line(), "--- ", before);
    check_name(take_line(), "+++ ", after);
    require(!patch_.empty(), "names are followed by a hunk");
    while (!patch_.empty()) apply_hunk();
  }

  [[nodiscard]] std::string result() const {
    std::string text = new_text_;
    for (std::size_t i = at_; i < old_.size(); ++i) text += old_[i];
    return text;
  }

  [[nodiscard]] std::size_t changed() const { return changed_; }

 private:
  struct Range {
    std::size_t begin, count;  // lines from 0
  };

  std::string take_line() {
    const std::size_t end = patch_.find('\n');
    require(end != std::string_view::npos, "each line is ended");
    const std::string line(patch_.substr(0, end));
    patch_.remove_prefix(end + 1);
    return line;
  }

  static void check_both_names(std::string_view line, std::string_view before,
                               std::string_view after) {
    constexpr std::string_view kHead = "diff --git ";
    require(line.starts_with(kHead), "what git has in front");
    line.remove_prefix(kHead.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool here = line[i] == ' ' && unquoted(line.substr(0, i)) == before &&
                        unquoted(line.substr(i + 1)) == after;
      if (here) return;
    }
    fuzz::broken("git's line names both sides: " + std::string(line));
  }

  static void check_name(std::string_view line, std::string_view head, const DiffSide& side) {
    require(line.starts_with(head), "a side has a name");
    line.remove_prefix(head.size());
    if (!line.starts_with('"')) line = line.substr(0, line.find('\t'));
    require(unquoted(line) == (side.text ? side.path : "/dev/null"), "the name of a side");
  }

  // "12,3" or "12".
  static Range range_of(std::string_view text) {
    std::array<std::size_t, 2> numbers{0, 1};
    const std::size_t comma = std::min(text.find(','), text.size());
    std::array<std::string_view, 2> parts{text.substr(0, comma), {}};
    if (comma < text.size()) {
      parts[1] = text.substr(comma + 1);
      numbers[1] = 0;
      require(!parts[1].empty(), "a comma is followed by a number");
    }
    require(!parts[0].empty(), "a range has a number");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (const char c : parts[i]) {
        require(c >= '0' && c <= '9', "a range is a number or two");
        numbers[i] = numbers[i] * 10 + static_cast<std::size_t>(c - '0');
      }
    }
    // Of no lines, the line before is told.
    if (numbers[1] == 0) return {numbers[0], 0};
    require(numbers[0] > 0, "lines count from 1");
    return {numbers[0] - 1, numbers[1]};
  }

  void apply_hunk() {
    const std::string head = take_line();
    const std::size_t plus = head.find(" +");
    require(head.starts_with("@@ -") && plus != std::string::npos && head.ends_with(" @@"),
            "a hunk has a head");
    const Range before = range_of(std::string_view(head).substr(4, plus - 4));
    const Range after = range_of(std::string_view(head).substr(plus + 2, head.size() - plus - 5));
    require(before.begin + before.count <= old_.size(), "a hunk is of lines that are there");
    require(hunks_++ == 0 || before.begin > at_, "hunks that touch are one");
    for (; at_ < before.begin; ++at_) add(old_[at_]);
    require(new_lines_ == after.begin, "where a hunk stands in the second text");

    std::string signs;
    const std::size_t old_end = before.begin + before.count;
    const std::size_t new_end = after.begin + after.count;
    while (at_ < old_end || new_lines_ < new_end) {
      std::string line = take_line();
      require(!line.empty(), "a line has a sign");
      signs += line.front();
      line.erase(0, 1);
      if (patch_.starts_with("\\ No newline at end of file\n")) {
        static_cast<void>(take_line());
      } else {
        line += '\n';
      }
      apply_line(signs.back(), line);
    }
    require(at_ == old_end && new_lines_ == new_end, "a hunk is as long as it says");
    check_context(signs, before.begin, old_.size() - old_end);
  }

  void apply_line(char sign, const std::string& line) {
    require(sign == ' ' || sign == '-' || sign == '+', "a line is kept, removed or added");
    if (sign != ' ') ++changed_;
    if (sign != '+') require(at_ < old_.size() && old_[at_++] == line, "the lines of the first");
    if (sign != '-') add(line);
  }

  void add(const std::string& line) {
    require(new_text_.empty() || new_text_.ends_with('\n'), "only the last line is not ended");
    new_text_ += line;
    ++new_lines_;
  }

  // Three lines around the changes as far as the text has them, no more than six between two.
  static void check_context(std::string_view signs, std::size_t above, std::size_t below) {
    const std::size_t first = signs.find_first_not_of(' ');
    require(first != std::string_view::npos, "a hunk changes something");
    const std::size_t last = signs.find_last_not_of(' ');
    require(first == kContext || (first < kContext && above == 0), "the context before");
    const std::size_t trail = signs.size() - 1 - last;
    require(trail == kContext || (trail < kContext && below == 0), "the context after");
    const std::string_view changes = signs.substr(first, last + 1 - first);
    require(changes.find(std::string(2 * kContext + 1, ' ')) == std::string_view::npos,
            "what is far apart is two hunks");
    require(changes.find("+-") == std::string_view::npos, "lines are removed, then others added");
  }

  std::string_view patch_;
  std::vector<std::string> old_;
  std::size_t at_ = 0;  // in them
  std::string new_text_;
  std::size_t new_lines_ = 0;
  std::size_t hunks_ = 0;
  std::size_t changed_ = 0;
};

std::string without_colour(std::string text) {
  for (const std::string_view style :
       {iftrue::style::kBold, iftrue::style::kPlace, iftrue::style::kRemoved, iftrue::style::kAdded,
        iftrue::style::kReset}) {
    for (std::size_t at = 0; (at = text.find(style, at)) != std::string::npos;) {
      text.erase(at, style.size());
    }
  }
  return text;
}

void check(const DiffSide& before, const DiffSide& after) {
  const std::string diff = iftrue::unified_diff(before, after, iftrue::Color::kNever);
  require(diff.empty() == (before.text == after.text), "empty just where nothing differs");
  if (diff.empty()) return;
  const Patch patch(diff, before, after);
  require(patch.result() == after.text.value_or(""), "applied, it gives the second text");

  const std::vector<std::string> old_lines = lines_of(before.text.value_or(""));
  const std::vector<std::string> new_lines = lines_of(after.text.value_or(""));
  const std::size_t fewest =
      old_lines.size() + new_lines.size() - 2 * longest_common(old_lines, new_lines);
  require(fewest > kShortest || patch.changed() == fewest, "no shorter difference");

  // A text may hold the bytes of a colour itself.
  require(without_colour(iftrue::unified_diff(before, after, iftrue::Color::kAlways)) ==
              without_colour(diff),
          "colour adds colour only");
}

// The bytes up to the first NUL, which is taken with them.
std::string take_field(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('\0'), bytes.size());
  std::string field(bytes.substr(0, end));
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  return field;
}

}  // namespace

// NAME NUL TEXT NUL TEXT.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = fuzz::text_of(data, size);
  const std::string name = take_field(bytes);
  const std::string one = take_field(bytes);
  const std::string other(bytes);
  const auto side = [&](std::string_view target, std::optional<std::string> text) {
    return DiffSide{std::string(target) + '/' + name, std::move(text)};
  };
  check(side("a", one), side("b", other));
  check(side("a", other), side("b", one));
  check(side("a", std::nullopt), side("b", one));
  check(side("a", one), side("b", std::nullopt));
  check(side("a", std::nullopt), side("b", std::nullopt));
  return 0;
}
