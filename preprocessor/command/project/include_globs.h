// The globs that a new project file includes, so that given files are scanned. Not the inverse of
// matching: they also match other files of the same kinds, since a project is told by kinds of
// file.

#ifndef IFTRUE_COMMAND_PROJECT_INCLUDE_GLOBS_H_
#define IFTRUE_COMMAND_PROJECT_INCLUDE_GLOBS_H_

#include <string>
#include <vector>

namespace iftrue {

// One glob for all extensions, "**/*.{js,ts}", then one for the name of each file that has no
// extension, or one with other characters than A-Z, a-z, 0-9, _, + and -. Each is UTF-8 and none
// stands twice; the order is that of the bytes.
[[nodiscard]] std::vector<std::string> include_globs(const std::vector<std::string>& paths);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_INCLUDE_GLOBS_H_
