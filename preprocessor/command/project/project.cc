#include "command/project/project.h"

#include <algorithm>
#include <filesystem>

#include "command/system/path.h"

namespace iftrue {
namespace {

// What leads from a folder to one in it: "" or "core/".
std::string prefix_below(const std::string& root, const std::string& folder) {
  std::error_code error;
  const auto relative = std::filesystem::relative(folder, root, error);
  if (error || relative == ".") return "";
  return relative.string() + '/';
}

// Empty for a file that is not in the folder.
std::string path_below(const std::string& root, const std::string& path) {
  if (!is_inside(path, root)) return "";
  const std::filesystem::path whole = path;
  const std::string folder = whole.has_parent_path() ? whole.parent_path().string() : ".";
  return prefix_below(root, folder) + whole.filename().string();
}

}  // namespace

const Target* Project::find_target(std::string_view name) const {
  const auto found = std::ranges::find(targets, name, &Target::name);
  return found == targets.end() ? nullptr : &*found;
}

std::string filter_prefix(const std::optional<Project>& project, const std::string& folder) {
  if (!project || project->source.empty() || !is_inside(folder, project->source)) return "";
  return prefix_below(project->source, folder);
}

std::string path_in_source(const std::optional<Project>& project, const std::string& path) {
  if (!project || project->source.empty()) return "";
  return path_below(project->source, path);
}

std::string path_for_treatment(const Project& project, const std::string& path) {
  if (!project.source.empty()) return path_below(project.source, path);
  return path_below(project.folder.empty() ? "." : project.folder, path);
}

}  // namespace iftrue
