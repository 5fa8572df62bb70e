// One input of a command: its bytes, scanned, and its diagnostics.

#ifndef IFTRUE_COMMAND_SOURCE_SOURCE_TEXT_H_
#define IFTRUE_COMMAND_SOURCE_SOURCE_TEXT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/project/configuration.h"
#include "command/source/findings.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// Where a text comes from decides what binary bytes are.
enum class Named {
  kDirectly,  // binary bytes with a directive in them are an error
  kByTree,    // binary bytes are copied
};

class SourceText {
 public:
  SourceText(std::string bytes, Named named, const Configuration& configuration, Language language);

  // Of a file that is copied as it is: nothing in it is looked for.
  static SourceText copied(std::string bytes, const Configuration& configuration);

  // The document refers to the bytes where they are.
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

  // Null for what is binary or copied.
  [[nodiscard]] const Document* document() const { return document_ ? &*document_ : nullptr; }

  // Looks for what is suspicious too, and takes what `reports` says; binary bytes hold nothing of
  // the kind.
  void warn(const WarningOptions& options, const std::function<bool(Code)>& reports);

  [[nodiscard]] Language language() const { return language_; }

  // Whether there are no errors, denied warnings among them.
  [[nodiscard]] bool ok() const;

  // Views of this and of `name`, which stands for the input.
  [[nodiscard]] Findings findings(std::string_view name) const;

  // Whether no directive is in it: then every target gets the bytes as they are.
  [[nodiscard]] bool is_plain() const { return !document_ || !document_->has_directives(); }

  // Only when ok().
  [[nodiscard]] std::string strip(const Symbols& symbols, Layout layout) const;

  // The same with its mappings, which binary bytes have none of.
  [[nodiscard]] MappedText strip_mapped(const Symbols& symbols, Layout layout) const;

  // The bytes; nothing when they are binary.
  [[nodiscard]] std::optional<std::string_view> text() const {
    if (binary_) return std::nullopt;
    return bytes_;
  }

 private:
  SourceText(std::string bytes, const Configuration& configuration, Language language);

  std::string bytes_;
  bool binary_;
  WarningPolicy policy_;
  Undefined undefined_;  // for stripping: where it is an error, it is found by then
  Language language_;
  std::optional<Document> document_;  // of what is not binary
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_SOURCE_TEXT_H_
