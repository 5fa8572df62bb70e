#include "command/plan/tree_places.h"

#include <fmt/core.h>

#include <filesystem>
#include <set>
#include <utility>

#include "command/project/target_path.h"
#include "command/system/path.h"

namespace iftrue {
namespace {

Result<void> check_apart(const std::string& output, const TreePlan& plan, const Options& options) {
  const auto& depfile = options.depfile;
  if (depfile && is_inside(*depfile, output)) {
    return failure(fmt::format("dependency file {} would stand in the output {}", quote(*depfile),
                               quote(output)));
  }
  for (const TreeInput& input : plan.inputs()) {
    if (depfile && is_inside(*depfile, input.path)) {
      return failure(fmt::format("dependency file {} would stand in the source {}", quote(*depfile),
                                 quote(input.path)));
    }
    std::error_code error;
    const bool folder = std::filesystem::is_directory(input.path, error);
    if (folder && (is_inside(output, input.path) || is_inside(input.path, output))) {
      return failure(fmt::format("output {} and source {} overlap: one is inside the other",
                                 quote(output), quote(input.path)));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<TreePlace>> tree_places(const std::string& folder, const TreePlan& plan,
                                           const Options& options,
                                           const Configuration& configuration) {
  std::vector<TreePlace> places;
  for (const TargetSymbols& target : configuration.targets) {
    TreePlace place;
    place.path = for_target(folder, target.name);
    if (auto apart = check_apart(place.path, plan, options); !apart) {
      return tl::unexpected(apart.error());
    }
    auto planned = plan.planned_for(places.size(), place.path);
    if (!planned) return tl::unexpected(planned.error());
    place.planned = std::move(*planned);
    places.push_back(std::move(place));
  }
  std::set<std::string> taken;
  for (TreePlace& place : places) {
    place.real_path = real_path(place.path);
    if (!taken.insert(place.real_path).second) {
      return failure(fmt::format("several targets cannot share the output {}", quote(place.path)));
    }
  }
  return places;
}

}  // namespace iftrue
