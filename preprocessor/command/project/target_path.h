// Paths that differ by target: {target} in a path is replaced by the name of the target.

#ifndef IFTRUE_COMMAND_PROJECT_TARGET_PATH_H_
#define IFTRUE_COMMAND_PROJECT_TARGET_PATH_H_

#include <string>
#include <string_view>

namespace iftrue {

// Whether the path differs from target to target.
[[nodiscard]] bool names_target(std::string_view path);

// `path` with each {target} replaced by `target`.
[[nodiscard]] std::string for_target(std::string_view path, std::string_view target);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_TARGET_PATH_H_
