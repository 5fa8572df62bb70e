// Paths as text: put together, taken apart, and made absolute by what stands in the file system.
// How people are shown one is in failure.h.

#ifndef IFTRUE_COMMAND_SYSTEM_PATH_H_
#define IFTRUE_COMMAND_SYSTEM_PATH_H_

#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

// The path of what stands at the relative `path` in a folder; of the folder itself for "".
[[nodiscard]] std::string join(std::string_view folder, std::string_view path);

// The absolute path, links resolved as far as it exists.
[[nodiscard]] std::string real_path(const std::string& path);

// Whether the path, links resolved as far as it exists, lies in `folder` or is it.
[[nodiscard]] bool is_inside(const std::string& path, const std::string& folder);

// The absolute path of a file, links in the folders before it resolved. A link itself keeps its
// name.
[[nodiscard]] std::string located(const std::string& path);

// Appends the names of a path to `names`, the last first. Those between two slashes are empty.
void push_reversed(std::vector<std::string>& names, std::string_view path);

// What the kernel follows in one path at most (path_resolution(7)).
inline constexpr int kMostLinks = 40;

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_PATH_H_
