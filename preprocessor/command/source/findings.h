// The diagnostics of one text, with what a report needs to show them.

#ifndef IFTRUE_COMMAND_SOURCE_FINDINGS_H_
#define IFTRUE_COMMAND_SOURCE_FINDINGS_H_

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "command/project/warning_policy.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// What stands for its name in reports and source maps.
inline constexpr std::string_view kStandardInputName = "<stdin>";

// What stands from `begin` to `end` of a text, or to the text's end; it may be gone at the next
// call.
using ReadStretch = std::function<std::string_view(std::size_t begin, std::size_t end)>;

// All views.
struct Findings {
  std::string_view name;  // a path as the user gave it, or kStandardInputName
  std::string_view text;  // empty when it is not held, or its lines cannot be shown
  std::span<const Diagnostic> diagnostics;
  ReadStretch read = {};      // of a text that is not held but can be read again
  WarningPolicy policy = {};  // by which some warnings are errors
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_FINDINGS_H_
