#include "command/source_text.h"

#include <algorithm>
#include <utility>

#include "command/diagnostic_text.h"

namespace iftrue {

SourceText::SourceText(std::string bytes, Named named, const Symbols& symbols, Undefined undefined)
    : bytes_(std::move(bytes)), binary_(classify(bytes_) == TextKind::kBinary) {
  if (binary_) {
    if (named == Named::kByTree) return;
    if (auto found = find_unreadable_directive(bytes_)) diagnostics_.push_back(std::move(*found));
    return;
  }
  document_.emplace(bytes_);
  diagnostics_ = document_->diagnostics();
  if (undefined == Undefined::kError) {
    std::ranges::move(document_->check_symbols(symbols), std::back_inserter(diagnostics_));
    std::ranges::stable_sort(diagnostics_, {},
                             [](const Diagnostic& each) { return each.place.offset; });
  }
}

std::string SourceText::rendered(std::string_view name, Color color) const {
  // The lines of a text in another encoding cannot be shown.
  return render(diagnostics_, name, binary_ ? std::string_view() : bytes_, color);
}

std::string SourceText::strip(const Symbols& symbols, Layout layout) const {
  if (!document_ || !document_->has_directives()) return bytes_;
  // Undefined symbols were reported above, where they are errors.
  return document_->strip(symbols, {Undefined::kOff, layout}).value();
}

MappedText SourceText::strip_mapped(const Symbols& symbols, Layout layout) const {
  if (!document_) return {bytes_, ""};
  return document_->strip_mapped(symbols, {Undefined::kOff, layout}).value();
}

}  // namespace iftrue
