#include "command/plan/tree_outputs.h"

#include <fmt/core.h>

#include <map>
#include <string_view>
#include <utility>

#include "command/maps/source_map_file.h"
#include "command/plan/state_conditions.h"
#include "command/system/path.h"
#include "command/terminal/message.h"

namespace iftrue {

Result<TreeOutputs> TreeOutputs::open(const std::string& folder, const TreePlan& plan,
                                      const Options& options, const Configuration& configuration) {
  auto places = tree_places(folder, plan, options, configuration);
  if (!places) return tl::unexpected(places.error());
  TreeOutputs outputs(std::move(*places), plan, options, configuration);
  // Two runs that lock in the same order cannot wait for each other.
  std::map<std::string_view, std::size_t> in_order;  // real path to target
  for (std::size_t i = 0; i < outputs.places_.size(); ++i) {
    in_order.emplace(outputs.places_[i].real_path, i);
  }
  outputs.trees_.resize(outputs.places_.size());
  const auto mode = options.dry_run ? OutputTree::Mode::kDryRun
                    : options.watch ? OutputTree::Mode::kWatch
                                    : OutputTree::Mode::kWrite;
  for (const auto& [real_path, i] : in_order) {
    auto opened = OutputTree::open(outputs.places_[i].path, mode, [](const std::string& busy) {
      print_error_stream(fmt::format("iftrue: waiting for another run on {}\n", quote(busy)));
    });
    if (!opened) return tl::unexpected(opened.error());
    outputs.trees_[i] = std::move(*opened);
  }
  return outputs;
}

Result<std::vector<std::string>> TreeOutputs::start(std::size_t target, OutputTree::Stale stale) {
  return trees_[target]->start(plan_.paths(), std::move(places_[target].planned), stale,
                               conditions(target));
}

std::string TreeOutputs::conditions(std::size_t target) const {
  std::string text = state_conditions(configuration_.targets[target].symbols,
                                      configuration_.undefined, options_.layout);
  // A file in which nothing was reported is not read again: what another run reports may be in it.
  text += fmt::format(" {} {}", configuration_.warnings.text(),
                      options_.verbosity == Verbosity::kQuiet ? 0 : 1);
  if (options_.source_maps == SourceMaps::kNone) return text;
  text += fmt::format(" {}", static_cast<int>(options_.source_maps));
  for (const TreeInput& input : plan_.inputs()) {  // a map names its source from where it stands
    text +=
        fmt::format(" {}", source_url(iftrue::real_path(input.path), places_[target].real_path));
  }
  return text;
}

}  // namespace iftrue
