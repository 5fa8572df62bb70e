// Diagnostics: what is wrong with a text, and where. They are data. Nothing here prints them.
//
// Offsets and lengths are in bytes. Lines and columns start at 1. Columns count code points; a byte
// that is not UTF-8 counts as one column, and a byte order mark at the start of the text as none.

#ifndef IFTRUE_DIAGNOSTIC_H_
#define IFTRUE_DIAGNOSTIC_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

// Codes are stable: neither their names nor their values ever change their meaning or are reused.
// The value is the number in the name.
enum class Code {
  kNeverEnded = 1,        // E001
  kWithoutIf = 2,         // E002
  kCrossing = 3,          // E003
  kUnknownSymbol = 4,     // E004
  kMalformed = 5,         // E005
  kCommentEndsEarly = 6,  // E006
  kAfterElse = 7,         // E007
  kOtherCondition = 8,    // E008
  kCommentMismatch = 9,   // E009
  kEncoding = 10,         // E010
  kMisspelt = 101,        // W101
  kEmptyGroup = 102,      // W102
  kDecided = 103,         // W103
  kKeptByNone = 104,      // W104
  kKeptByAll = 105,       // W105
  kInLiteral = 106,       // W106
  kChangesMeaning = 107,  // W107
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

}  // namespace iftrue

#endif  // IFTRUE_DIAGNOSTIC_H_
