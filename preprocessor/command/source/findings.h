// What is wrong with one text, on its way to a report.

#ifndef IFTRUE_COMMAND_SOURCE_FINDINGS_H_
#define IFTRUE_COMMAND_SOURCE_FINDINGS_H_

#include <span>
#include <string_view>

#include "iftrue/iftrue.h"

namespace iftrue {

// What stands for its name in reports and source maps.
inline constexpr std::string_view kStandardInputName = "<stdin>";

// All views.
struct Findings {
  std::string_view name;  // a path as the user gave it, or kStandardInputName
  std::string_view text;  // empty when its lines cannot be shown
  std::span<const Diagnostic> diagnostics;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_FINDINGS_H_
