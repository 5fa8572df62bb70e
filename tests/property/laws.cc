#include "laws.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>
#include <vector>

#include "characters.h"
#include "engine/conditional_tree.h"
#include "engine/evaluator.h"
#include "naive_layout.h"

namespace property {
namespace {

bool is_subsequence(std::string_view part, std::string_view whole) {
  auto pos = whole.begin();
  for (const char c : part) {
    pos = std::find(pos, whole.end(), c);
    if (pos == whole.end()) return false;
    ++pos;
  }
  return true;
}

std::string without_blanks(std::string_view text) {
  std::string rest(text);
  std::erase_if(rest, [](char c) { return c == ' ' || c == '\t'; });
  return rest;
}

using Position = std::pair<std::size_t, std::size_t>;  // line, UTF-16 column

struct Grid {
  // But blanks and the mark; in order.
  std::vector<std::pair<Position, std::string_view>> characters;
  std::vector<std::string_view> terminators;
  std::size_t utf16_units = 0;  // of the text, all in all
};

Grid grid_of(std::string_view text) {
  Grid grid;
  std::size_t column = 0;
  for (const Character& character : characters_of(text)) {
    grid.utf16_units += character.utf16_units;
    if (character.kind == CharacterKind::kTerminator) {
      grid.terminators.push_back(character.bytes);
      column = 0;
      continue;
    }
    if (character.kind == CharacterKind::kMark) continue;
    if (character.kind != CharacterKind::kBlank) {
      grid.characters.push_back({{grid.terminators.size(), column}, character.bytes});
    }
    column += character.utf16_units;
  }
  return grid;
}

std::optional<std::string> broken_place(const std::vector<Character>& characters,
                                        std::string_view input, const iftrue::Place& place) {
  if (place.offset > input.size() || place.length > input.size() - place.offset) {
    return "a place outside the text";
  }
  const LineAndColumn expected = line_and_column(characters, place.offset);
  if (LineAndColumn{place.line, place.column} != expected) {
    return "line and column are not those of the offset";
  }
  return std::nullopt;
}

bool has_directive(std::string_view text) {
  const iftrue::Document document(text);
  return document.has_directives() || !document.ok();
}

// What an output that keeps lines and columns does to them, or nothing.
std::optional<std::string> moved(const Grid& before, const Grid& after) {
  if (after.terminators != before.terminators) return "changes the lines";
  auto known = before.characters.begin();
  for (const auto& character : after.characters) {
    known = std::find(known, before.characters.end(), character);
    if (known == before.characters.end()) {
      return "moves a character on line " + std::to_string(character.first.first + 1);
    }
  }
  return std::nullopt;
}

// The kept bytes, with a character that joins nothing in place of each removal.
std::string disjoined(const GeneratedText& text) {
  std::string result;
  for (std::size_t i = 0; i < text.bytes.size(); ++i) {
    result += text.kept[i] ? text.bytes[i] : '\x01';
  }
  return result;
}

}  // namespace

std::string without_layout(std::string_view text) {
  constexpr std::string_view kLayout = " \t\r\n\xE2\x80\xA8\xA9";
  std::string rest(text);
  std::erase_if(rest, [&](char c) { return kLayout.find(c) != std::string_view::npos; });
  return rest;
}

Outputs strip_all(const iftrue::Document& document, const iftrue::Symbols& symbols) {
  const auto strip = [&](iftrue::Layout layout) {
    return document.strip(symbols, {iftrue::Undefined::kOff, layout}).value();
  };
  return {strip(iftrue::Layout::kPreserve), strip(iftrue::Layout::kMask),
          strip(iftrue::Layout::kCompact), strip(iftrue::Layout::kLoader)};
}

std::optional<std::string> broken_law(std::string_view input, const Outputs& outputs) {
  if (!is_subsequence(outputs.loader, input)) return "loader adds or moves bytes";
  if (!is_subsequence(outputs.compact, input)) return "compact adds or moves bytes";
  if (!is_subsequence(without_blanks(outputs.preserve), input)) {
    return "preserve adds or moves bytes that are no blanks";
  }
  if (!is_subsequence(without_blanks(outputs.mask), input)) {
    return "mask adds or moves bytes that are no blanks";
  }
  const std::string text = without_layout(outputs.loader);
  if (without_layout(outputs.compact) != text) return "compact and loader keep different text";
  if (without_layout(outputs.preserve) != text) return "preserve and loader keep different text";
  if (without_layout(outputs.mask) != text) return "mask and loader keep different text";

  const Grid before = grid_of(input);
  const Grid masked = grid_of(outputs.mask);
  if (auto broken = moved(before, grid_of(outputs.preserve))) return "preserve " + *broken;
  if (auto broken = moved(before, masked)) return "mask " + *broken;
  if (masked.utf16_units != before.utf16_units) return "mask changes the number of code units";
  return std::nullopt;
}

GeneratedText kept_text(std::string_view input, const iftrue::Symbols& symbols) {
  std::vector<iftrue::Diagnostic> diagnostics;
  const iftrue::ConditionalTree tree = iftrue::parse(input, diagnostics);
  GeneratedText text{std::string(input), std::vector<bool>(input.size(), true)};
  for (const iftrue::Span& span : iftrue::removed_spans(tree, symbols)) {
    for (std::size_t i = span.begin; i < span.end; ++i) text.kept[i] = false;
  }
  return text;
}

std::optional<std::string> broken_law(const GeneratedText& text, const Outputs& outputs) {
  if (outputs.loader != lay_out(text, iftrue::Layout::kLoader)) return "loader is laid out wrongly";
  if (outputs.compact != lay_out(text, iftrue::Layout::kCompact)) {
    return "compact is laid out wrongly";
  }
  if (outputs.preserve != lay_out(text, iftrue::Layout::kPreserve)) {
    return "preserve is laid out wrongly";
  }
  if (outputs.mask != lay_out(text, iftrue::Layout::kMask)) return "mask is laid out wrongly";
  if (has_directive(disjoined(text))) return "a directive is left that no removal has joined";
  for (const std::string* output :
       {&outputs.preserve, &outputs.mask, &outputs.compact, &outputs.loader}) {
    if (has_directive(*output)) continue;
    const Outputs again = strip_all(iftrue::Document(*output), {});
    if (again.preserve != *output || again.mask != *output || again.compact != *output ||
        again.loader != *output) {
      return "stripping again changes the output";
    }
  }
  return std::nullopt;
}

namespace {

// Of diagnostics in order: places inside the text, and something to read.
std::optional<std::string> broken_law(std::string_view input,
                                      const std::vector<Character>& characters,
                                      const std::vector<iftrue::Diagnostic>& diagnostics) {
  for (const iftrue::Diagnostic& diagnostic : diagnostics) {
    if (auto broken = broken_place(characters, input, diagnostic.place)) return broken;
    if (diagnostic.message.empty()) return "a diagnostic without a message";
    for (const iftrue::Note& note : diagnostic.notes) {
      if (auto broken = broken_place(characters, input, note.place)) return broken;
      if (note.message.empty()) return "a note without a message";
    }
  }
  const auto by_offset = [](const iftrue::Diagnostic& each) { return each.place.offset; };
  if (!std::ranges::is_sorted(diagnostics, {}, by_offset)) return "diagnostics out of order";
  return std::nullopt;
}

// All warnings of the text, whatever language it is taken for.
std::optional<std::string> broken_warnings(std::string_view input,
                                           const std::vector<Character>& characters,
                                           const iftrue::Document& document) {
  using iftrue::Language;
  using iftrue::Layout;
  iftrue::Symbols a;
  a.set("A", true);
  const std::vector<iftrue::NamedTarget> targets = {{"a", a}, {"none", {}}};
  for (const Language language :
       {Language::kOther, Language::kJavaScript, Language::kJson, Language::kCss, Language::kScss,
        Language::kHtml, Language::kMarkdown}) {
    iftrue::WarningOptions options;
    options.language = language;
    options.targets = {a, {}};
    options.outputs = targets;
    options.layout = iftrue::kLayouts[input.size() % iftrue::kLayouts.size()];
    const std::vector<iftrue::Diagnostic> warnings = document.warnings(options);
    if (auto broken = broken_law(input, characters, warnings)) return broken;
    for (const iftrue::Diagnostic& each : warnings) {
      if (severity(each.code) != iftrue::Severity::kWarning) return "a warning that is an error";
      if (!document.ok() && each.code != iftrue::Code::kMisspelt) {
        return "a warning that depends on how directives pair, in spite of errors";
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> broken_law(std::string_view input, const iftrue::Document& document) {
  const std::vector<Character> characters = characters_of(input);
  if (document.ok() != document.diagnostics().empty()) return "ok() contradicts diagnostics()";
  if (auto broken = broken_law(input, characters, document.diagnostics())) return broken;
  if (auto broken = broken_warnings(input, characters, document)) return broken;
  const bool stripped = document.strip({}, {iftrue::Undefined::kOff}).ok();
  if (stripped != document.ok()) return "an output in spite of errors, or none without";
  return std::nullopt;
}

std::string shown(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
      result += c;
      continue;
    }
    std::array<char, 5> escape{};
    std::snprintf(escape.data(), escape.size(), "\\%03o", static_cast<unsigned char>(c));
    result += escape.data();
  }
  return result + '"';
}

}  // namespace property
