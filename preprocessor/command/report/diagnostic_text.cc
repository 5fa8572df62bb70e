#include "command/report/diagnostic_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "command/system/failure.h"
#include "command/terminal/shown_text.h"

namespace iftrue {
namespace {

// Of a longer line this much is shown on each side of the place, in bytes.
constexpr std::size_t kContext = 100;
constexpr std::size_t kLongestTerminator = 3;
constexpr std::string_view kEllipsis = "…";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// What stands under `before` so that the caret comes after it: tabs stay tabs.
std::string indentation(std::string_view before) {
  std::string blanks;
  for (std::size_t pos = 0; pos < before.size();) {
    const std::size_t tab = std::min(before.find('\t', pos), before.size());
    blanks.append(show(before.substr(pos, tab - pos)).width, ' ');
    if (tab < before.size()) blanks += '\t';
    pos = tab + 1;
  }
  return blanks;
}

bool ends_line(std::string_view text, std::size_t pos) {
  constexpr std::string_view kSeparatorLead = "\xE2\x80";
  if (text[pos] == '\n' || text[pos] == '\r') return true;
  return text.substr(pos, 2) == kSeparatorLead && pos + 2 < text.size() &&
         (text[pos + 2] == '\xA8' || text[pos + 2] == '\xA9');
}

bool ends_before(std::string_view text, std::size_t pos) {
  return text[pos - 1] == '\n' || text[pos - 1] == '\r' ||
         (pos >= kLongestTerminator && ends_line(text, pos - kLongestTerminator) &&
          text[pos - kLongestTerminator] == '\xE2');
}

class Renderer {
 public:
  Renderer(const Findings& findings, Color color)
      : name_(printable(findings.name)), findings_(findings), color_(color) {}

  void write(const Diagnostic& diagnostic) {
    if (findings_.policy.severity(diagnostic.code) == Severity::kError) {
      head(diagnostic.place, "error", style::kError);
    } else {
      head(diagnostic.place, "warning", style::kWarning);
    }
    out_ += fmt::format("{}{} [{}]{}\n", on(style::kBold), show_message(diagnostic.message),
                        code_name(diagnostic.code), on(style::kReset));
    excerpt(diagnostic.place);
    for (const Note& note : diagnostic.notes) {
      head(note.place, "note", style::kNote);
      out_ += show_message(note.message) + '\n';
      excerpt(note.place);
    }
  }

  std::string take() && { return std::move(out_); }

 private:
  [[nodiscard]] std::string_view on(std::string_view code) const {
    return color_ == Color::kAlways ? code : std::string_view();
  }

  void head(const Place& place, std::string_view severity, std::string_view code) {
    out_ += fmt::format("{}{}:{}:{}: {}{}:{} ", on(style::kBold), name_, place.line, place.column,
                        on(code), severity, on(style::kReset));
  }

  // What may be shown of the text around a place, and the place in it.
  struct Around {
    std::string_view text;
    std::size_t offset;
  };
  [[nodiscard]] Around around(const Place& place) const {
    if (!findings_.read) return {findings_.text, place.offset};
    constexpr std::size_t kReach = kContext + kLongestTerminator;
    const std::size_t begin = place.offset - std::min(place.offset, kReach);
    return {findings_.read(begin, place.offset + kReach), place.offset - begin};
  }

  void excerpt(const Place& place) {
    const auto [text, offset] = around(place);
    if (text.empty()) return;
    std::size_t begin = offset;
    while (begin > 0 && offset - begin < kContext && !ends_before(text, begin)) --begin;
    std::size_t end = offset;
    while (end < text.size() && end - offset < kContext && !ends_line(text, end)) ++end;
    const bool cut_left = begin > 0 && !ends_before(text, begin);
    const bool cut_right = end < text.size() && !ends_line(text, end);
    while (cut_left && begin < offset && is_continuation(text[begin])) ++begin;
    while (cut_right && end > offset && is_continuation(text[end])) --end;
    if (begin == 0 && text.starts_with(kMark) && offset >= kMark.size()) begin = kMark.size();

    const std::string_view before = text.substr(begin, offset - begin);
    const std::string_view after = text.substr(offset, end - offset);
    out_ += fmt::format("{}{}{}{}\n", cut_left ? kEllipsis : "", show(before).text,
                        show(after).text, cut_right ? kEllipsis : "");
    const std::size_t width = show(after.substr(0, place.length)).width;
    out_ +=
        fmt::format("{}{}{}^{}{}\n", cut_left ? " " : "", indentation(before), on(style::kCaret),
                    std::string(width > 1 ? width - 1 : 0, '~'), on(style::kReset));
  }

  static constexpr std::string_view kMark = "\xEF\xBB\xBF";

  std::string name_;
  const Findings& findings_;
  Color color_;
  std::string out_;
};

}  // namespace

std::string render(const Findings& findings, Color color) {
  Renderer renderer(findings, color);
  for (const Diagnostic& diagnostic : findings.diagnostics) renderer.write(diagnostic);
  return std::move(renderer).take();
}

std::string render(std::span<const Diagnostic> diagnostics, std::string_view name,
                   std::string_view text, Color color) {
  return render({name, text, diagnostics}, color);
}

}  // namespace iftrue
