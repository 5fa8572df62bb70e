// A document: a text whose directives have been found and paired. It is scanned once and can then
// be checked, and stripped for any number of targets.
//
// A Document holds the whole text in memory, as a view. StreamStripper (stream_stripper.h) is for
// texts that are too large for that.

#ifndef IFTRUE_DOCUMENT_H_
#define IFTRUE_DOCUMENT_H_

#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "iftrue/diagnostic.h"
#include "iftrue/symbols.h"

namespace iftrue {

// What replaces removed text.
enum class Layout {
  kPreserve,  // blanks, none at the end of a line: kept text keeps its line and its UTF-16 column
  kMask,      // blanks, one for each UTF-16 code unit: kept text keeps its UTF-16 offset too
  kCompact,   // nothing; lines left blank are removed too, and lines of text are never joined
  kLoader,    // nothing: plain removal, as in js-conditional-compile-loader
};

inline constexpr std::array kLayouts = {Layout::kPreserve, Layout::kMask, Layout::kCompact,
                                        Layout::kLoader};

// Whether kept text may get another line or column.
[[nodiscard]] constexpr bool moves_text(Layout layout) {
  return layout == Layout::kCompact || layout == Layout::kLoader;
}

// The language of a text, as far as anything depends on it.
enum class Language {
  kOther,
  kJavaScript,  // TypeScript too
  kJson,        // with comments
  kCss,         // WXSS too
  kScss,        // Less too: // begins a comment
  kHtml,        // Vue, WXML and XML too
  kMarkdown,
};

struct StripOptions {
  Undefined undefined = Undefined::kError;
  Layout layout = Layout::kPreserve;
  // Of JavaScript, kCompact keeps tokens apart that a removal would join, by one space.
  Language language = Language::kOther;
};

// An output, and where in the input its words and signs come from.
struct MappedText {
  std::string text;
  // The field `mappings` of a version 3 source map (ECMA-426) with one source and no names. A
  // segment, of about five bytes, begins with each word, each run of blanks and each other
  // character that is kept. Columns count UTF-16 code units. Empty with a layout that does not move
  // text.
  std::string mappings;
};

// An output, or the diagnostics that say why there is none. It is read like a std::optional of the
// output.
template <typename Output>
class StripResult {
 public:
  explicit StripResult(Output output) : output_(std::move(output)) {}
  explicit StripResult(std::vector<Diagnostic> diagnostics)
      : diagnostics_(std::move(diagnostics)) {}

  // Whether there is an output.
  [[nodiscard]] bool ok() const { return output_.has_value(); }
  [[nodiscard]] explicit operator bool() const { return ok(); }

  // Why there is none: the diagnostics of the document, or else E004 for each symbol that is not
  // set. Empty if ok().
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  // The output. Requires ok(); only value() checks that, and throws std::bad_optional_access.
  [[nodiscard]] const Output& value() const& { return output_.value(); }
  [[nodiscard]] Output&& value() && { return std::move(output_).value(); }
  [[nodiscard]] const Output& operator*() const& { return *output_; }
  [[nodiscard]] Output&& operator*() && { return *std::move(output_); }
  [[nodiscard]] const Output* operator->() const { return &*output_; }

  // A result without an output equals no output.
  friend bool operator==(const StripResult& result, const Output& output) {
    return result.output_ == output;
  }

 private:
  std::optional<Output> output_;
  std::vector<Diagnostic> diagnostics_;
};

// A target and the values of all its symbols.
struct NamedTarget {
  std::string_view name;  // empty if it has none
  Symbols symbols;        // what is not set is off
};

struct WarningOptions {
  Language language = Language::kOther;
  // The targets of the text. A symbol that a target does not set may be on or off. Without
  // targets, W104 and W105 are not reported.
  std::vector<Symbols> targets;
  // Symbols that W101 takes for known, beside those of the text. They must outlive the call.
  std::span<const std::string> symbols = {};
  enum class Sought {
    kAll,
    kMisspelt,  // W101 alone
  };
  Sought sought = Sought::kAll;
  // The targets whose outputs W107 judges, and the layout of these. Without targets, W107 is not
  // reported. They must outlive the call.
  std::span<const NamedTarget> outputs = {};
  Layout layout = Layout::kPreserve;
};

// What WarningOptions::targets compares: for each of the targets, the symbols that any of them
// turns on. A symbol that none turns on does not decide a conditional; it is there for other
// builds. Of one target there is nothing to compare, and the result is empty.
[[nodiscard]] std::vector<Symbols> compared_symbols(std::span<const NamedTarget> targets);

// How to read the bytes of a file.
enum class TextKind {
  kUtf8,    // also any other superset of ASCII without NUL
  kBinary,  // a NUL in the first 8 KiB, or a UTF-16 or UTF-32 byte order mark
};

[[nodiscard]] TextKind classify(std::string_view bytes);

// For bytes that classify() calls binary: E010 if they contain a directive in a recognisable
// encoding (UTF-16, UTF-32, or plain bytes with a NUL among them), otherwise nothing.
[[nodiscard]] std::optional<Diagnostic> find_unreadable_directive(std::string_view bytes);

struct Conditional;  // iftrue/conditional.h

// A scanned text. It holds views into `text`, which must outlive it and not change. What was moved
// from is a document of the empty text.
class Document {
 public:
  explicit Document(std::string_view text);
  // A temporary text would be gone before the document.
  template <std::same_as<std::string> Temporary>
  explicit Document(Temporary&& text) = delete;  // NOLINT(bugprone-forwarding-reference-overload)

  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // Whether the directives are free of errors. diagnostics() has the errors, in order of place.
  [[nodiscard]] bool ok() const;
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const;

  [[nodiscard]] bool has_directives() const;

  // E004 for each symbol in a condition that `symbols` does not set.
  [[nodiscard]] std::vector<Diagnostic> check_symbols(const Symbols& symbols) const;

  // W101 to W107, in order of place. Only W101 for a document that is not ok(): the other warnings
  // depend on how directives pair, which is then uncertain.
  [[nodiscard]] std::vector<Diagnostic> warnings(const WarningOptions& options = {}) const;

  // The text for one target. There is none if the document is not ok(), or if options.undefined is
  // kError and check_symbols(symbols) is not empty.
  [[nodiscard]] StripResult<std::string> strip(const Symbols& symbols,
                                               const StripOptions& options = {}) const;

  // The same, with its mappings.
  [[nodiscard]] StripResult<MappedText> strip_mapped(const Symbols& symbols,
                                                     const StripOptions& options) const;

  // The conditionals in the order of their ifs; none if the document is not ok().
  [[nodiscard]] std::vector<Conditional> conditionals() const;

  // For each of conditionals(), the index of the group that strip() keeps if undefined symbols are
  // off. Nothing if no condition is true and there is no else, or if the enclosing text is removed.
  [[nodiscard]] std::vector<std::optional<std::size_t>> kept_groups(const Symbols& symbols) const;

 private:
  struct Parsed;

  [[nodiscard]] const Parsed& parsed() const;

  // What a StripResult without an output says; empty if there is an output.
  [[nodiscard]] std::vector<Diagnostic> obstacles(const Symbols& symbols,
                                                  const StripOptions& options) const;

  std::unique_ptr<Parsed> parsed_;  // null after a move
};

}  // namespace iftrue

#endif  // IFTRUE_DOCUMENT_H_
