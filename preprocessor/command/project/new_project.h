// The text of a new iftrue.toml, with comments for those who go on with it. It says what it is
// given: what the tree holds is found out by `iftrue init`, and whether the text is accepted as a
// project is for project_file.h to say.

#ifndef IFTRUE_COMMAND_PROJECT_NEW_PROJECT_H_
#define IFTRUE_COMMAND_PROJECT_NEW_PROJECT_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

// Where directives were found, and which.
struct NewProject {
  struct Symbol {
    std::string name;
    std::size_t files = 0;  // that use it
  };

  std::string source;                // UTF-8, as the others are
  std::string output;                // empty for none
  std::vector<std::string> include;  // empty for what holds without
  std::vector<Symbol> symbols;
};

// What is not searched for directives, and what the text excludes: packages, and what is in hidden
// folders.
inline constexpr auto kNewProjectExclude =
    std::to_array<std::string_view>({"**/node_modules/**", "**/.*/*"});

[[nodiscard]] std::string project_text(const NewProject& project);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_NEW_PROJECT_H_
