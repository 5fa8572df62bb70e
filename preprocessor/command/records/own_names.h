// The names of the tool's own: of the files at the root of an output folder, which are reserved for
// them, and of folders that are built beside their places.

#ifndef IFTRUE_COMMAND_RECORDS_OWN_FILES_H_
#define IFTRUE_COMMAND_RECORDS_OWN_FILES_H_

#include <string>
#include <string_view>

namespace iftrue {

// The name of the manifest. Its time changes when a file of the output does and at no other time:
// build tools can depend on it in place of them all.
inline constexpr std::string_view kManifestName = ".iftrue-manifest";

// The name of the file that holds the state of the last run, beside the manifest.
inline constexpr std::string_view kStateName = ".iftrue-state";

// Where the manifest and the state are written before they get their names. One run at a time
// writes them, so what a killed one left is found without looking for it.
inline constexpr std::string_view kOwnTemporary = ".iftrue-tmp-own";

// How the name of a new folder begins as long as it is built beside its place; its name follows. So
// the next run finds what a killed one left.
inline constexpr std::string_view kNewFolderPrefix = ".iftrue-new-";

[[nodiscard]] inline std::string new_folder_name(std::string_view name) {
  return std::string(kNewFolderPrefix).append(name);
}

// Whether a relative path is one that the output needs for itself.
[[nodiscard]] constexpr bool is_reserved(std::string_view path) {
  return path == kManifestName || path == kStateName || path == kOwnTemporary;
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RECORDS_OWN_FILES_H_
