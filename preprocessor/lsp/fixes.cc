#include "lsp/fixes.h"

#include <fmt/core.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/text.h"
#include "lsp/diagnostics.h"

namespace iftrue {
namespace {

constexpr std::string_view kCut = "…";

// What stands in a message between the last `before` and the first `after` behind it, or the
// message's end.
std::optional<std::string_view> between(std::string_view message, std::string_view before,
                                        std::string_view after) {
  const std::size_t found = message.rfind(before);
  if (found == std::string_view::npos) return std::nullopt;
  const std::string_view rest = message.substr(found + before.size());
  const std::size_t end = after.empty() ? rest.size() : rest.find(after);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view word = rest.substr(0, end);
  if (word.empty() || word.find(kCut) != std::string_view::npos) return std::nullopt;
  return word;
}

bool is_word_of_directive(std::string_view text) { return !text.empty() && is_word_char(text[0]); }

class Fixes {
 public:
  Fixes(const Span& span, Analysis& analysis) : span_(span), analysis_(analysis) {}

  void add(const Diagnostic& diagnostic) {
    if (meets(diagnostic.place)) {
      add_meant(diagnostic.place, diagnostic.message, diagnostic);
      add_written(diagnostic);
      if (diagnostic.code == Code::kNeverEnded) add_end(diagnostic);
      if (diagnostic.code == Code::kCommentEndsEarly) add_end_before_closer(diagnostic);
    }
    for (const Note& note : diagnostic.notes) {
      if (meets(diagnostic.place) || meets(note.place)) {
        add_meant(note.place, note.message, diagnostic);
      }
    }
  }

  [[nodiscard]] Value take() { return std::move(actions_); }

 private:
  [[nodiscard]] bool meets(const Place& place) const {
    const Span other = span_of(place);
    return span_.begin <= other.end && other.begin <= span_.end;
  }

  // "…; did you mean X?": X stands in place of what is meant.
  void add_meant(const Place& place, std::string_view message, const Diagnostic& diagnostic) {
    const auto meant = between(message, "did you mean ", "?");
    if (!meant || !is_word_of_directive(*meant)) return;
    push(fmt::format("Change to {}", *meant), span_of(place), *meant, diagnostic);
  }

  // "…; write X".
  void add_written(const Diagnostic& diagnostic) {
    const auto written = between(diagnostic.message, "; write ", "");
    if (!written) return;
    const Span place = span_of(diagnostic.place);
    if (diagnostic.code == Code::kCommentMismatch && written->starts_with("/*")) {
      // The word closes its comment, which it only has to open.
      push(fmt::format("Write {}", *written), {place.begin, place.begin}, "/*", diagnostic);
    } else if (diagnostic.code == Code::kMalformed && written->ends_with(')') &&
               is_word_of_directive(*written)) {
      push(fmt::format("Write {}", *written), place, *written, diagnostic);
    } else if (diagnostic.code == Code::kMisspelt && written->starts_with("/*")) {
      add_comment(*written, place, diagnostic);
    }
  }

  // A directive that is alone in a line comment gets a comment of its own in place of that.
  void add_comment(std::string_view comment, const Span& word, const Diagnostic& diagnostic) {
    constexpr std::string_view kLineComment = "//";
    const std::string_view text = analysis_.text();
    const std::size_t slashes = skip_white_space_back(text, word.begin, 0);
    const std::size_t end = find_terminator(text, word.end);
    if (!text.substr(0, slashes).ends_with(kLineComment) ||
        skip_white_space(text.substr(0, end), word.end) < end) {
      return;
    }
    push(fmt::format("Write {}", comment), {slashes - kLineComment.size(), word.end}, comment,
         diagnostic);
  }

  // "…: no FITRUE_X follows": ends the conditional where the span ends, if it begins before that.
  void add_end(const Diagnostic& diagnostic) {
    const auto end = between(diagnostic.message, ": no ", " follows");
    const Span word = span_of(diagnostic.place);
    if (!end) return;
    const std::string_view text = analysis_.text();
    const std::size_t opener = skip_white_space_back(text, word.begin, 0);
    const bool is_markup = text.substr(0, opener).ends_with("<!--");
    const std::string_view closer = is_markup ? "-->" : "*/";
    const std::size_t after = skip_white_space(text, word.end);
    const bool is_live = text.substr(after).starts_with(closer);
    // On the line of the if, behind that line; elsewhere behind the line of the pointer.
    const std::size_t from = std::max(span_.end, is_live ? after + closer.size() : word.end);
    const std::size_t place = find_terminator(text, from);
    const std::string written = is_live
                                    ? fmt::format("{}{}{}", is_markup ? "<!--" : "/*", *end, closer)
                                    : fmt::format(" {}{}", *end, closer);
    push(fmt::format("End it here with {}", *end), {place, place}, written, diagnostic);
  }

  // "…ends before its FITRUE_X": the closer is its.
  void add_end_before_closer(const Diagnostic& diagnostic) {
    const auto end = between(diagnostic.message, " ends before its ", "");
    if (!end) return;
    const std::size_t closer = diagnostic.place.offset;
    const bool is_apart = skip_white_space_back(analysis_.text(), closer, 0) < closer;
    push(fmt::format("End it here with {}", *end), {closer, closer},
         fmt::format("{}{}", is_apart ? "" : " ", *end), diagnostic);
  }

  void push(std::string title, const Span& span, std::string_view text,
            const Diagnostic& diagnostic) {
    Positions& positions = analysis_.positions();
    const Value edit = {{"range", positions.range(span)}, {"newText", text}};
    const Value mended = {{"range", positions.range(diagnostic.place)},
                          {"code", code_name(diagnostic.code)},
                          {"source", kDiagnosticSource},
                          {"message", diagnostic.message}};
    Value changes = Value::object();
    changes[analysis_.buffer().uri()] = Value::array({edit});
    actions_.push_back({{"title", std::move(title)},
                        {"kind", "quickfix"},
                        {"diagnostics", Value::array({mended})},
                        {"edit", {{"changes", std::move(changes)}}}});
  }

  Span span_;
  Analysis& analysis_;
  Value actions_ = Value::array();
};

}  // namespace

Value fixes_in(const Span& span, Analysis& analysis) {
  Fixes fixes(span, analysis);
  for (const Diagnostic& each : analysis.diagnostics()) fixes.add(each);
  return fixes.take();
}

}  // namespace iftrue
