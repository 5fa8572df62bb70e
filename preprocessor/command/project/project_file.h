// The project file, iftrue.toml: finds it and reads the project that it describes.

#ifndef IFTRUE_COMMAND_PROJECT_PROJECT_FILE_H_
#define IFTRUE_COMMAND_PROJECT_PROJECT_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/project/project.h"
#include "command/project/toml_error.h"
#include "command/system/failure.h"

namespace iftrue {

inline constexpr std::string_view kProjectFileName = "iftrue.toml";

// Reads a project file. The failure's message has a line for each thing that is wrong, each with
// its place in the file.
[[nodiscard]] Result<Project> load_project(const std::string& path);

// The same from text: `path` is for the places and for the folder.
[[nodiscard]] Result<Project> parse_project(std::string_view text, const std::string& path);

// The same with the errors as data, in the order in which they were found.
[[nodiscard]] tl::expected<Project, std::vector<TomlError>> read_project(std::string_view text,
                                                                         const std::string& path);

// Where an iftrue.toml for `folder` may stand: in it, then in its parents, the nearest first.
[[nodiscard]] std::vector<std::string> project_file_places(const std::string& folder);

// Whether one stands at such a place, be it a link that leads nowhere.
[[nodiscard]] bool is_project_file(const std::string& place);

// The path of the iftrue.toml in `folder` or the nearest of its parents.
[[nodiscard]] std::optional<std::string> find_project_file(const std::string& folder);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_PROJECT_FILE_H_
