#include "command/plan/tree_outputs.h"

#include <fmt/core.h>

#include <filesystem>
#include <map>
#include <utility>

#include "command/maps/source_map_file.h"
#include "command/plan/state_conditions.h"
#include "command/project/target_path.h"
#include "command/system/path.h"
#include "command/terminal/message.h"

namespace iftrue {

Result<TreeOutputs> TreeOutputs::open(const std::string& folder, const TreePlan& plan,
                                      const Options& options, const Configuration& configuration) {
  TreeOutputs outputs(plan, options, configuration);
  std::vector<std::string> paths;  // by target
  for (const TargetSymbols& target : configuration.targets) {
    paths.push_back(for_target(folder, target.name));
    if (auto apart = outputs.check_apart(paths.back()); !apart) {
      return tl::unexpected(apart.error());
    }
    auto planned = plan.planned_for(paths.size() - 1, paths.back());
    if (!planned) return tl::unexpected(planned.error());
    outputs.planned_.push_back(std::move(*planned));
  }
  // Two runs that lock in the same order cannot wait for each other.
  std::map<std::string, std::size_t> in_order;  // real path to target
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!in_order.emplace(iftrue::real_path(paths[i]), i).second) {
      return failure(fmt::format("several targets cannot share the output {}", quote(paths[i])));
    }
  }
  outputs.real_paths_.resize(paths.size());
  outputs.trees_.resize(paths.size());
  const auto mode = options.dry_run ? OutputTree::Mode::kDryRun : OutputTree::Mode::kWrite;
  for (const auto& [real_path, i] : in_order) {
    outputs.real_paths_[i] = real_path;
    auto opened = OutputTree::open(paths[i], mode, [](const std::string& busy) {
      print_error_stream(fmt::format("iftrue: waiting for another run on {}\n", quote(busy)));
    });
    if (!opened) return tl::unexpected(opened.error());
    outputs.trees_[i] = std::move(*opened);
  }
  return outputs;
}

Result<std::vector<std::string>> TreeOutputs::start(std::size_t target, OutputTree::Stale stale) {
  return trees_[target]->start(plan_.paths(), std::move(planned_[target]), stale,
                               conditions(target));
}

Result<void> TreeOutputs::check_apart(const std::string& output) const {
  const auto& depfile = options_.depfile;
  if (depfile && is_inside(*depfile, output)) {
    return failure(fmt::format("dependency file {} would stand in the output {}", quote(*depfile),
                               quote(output)));
  }
  for (const TreeInput& input : plan_.inputs()) {
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

std::string TreeOutputs::conditions(std::size_t target) const {
  std::string text = state_conditions(configuration_.targets[target].symbols,
                                      configuration_.undefined, options_.layout);
  if (options_.source_maps == SourceMaps::kNone) return text;
  text += fmt::format(" {}", static_cast<int>(options_.source_maps));
  for (const TreeInput& input : plan_.inputs()) {  // a map names its source from where it stands
    text += fmt::format(" {}", source_url(iftrue::real_path(input.path), real_paths_[target]));
  }
  return text;
}

}  // namespace iftrue
