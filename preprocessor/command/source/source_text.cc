#include "command/source/source_text.h"

#include <algorithm>
#include <utility>

namespace iftrue {
namespace {

void add(std::vector<Diagnostic>& diagnostics, std::vector<Diagnostic> more) {
  std::ranges::move(more, std::back_inserter(diagnostics));
  std::ranges::stable_sort(diagnostics, {},
                           [](const Diagnostic& each) { return each.place.offset; });
}

}  // namespace

SourceText::SourceText(std::string bytes, const Configuration& configuration, Language language)
    : bytes_(std::move(bytes)),
      binary_(classify(bytes_) == TextKind::kBinary),
      policy_(configuration.warnings),
      undefined_(configuration.undefined == Undefined::kError ? Undefined::kOff
                                                              : configuration.undefined),
      language_(language) {}

SourceText SourceText::copied(std::string bytes, const Configuration& configuration) {
  return {std::move(bytes), configuration, Language::kOther};
}

SourceText::SourceText(std::string bytes, Named named, const Configuration& configuration,
                       Language language)
    : SourceText(std::move(bytes), configuration, language) {
  if (binary_) {
    if (named == Named::kByTree) return;
    if (auto found = find_unreadable_directive(bytes_)) diagnostics_.push_back(std::move(*found));
    return;
  }
  document_.emplace(bytes_);
  diagnostics_ = document_->diagnostics();
  if (configuration.undefined != Undefined::kError) return;
  // Which symbols are defined is the same for all targets.
  add(diagnostics_, document_->check_symbols(configuration.targets.front().symbols));
}

void SourceText::warn(const WarningOptions& options, const std::function<bool(Code)>& reports) {
  if (!document_) return;
  auto warnings = document_->warnings(options);
  std::erase_if(warnings, [&](const Diagnostic& each) { return !reports(each.code); });
  add(diagnostics_, std::move(warnings));
}

bool SourceText::ok() const {
  return std::ranges::all_of(diagnostics_, [this](const Diagnostic& each) {
    return policy_.severity(each.code) == Severity::kWarning;
  });
}

Findings SourceText::findings(std::string_view name) const {
  // The lines of a text in another encoding cannot be shown.
  return {name, binary_ ? std::string_view() : bytes_, diagnostics_, {}, policy_};
}

std::string SourceText::strip(const Symbols& symbols, Layout layout) const {
  if (is_plain()) return bytes_;
  return document_->strip(symbols, {undefined_, layout, language_}).value();
}

MappedText SourceText::strip_mapped(const Symbols& symbols, Layout layout) const {
  if (!document_) return {bytes_, ""};
  return document_->strip_mapped(symbols, {undefined_, layout, language_}).value();
}

}  // namespace iftrue
