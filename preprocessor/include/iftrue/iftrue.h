// iftrue: conditional compilation by comments, as a library.
//
//   iftrue::Document document(text);                        // scan once
//   if (document.ok()) {
//     iftrue::Symbols wx;
//     wx.set("WXAPP", true);
//     std::string out = document.strip(wx, {.undefined = iftrue::Undefined::kOff});
//   }
//
// The library finds the directives in a text, checks how they pair, and strips the text for any
// number of targets after a single scan. It does not read files, print, keep state between calls or
// throw for bad input. Every function can be called from many threads at once, even on the same
// Document or Symbols, if none of the calls modifies it.
//
// Text is UTF-8. Bytes that are not UTF-8 pass through; each counts as one column. Offsets and
// lengths are in bytes. Lines and columns start at 1. Columns count code points.

#ifndef IFTRUE_IFTRUE_H_
#define IFTRUE_IFTRUE_H_

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

// The values of the symbols for one target. A symbol that was never set is undefined.
class Symbols {
 public:
  void set(std::string_view name, bool on) { values_.insert_or_assign(std::string(name), on); }

  [[nodiscard]] std::optional<bool> find(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return std::nullopt;
    return found->second;
  }

  // Name to value, in the order of the names.
  [[nodiscard]] const std::map<std::string, bool, std::less<>>& values() const { return values_; }

 private:
  std::map<std::string, bool, std::less<>> values_;
};

// How a condition treats a symbol that is not set.
enum class Undefined {
  kError,  // E004
  kOff,    // as if set to off
  kKeep,   // conditionals that depend on the symbol stay, with the set symbols folded out of their
           // directives
};

// What replaces removed text.
enum class Layout {
  kPreserve,  // blanks: kept text keeps its line and its UTF-16 column
  kCompact,   // nothing; lines left blank are removed too
  kLoader,    // nothing: plain removal, as in js-conditional-compile-loader
};

// Codes are stable: they never change their meaning and are never reused.
enum class Code {
  kNeverEnded,        // E001
  kWithoutIf,         // E002
  kCrossing,          // E003
  kUnknownSymbol,     // E004
  kMalformed,         // E005
  kCommentEndsEarly,  // E006
  kAfterElse,         // E007
  kOtherCondition,    // E008
  kCommentMismatch,   // E009
  kEncoding,          // E010
  kMisspelt,          // W101
  kEmptyGroup,        // W102
  kDecided,           // W103
  kKeptByNone,        // W104
  kKeptByAll,         // W105
  kInLiteral,         // W106
};

enum class Severity { kError, kWarning };

[[nodiscard]] Severity severity(Code code);

// Every code, in the order of the names.
[[nodiscard]] std::span<const Code> all_codes();

// "E001" and so on.
[[nodiscard]] std::string_view code_name(Code code);

// One line that describes the code in general, without the details of a place.
[[nodiscard]] std::string_view code_summary(Code code);

struct Place {
  std::size_t offset = 0;  // bytes from the start of the text
  std::size_t length = 0;  // bytes
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t end_line = 1;  // the position just after the last character
  std::size_t end_column = 1;
};

// The offset of a line and column, or nothing if the text has no such place. The column after the
// last character of a line is a place. So is the first column of an empty last line.
[[nodiscard]] std::optional<std::size_t> offset_at(std::string_view text, std::size_t line,
                                                   std::size_t column);

// The number of lines: one for each line terminator, and one for the text after the last, if any.
[[nodiscard]] std::size_t count_lines(std::string_view text);

struct Note {
  Place place;
  std::string message;
};

struct Diagnostic {
  Code code;
  Place place;
  std::string message;
  std::vector<Note> notes;
};

struct StripOptions {
  Undefined undefined = Undefined::kError;
  Layout layout = Layout::kPreserve;
};

// An output, and where in the input each of its characters comes from.
struct MappedText {
  std::string text;
  // The field `mappings` of a version 3 source map (ECMA-426) with one source and no names. Each
  // kept character has a segment, of about five bytes. Columns count UTF-16 code units. Empty with
  // Layout::kPreserve, which does not move characters.
  std::string mappings;
};

// The language of a text, as far as warnings depend on it.
enum class Language {
  kOther,
  kJavaScript,  // TypeScript too
};

struct WarningOptions {
  Language language = Language::kOther;
  // The targets of the text. A symbol that a target does not set may be on or off. Without
  // targets, W104 and W105 are not reported.
  std::vector<Symbols> targets;
};

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

// A scanned text. It holds views into `text`, which must outlive it and not change.
class Document {
 public:
  explicit Document(std::string_view text);
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

  // W101 to W106, in order of place. Only W101 for a document that is not ok(): the other warnings
  // depend on how directives pair, which is then uncertain.
  [[nodiscard]] std::vector<Diagnostic> warnings(const WarningOptions& options = {}) const;

  // The text for one target. Nothing if the document is not ok(), or if options.undefined is kError
  // and check_symbols(symbols) is not empty.
  [[nodiscard]] std::optional<std::string> strip(const Symbols& symbols,
                                                 const StripOptions& options = {}) const;

  // The same, with its mappings.
  [[nodiscard]] std::optional<MappedText> strip_mapped(const Symbols& symbols,
                                                       const StripOptions& options) const;

  // The conditionals in the order of their ifs; none if the document is not ok(). They hold views
  // into the document.
  [[nodiscard]] std::vector<Conditional> conditionals() const;

  // For each of conditionals(), the index of the group that strip() keeps if undefined symbols are
  // off. Nothing if no condition is true and there is no else, or if the enclosing text is removed.
  [[nodiscard]] std::vector<std::optional<std::size_t>> kept_groups(const Symbols& symbols) const;

 private:
  [[nodiscard]] bool can_strip(const Symbols& symbols, const StripOptions& options) const;

  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

// The candidate that `word` most likely misspells, or nothing if none is near. Letter case is
// ignored.
[[nodiscard]] std::optional<std::string_view> nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

// The end of a message: "; did you mean X?" with the nearest candidate, or "" if none is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace iftrue

#endif  // IFTRUE_IFTRUE_H_
