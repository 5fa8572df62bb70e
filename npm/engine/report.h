// What the engine says of a text, as JSON for JavaScript. Places have `start` and `end`, offsets in
// UTF-16 code units, beside the lines and columns of the command's JSON.

#ifndef IFTRUE_NPM_ENGINE_REPORT_H_
#define IFTRUE_NPM_ENGINE_REPORT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluator.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// [{ code, severity, message, …place, notes: [{ message, …place }] }]
[[nodiscard]] std::string report_diagnostics(std::string_view text,
                                             std::span<const Diagnostic> diagnostics);

// [{ …place, groups: [{ kind, dormant, condition, directive, text, firstLine, lastLine }],
//    endDirective, parent: { conditional, group } | null }], where directive, text and endDirective
// are places
[[nodiscard]] std::string report_conditionals(std::string_view text,
                                              std::span<const Conditional> conditionals);

// [{ start, end }]
[[nodiscard]] std::string report_spans(std::string_view text, std::span<const Span> spans);

}  // namespace iftrue

#endif  // IFTRUE_NPM_ENGINE_REPORT_H_
