#include "lsp/completion.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text.h"

namespace iftrue {
namespace {

constexpr int kKeyword = 14;  // CompletionItemKind of the protocol
constexpr int kConstant = 21;

constexpr std::array<std::string_view, 2> kOpeners = {"/*", "<!--"};
constexpr std::array<std::string_view, 2> kOwnCondition = {"IFTRUE_", "ELIFTRUE_"};
constexpr std::size_t kLongestCondition = 1024;  // bytes that are looked through for a parenthesis

struct Open {
  std::string end;    // the word that ends it
  std::string other;  // the word of its else
};

// The innermost conditional that is open at the end of a text.
std::optional<Open> innermost_open(std::string_view text) {
  const Document document(text);
  std::optional<Place> last;
  for (const Diagnostic& each : document.diagnostics()) {
    if (each.code == Code::kNeverEnded) last = each.place;
  }
  if (!last) return std::nullopt;
  const std::string_view word = text.substr(last->offset, last->length);
  if (word == "IFDEBUG") return Open{"FIDEBUG", "ELSE_DEBUG"};
  const std::string condition(word.substr(word.find('_') + 1));
  return Open{"FITRUE_" + condition, "ELSE_" + condition};
}

// The place of the opener that stands right before `pos`, with white space at most between.
std::optional<std::size_t> opener_before(std::string_view text, std::size_t pos) {
  const std::string_view before = text.substr(0, skip_white_space_back(text, pos, 0));
  for (const std::string_view opener : kOpeners) {
    if (before.ends_with(opener)) return before.size() - opener.size();
  }
  return std::nullopt;
}

// Whether a parenthesis of a condition is open at `pos`.
bool is_in_condition(std::string_view text, std::size_t pos) {
  std::size_t closed = 0;
  const std::size_t limit = pos - std::min(pos, kLongestCondition);
  while (pos > limit) {
    const char c = text[--pos];
    if (c == ')') ++closed;
    if (c == '(') {
      const std::string_view before = text.substr(0, pos);
      const bool is_first = std::ranges::any_of(
          kOwnCondition, [&](std::string_view keyword) { return before.ends_with(keyword); });
      if (is_first) return closed == 0;
      if (closed > 0) --closed;
    } else if (!is_word_char(c) && !is_ascii_white_space(c) && c != '!' && c != '&' && c != '|' &&
               c != ')') {
      return false;
    }
  }
  return false;
}

class Items {
 public:
  Items(Analysis& analysis, Span word)
      : project_(analysis.setting().project()),
        range_(analysis.positions().range(word)),
        typed_(analysis.text().substr(word.begin, word.end - word.begin)) {}

  void add(std::string_view text, int kind, std::string_view detail) {
    if (!text.starts_with(typed_)) return;
    items_.push_back({{"label", text},
                      {"kind", kind},
                      {"detail", detail},
                      // In the order in which they were added.
                      {"sortText", fmt::format("{:06}", items_.size())},
                      {"filterText", text},
                      {"textEdit", {{"range", range_}, {"newText", text}}}});
  }

  void add_symbols(std::string_view keyword, int kind) {
    if (project_ == nullptr) return;
    for (const NamedSymbol& symbol : project_->symbols) {
      add(fmt::format("{}{}", keyword, symbol.name), kind, symbol.description);
    }
  }

  [[nodiscard]] Value take() { return {{"isIncomplete", false}, {"items", std::move(items_)}}; }

 private:
  const Project* project_;
  Value range_;
  std::string_view typed_;
  Value items_ = Value::array();
};

}  // namespace

Value completions_at(std::size_t offset, Analysis& analysis) {
  const std::string_view text = analysis.text();
  if (analysis.source() == nullptr) return nullptr;
  std::size_t begin = offset;
  while (begin > 0 && is_word_char(text[begin - 1])) --begin;
  Items items(analysis, {begin, offset});
  if (is_in_condition(text, begin)) {
    items.add_symbols("", kConstant);
    return items.take();
  }
  const auto opener = opener_before(text, begin);
  // In a dormant group an end needs no opener, but two letters of a keyword.
  if (!opener && offset - begin < 2) return nullptr;
  const auto open = innermost_open(text.substr(0, opener.value_or(begin)));
  if (!opener && !open) return nullptr;
  if (open) {
    items.add(open->end, kKeyword, "end of the conditional");
    items.add(open->other, kKeyword, "else of the conditional");
  }
  if (opener) items.add_symbols("IFTRUE_", kKeyword);
  if (open) items.add_symbols("ELIFTRUE_", kKeyword);
  return items.take();
}

}  // namespace iftrue
