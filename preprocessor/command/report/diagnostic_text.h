// Formats diagnostics for people: place, severity, message, the source line, a caret, then the
// notes.
//
//   src/a.ts:3:5: error: FITRUE_WXAPP without its IFTRUE_WXAPP [E002]
//   /*FITRUE_WXAPP*/
//     ^~~~~~~~~~~~

#ifndef IFTRUE_COMMAND_REPORT_DIAGNOSTIC_TEXT_H_
#define IFTRUE_COMMAND_REPORT_DIAGNOSTIC_TEXT_H_

#include <span>
#include <string>
#include <string_view>

#include "command/source/findings.h"
#include "command/terminal/color.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// A text that is empty and cannot be read again leaves source lines out. Of a long line the part
// around the place is shown; control characters, in messages too, are shown as U+FFFD, so that no
// source file can steer the terminal.
[[nodiscard]] std::string render(const Findings& findings, Color color);

// The same of a text that is held.
[[nodiscard]] std::string render(std::span<const Diagnostic> diagnostics, std::string_view name,
                                 std::string_view text, Color color);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_REPORT_DIAGNOSTIC_TEXT_H_
