// A dependency file in the syntax of Make, which Ninja reads too: outputs, a colon, inputs.

#ifndef IFTRUE_COMMAND_FILES_DEPFILE_H_
#define IFTRUE_COMMAND_FILES_DEPFILE_H_

#include <string>
#include <vector>

#include "command/system/failure.h"

namespace iftrue {

// The text of a rule. Blanks, '#', '$' and ':' in paths are escaped as GCC does it; a path with a
// line terminator cannot be written and is a failure.
[[nodiscard]] Result<std::string> depfile_text(const std::vector<std::string>& outputs,
                                               const std::vector<std::string>& inputs);

// The same, written to `path`.
[[nodiscard]] Result<void> write_depfile(const std::string& path,
                                         const std::vector<std::string>& outputs,
                                         const std::vector<std::string>& inputs);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_FILES_DEPFILE_H_
