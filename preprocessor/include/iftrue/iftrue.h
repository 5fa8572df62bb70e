// iftrue: conditional compilation by comments, as a library.
//
//   iftrue::Document document(text);                        // scan once
//   if (document.ok()) {
//     iftrue::Symbols wx;
//     wx.set("WXAPP", true);
//     std::string out = document.strip(wx, {.undefined = iftrue::Undefined::kOff});
//   }
//
// What it does: finds the directives in a text, checks how they pair, and gives the text of one
// target after another from that single scan. What it does not do: read files, print, keep state
// between calls or throw for bad input. Every function may be called from many threads at once on
// the same Document or Symbols as long as none of the calls modifies it.
//
// Text is UTF-8. Bytes that are not UTF-8 pass through; each counts one column. Offsets and lengths
// are in bytes, lines and columns start at 1, columns count code points.

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

// What a condition makes of a symbol that is not set.
enum class Undefined {
  kError,  // E004
  kOff,    // the same as set to off
  kKeep,   // the conditional stays as far as it hangs on the symbol, its directives without those
           // set
};

// What becomes of the removed text.
enum class Layout {
  kPreserve,  // blanks: what is kept keeps its line and its UTF-16 column
  kCompact,   // nothing; lines that removal leaves blank go too
  kLoader,    // nothing: plain removal, as js-conditional-compile-loader does it
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

// One line that says what the code stands for, without the particulars of a place.
[[nodiscard]] std::string_view code_summary(Code code);

struct Place {
  std::size_t offset = 0;  // bytes from the start of the text
  std::size_t length = 0;  // bytes
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t end_line = 1;  // the place just after the last character
  std::size_t end_column = 1;
};

// The offset of a line and column; nothing where the text has no such place. The column after the
// last character of a line is a place, and so is the first of an empty last line.
[[nodiscard]] std::optional<std::size_t> offset_at(std::string_view text, std::size_t line,
                                                   std::size_t column);

// How many lines a text has: its line terminators, and what follows the last of them.
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

// An output, and from where in the input each of its characters comes.
struct MappedText {
  std::string text;
  // The field of that name in a version 3 source map (ECMA-426) with one source and no names, a
  // segment for each kept character: about five bytes for each. Columns count UTF-16 code units.
  // Empty with Layout::kPreserve, where each character stands at its own place.
  std::string mappings;
};

// What a text is written in, as far as warnings differ by it.
enum class Language {
  kOther,
  kJavaScript,  // TypeScript too
};

struct WarningOptions {
  Language language = Language::kOther;
  // The targets that the text is for; a symbol that one of them does not set may be on or off. With
  // none, W104 and W105 are not looked for.
  std::vector<Symbols> targets;
};

// How the bytes of a file are to be taken.
enum class TextKind {
  kUtf8,    // also any other superset of ASCII without NUL
  kBinary,  // a NUL in the first 8 KiB, or a UTF-16 or UTF-32 byte order mark
};

[[nodiscard]] TextKind classify(std::string_view bytes);

// For bytes that classify() calls binary: E010 when they hold a directive in an encoding that can
// be told (UTF-16, UTF-32, or plain bytes with a NUL among them), else nothing.
[[nodiscard]] std::optional<Diagnostic> find_unreadable_directive(std::string_view bytes);

struct Conditional;  // iftrue/conditional.h

// One scanned text. Holds views into `text`, which must outlive it unchanged.
class Document {
 public:
  explicit Document(std::string_view text);
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // Whether the directives are sound. What is wrong is in diagnostics(), in the order of places.
  [[nodiscard]] bool ok() const;
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const;

  [[nodiscard]] bool has_directives() const;

  // E004 for each symbol in a condition that `symbols` does not set.
  [[nodiscard]] std::vector<Diagnostic> check_symbols(const Symbols& symbols) const;

  // W101 to W106, in the order of places. Of a document that is not ok(), W101 only: the others
  // would speak of conditionals that are not known for sure.
  [[nodiscard]] std::vector<Diagnostic> warnings(const WarningOptions& options = {}) const;

  // The text for one target. Nothing when the document is not ok(), or when options.undefined is
  // kError and check_symbols(symbols) finds something.
  [[nodiscard]] std::optional<std::string> strip(const Symbols& symbols,
                                                 const StripOptions& options = {}) const;

  // The same, with its mappings.
  [[nodiscard]] std::optional<MappedText> strip_mapped(const Symbols& symbols,
                                                       const StripOptions& options) const;

  // The conditionals in the order of their ifs, none when the document is not ok(). They hold views
  // into the document.
  [[nodiscard]] std::vector<Conditional> conditionals() const;

  // For each of conditionals() the index of the group that strip() keeps, an undefined symbol being
  // off. None where no condition is true and there is no else, or where the text around goes.
  [[nodiscard]] std::vector<std::optional<std::size_t>> kept_groups(const Symbols& symbols) const;

 private:
  [[nodiscard]] bool can_strip(const Symbols& symbols, const StripOptions& options) const;

  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

// The candidate that `word` was most likely meant to be, or nothing when none is near. Letter case
// counts for nothing.
[[nodiscard]] std::optional<std::string_view> nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

// "; did you mean X?" with the nearest candidate, or "" when none is near: the end of a message.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace iftrue

#endif  // IFTRUE_IFTRUE_H_
