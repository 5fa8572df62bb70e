// Strips one text, of a file or of standard input, for one target or several: to the paths that are
// named, or to standard output. With --check, compares what is there with it. The outputs are
// single files: of an output folder with a manifest, and of several texts, strip_tree knows.

#ifndef IFTRUE_COMMAND_STRIP_TEXT_H_
#define IFTRUE_COMMAND_STRIP_TEXT_H_

#include <string>
#include <string_view>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/project/treatment.h"
#include "command/report/report.h"
#include "command/strip_counts.h"

namespace iftrue {

// The operand that is standard input.
inline constexpr std::string_view kStandardInput = "-";

// Whether an output path is that of a folder: one that ends in a slash is even before it exists.
[[nodiscard]] bool names_folder(const std::string& path);

// What becomes of a file, or of kStandardInput, which no rule speaks of.
[[nodiscard]] Treatment treatment_of_text(const Options& options,
                                          const Configuration& configuration,
                                          const std::string& path);

// `path`: a file, or kStandardInput.
StripCounts strip_text(const Options& options, const Configuration& configuration,
                       const std::string& path, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_STRIP_TEXT_H_
