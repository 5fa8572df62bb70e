#include "lsp/hover.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "command/terminal/shown_text.h"
#include "command/views/explanation.h"
#include "lsp/symbol_places.h"

namespace iftrue {
namespace {

// Text in the format that the client takes.
class Format {
 public:
  explicit Format(bool is_markdown) : is_markdown_(is_markdown) {}

  [[nodiscard]] std::string plain(std::string_view text) const {
    std::string shown = show_message(std::string(text));
    if (!is_markdown_) return shown;
    constexpr std::string_view kSpecial = "\\`*_{}[]<>()#+-.!|~&";  // of CommonMark
    std::string escaped;
    for (const char c : shown) {
      if (kSpecial.find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
    return escaped;
  }

  [[nodiscard]] std::string strong(std::string_view text) const {
    return is_markdown_ ? "**" + plain(text) + "**" : plain(text);
  }

  [[nodiscard]] std::string_view line_end() const { return is_markdown_ ? "  \n" : "\n"; }
  [[nodiscard]] std::string_view kind() const { return is_markdown_ ? "markdown" : "plaintext"; }

 private:
  bool is_markdown_;
};

std::string joined(const std::vector<std::string>& reasons) {
  std::string text;
  for (const std::string& each : reasons) {
    // "…is kept:" leads to the next one.
    if (!text.empty()) text += text.ends_with(':') ? " " : "; ";
    text += each;
  }
  return text;
}

std::string symbol_line(const SymbolPlace& symbol, const Project& project, const Format& format) {
  const auto known = std::ranges::find(project.symbols, symbol.name, &NamedSymbol::name);
  if (known == project.symbols.end() || known->description.empty()) return {};
  std::string line = format.strong(symbol.name);
  line += format.plain(": " + known->description);
  line += "\n\n";
  return line;
}

}  // namespace

Value hover_at(std::size_t offset, Analysis& analysis, std::optional<std::size_t> chosen,
               const ClientSupport& support) {
  const auto& conditionals = analysis.conditionals();
  const Format format(support.markdown_hover);
  const auto directive = analysis.directive_at(offset);
  if (analysis.setting().targets().empty()) return nullptr;
  if (!directive && enclosing(conditionals, offset).empty()) return nullptr;

  std::string text;
  if (const auto symbol = symbol_at(offset, analysis)) {
    text += symbol_line(*symbol, *analysis.setting().project(), format);
  }
  const Explainer explainer(analysis.text(), conditionals);
  const auto targets = analysis.setting().targets();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Symbols& symbols = targets[i].symbols;
    const auto& kept = analysis.kept_groups(i);
    const bool begins_group =
        directive && directive->group < conditionals[directive->conditional].groups.size();
    const auto rule = analysis.rule_against(i);
    const Explanation explanation =
        rule           ? *rule
        : begins_group ? explainer.of_group(*directive, symbols, kept)
        : directive    ? explainer.at(analysis.word(*directive).offset, symbols, kept)
                       : explainer.at(offset, symbols, kept);
    const std::string& name = targets[i].name;
    if (i > 0) text += format.line_end();
    text += chosen == i ? format.strong(name) : format.plain(name);
    text += explanation.verdict == Verdict::kKept ? " kept" : " removed";
    if (!explanation.reasons.empty()) text += ": " + format.plain(joined(explanation.reasons));
  }
  Value hover = {{"contents", {{"kind", format.kind()}, {"value", text}}}};
  if (directive) hover["range"] = analysis.positions().range(analysis.word(*directive));
  return hover;
}

}  // namespace iftrue
