#include "command/project/project.h"

#include <algorithm>
#include <filesystem>

#include "command/system/path.h"

namespace iftrue {

const Target* Project::find_target(std::string_view name) const {
  const auto found = std::ranges::find(targets, name, &Target::name);
  return found == targets.end() ? nullptr : &*found;
}

std::string filter_prefix(const std::optional<Project>& project, const std::string& folder) {
  if (!project || project->source.empty() || !is_inside(folder, project->source)) return "";
  std::error_code error;
  const auto relative = std::filesystem::relative(folder, project->source, error);
  if (error || relative == ".") return "";
  return relative.string() + '/';
}

}  // namespace iftrue
