#include "command/report/diagnostic_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "command/system/failure.h"
#include "command/terminal/shown_text.h"

namespace iftrue {
namespace {

// Of a longer line this much is shown on each side of the place, in bytes.
constexpr std::size_t kContext = 100;
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

class Renderer {
 public:
  Renderer(std::string_view name, std::string_view text, Color color)
      : name_(printable(name)), text_(text), color_(color) {}

  void write(const Diagnostic& diagnostic) {
    if (severity(diagnostic.code) == Severity::kError) {
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

  void excerpt(const Place& place) {
    if (text_.empty()) return;
    std::size_t begin = place.offset;
    while (begin > 0 && place.offset - begin < kContext && !ends_before(begin)) --begin;
    std::size_t end = place.offset;
    while (end < text_.size() && end - place.offset < kContext && !ends_line(text_, end)) ++end;
    const bool cut_left = begin > 0 && !ends_before(begin);
    const bool cut_right = end < text_.size() && !ends_line(text_, end);
    while (cut_left && begin < place.offset && is_continuation(text_[begin])) ++begin;
    while (cut_right && end > place.offset && is_continuation(text_[end])) --end;
    if (begin == 0 && text_.starts_with(kMark) && place.offset >= kMark.size()) {
      begin = kMark.size();
    }

    const std::string_view before = text_.substr(begin, place.offset - begin);
    const std::string_view after = text_.substr(place.offset, end - place.offset);
    out_ += fmt::format("{}{}{}{}\n", cut_left ? kEllipsis : "", show(before).text,
                        show(after).text, cut_right ? kEllipsis : "");
    const std::size_t width = show(after.substr(0, place.length)).width;
    out_ +=
        fmt::format("{}{}{}^{}{}\n", cut_left ? " " : "", indentation(before), on(style::kCaret),
                    std::string(width > 1 ? width - 1 : 0, '~'), on(style::kReset));
  }

  [[nodiscard]] bool ends_before(std::size_t pos) const {
    return text_[pos - 1] == '\n' || text_[pos - 1] == '\r' ||
           (pos >= 3 && ends_line(text_, pos - 3) && text_[pos - 3] == '\xE2');
  }

  static constexpr std::string_view kMark = "\xEF\xBB\xBF";

  std::string name_;
  std::string_view text_;
  Color color_;
  std::string out_;
};

}  // namespace

std::string render(std::span<const Diagnostic> diagnostics, std::string_view name,
                   std::string_view text, Color color) {
  Renderer renderer(name, text, color);
  for (const Diagnostic& diagnostic : diagnostics) renderer.write(diagnostic);
  return std::move(renderer).take();
}

}  // namespace iftrue
