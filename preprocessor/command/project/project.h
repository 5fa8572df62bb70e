// A project: its symbols, its targets, and the tree that they apply to.

#ifndef IFTRUE_COMMAND_PROJECT_PROJECT_H_
#define IFTRUE_COMMAND_PROJECT_PROJECT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/project/path_filter.h"
#include "command/project/warning_policy.h"

namespace iftrue {

struct Target {
  std::string name;
  std::vector<std::string> symbols;  // those that are on; every other symbol of the project is off
};

struct NamedSymbol {
  std::string name;
  std::string description;
};

struct Project {
  std::string file;    // path of the project file
  std::string folder;  // the folder it stands in, to which its paths are relative
  std::string source;  // path of the source folder; empty if the file names none
  std::string output;  // path with {target} in it; empty if the file names none
  PathFilter filter;
  std::vector<NamedSymbol> symbols;  // in the order of the file
  std::vector<Target> targets;       // in the order of the file
  WarningPolicy warnings;

  [[nodiscard]] const Target* find_target(std::string_view name) const;
};

// The prefix that makes a path below `folder` one that the project's globs speak of: "" for its
// source folder, "core/" for the folder core in it, and "" for a folder elsewhere.
[[nodiscard]] std::string filter_prefix(const std::optional<Project>& project,
                                        const std::string& folder);

// The path of a named file below the project's source; empty for a file elsewhere, of which the
// project's globs do not speak.
[[nodiscard]] std::string path_in_source(const std::optional<Project>& project,
                                         const std::string& path);

// The same for what rules say of a named file's treatment: where the project names no source, its
// folder stands for that.
[[nodiscard]] std::string path_for_treatment(const Project& project, const std::string& path);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_PROJECT_H_
