#include <utility>

#include "engine/conditional_list.h"
#include "engine/conditional_tree.h"
#include "engine/diagnostic.h"
#include "engine/emitter.h"
#include "engine/evaluator.h"
#include "engine/partial_evaluator.h"
#include "engine/source_map.h"
#include "engine/unknown_symbols.h"
#include "engine/warnings.h"
#include "iftrue/conditional.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct Document::Parsed {
  std::string_view text;
  std::vector<Diagnostic> diagnostics;
  ConditionalTree tree;

  [[nodiscard]] Emitted strip(const Symbols& symbols, const StripOptions& options,
                              KeptRuns::Records records = KeptRuns::Records::kNothing) const {
    if (options.undefined != Undefined::kKeep) {
      return emit(text, removed_spans(tree, symbols), {}, options.layout, records);
    }
    const auto [removed, rewritten] = evaluate_partially(text, tree, symbols);
    return emit(text, removed, rewritten, options.layout, records);
  }
};

Document::Document(std::string_view text) : parsed_(std::make_unique<Parsed>()) {
  parsed_->text = text;
  parsed_->tree = parse(text, parsed_->diagnostics);
  locate(text, parsed_->diagnostics);
}

Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

bool Document::ok() const { return parsed_->diagnostics.empty(); }

const std::vector<Diagnostic>& Document::diagnostics() const { return parsed_->diagnostics; }

bool Document::has_directives() const { return !parsed_->tree.directives.empty(); }

std::vector<Diagnostic> Document::check_symbols(const Symbols& symbols) const {
  if (!has_directives()) return {};
  UnknownSymbols unknown(symbols, parsed_->tree.conditions);
  std::vector<Diagnostic> diagnostics;
  for (const Directive& directive : parsed_->tree.directives) {
    if (!unknown.has_any(directive)) continue;
    unknown.report(directive,
                   parsed_->text.substr(directive.condition_begin,
                                        directive.word_end - directive.condition_begin),
                   diagnostics);
  }
  locate(parsed_->text, diagnostics);
  return diagnostics;
}

std::vector<Diagnostic> Document::warnings(const WarningOptions& options) const {
  const auto& [text, errors, tree] = *parsed_;
  std::vector<Diagnostic> diagnostics;
  warn_of_spelling(text, tree, errors, options.language, diagnostics);
  if (ok()) {
    warn_of_empty_groups(text, tree, diagnostics);
    warn_of_decided_conditions(text, tree, options.targets, diagnostics);
    if (options.language == Language::kJavaScript) warn_of_literals(text, tree, diagnostics);
  }
  locate(text, diagnostics);
  return diagnostics;
}

std::optional<std::string> Document::strip(const Symbols& symbols,
                                           const StripOptions& options) const {
  if (!can_strip(symbols, options)) return std::nullopt;
  return parsed_->strip(symbols, options).text;
}

std::optional<MappedText> Document::strip_mapped(const Symbols& symbols,
                                                 const StripOptions& options) const {
  if (!can_strip(symbols, options)) return std::nullopt;
  if (options.layout == Layout::kPreserve) {
    return MappedText{parsed_->strip(symbols, options).text, ""};
  }
  Emitted out = parsed_->strip(symbols, options, KeptRuns::Records::kRuns);
  std::string mappings;
  MappingsWriter writer([&mappings](std::string_view piece) { mappings += piece; });
  writer.stretches(out.text, 0, out.text.size(), out.kept.runs());
  writer.finish();
  return MappedText{std::move(out.text), std::move(mappings)};
}

bool Document::can_strip(const Symbols& symbols, const StripOptions& options) const {
  return ok() && (options.undefined != Undefined::kError || check_symbols(symbols).empty());
}

std::vector<Conditional> Document::conditionals() const {
  if (!ok()) return {};
  return list_conditionals(parsed_->text, parsed_->tree);
}

std::vector<std::optional<std::size_t>> Document::kept_groups(const Symbols& symbols) const {
  if (!ok()) return {};
  return iftrue::kept_groups(parsed_->tree, symbols);
}

}  // namespace iftrue
