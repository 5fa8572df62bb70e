#include "iftrue/document.h"

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

namespace iftrue {

struct Document::Parsed {
  std::string_view text;
  std::vector<Diagnostic> diagnostics;
  ConditionalTree tree;

  [[nodiscard]] Emitted strip(const Symbols& symbols, const StripOptions& options,
                              KeptRuns::Records records = KeptRuns::Records::kNothing) const {
    if (options.undefined != Undefined::kKeep) {
      return emit(text, removed_spans(tree, symbols), {}, options, records);
    }
    const auto [removed, rewritten] = evaluate_partially(text, tree, symbols);
    return emit(text, removed, rewritten, options, records);
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

const Document::Parsed& Document::parsed() const {
  if (parsed_) return *parsed_;
  static const Parsed kEmpty;  // what was moved from
  return kEmpty;
}

bool Document::ok() const { return parsed().diagnostics.empty(); }

const std::vector<Diagnostic>& Document::diagnostics() const { return parsed().diagnostics; }

bool Document::has_directives() const { return !parsed().tree.directives.empty(); }

std::vector<Diagnostic> Document::check_symbols(const Symbols& symbols) const {
  if (!has_directives()) return {};
  UnknownSymbols unknown(symbols, parsed().tree.conditions);
  std::vector<Diagnostic> diagnostics;
  for (const Directive& directive : parsed().tree.directives) {
    if (!unknown.has_any(directive)) continue;
    unknown.report(directive,
                   parsed().text.substr(directive.condition_begin,
                                        directive.word_end - directive.condition_begin),
                   diagnostics);
  }
  locate(parsed().text, diagnostics);
  return diagnostics;
}

std::vector<Diagnostic> Document::warnings(const WarningOptions& options) const {
  const auto& [text, errors, tree] = parsed();
  std::vector<Diagnostic> diagnostics;
  warn_of_spelling(text, tree, errors, options, diagnostics);
  if (ok() && options.sought == WarningOptions::Sought::kAll) {
    warn_of_empty_groups(text, tree, diagnostics);
    warn_of_decided_conditions(text, tree, options.targets, diagnostics);
    if (options.language == Language::kJavaScript) warn_of_literals(text, tree, diagnostics);
    warn_of_meaning(text, tree, options, diagnostics);
  }
  locate(text, diagnostics);
  return diagnostics;
}

StripResult<std::string> Document::strip(const Symbols& symbols,
                                         const StripOptions& options) const {
  using Result = StripResult<std::string>;
  if (auto why = obstacles(symbols, options); !why.empty()) return Result(std::move(why));
  return Result(parsed().strip(symbols, options).text);
}

StripResult<MappedText> Document::strip_mapped(const Symbols& symbols,
                                               const StripOptions& options) const {
  using Result = StripResult<MappedText>;
  if (auto why = obstacles(symbols, options); !why.empty()) return Result(std::move(why));
  if (!moves_text(options.layout)) {
    return Result({parsed().strip(symbols, options).text, ""});
  }
  Emitted out = parsed().strip(symbols, options, KeptRuns::Records::kRuns);
  std::string mappings;
  MappingsWriter writer([&mappings](std::string_view piece) { mappings += piece; });
  writer.stretches(out.text, 0, out.text.size(), out.kept.runs());
  writer.finish();
  return Result({std::move(out.text), std::move(mappings)});
}

std::vector<Diagnostic> Document::obstacles(const Symbols& symbols,
                                            const StripOptions& options) const {
  if (!ok()) return diagnostics();
  if (options.undefined != Undefined::kError) return {};
  return check_symbols(symbols);
}

std::vector<Conditional> Document::conditionals() const {
  if (!ok()) return {};
  return list_conditionals(parsed().text, parsed().tree);
}

std::vector<std::optional<std::size_t>> Document::kept_groups(const Symbols& symbols) const {
  if (!ok()) return {};
  return iftrue::kept_groups(parsed().tree, symbols);
}

}  // namespace iftrue
