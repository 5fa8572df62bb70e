// The outputs of a run over trees, one for each target: opened all before one is touched. It puts
// nothing into them, and reports nothing: that is for those who run them. Where they are is
// tree_places.h's.

#ifndef IFTRUE_COMMAND_PLAN_TREE_OUTPUTS_H_
#define IFTRUE_COMMAND_PLAN_TREE_OUTPUTS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command/options/options.h"
#include "command/output/output_tree.h"
#include "command/plan/tree_places.h"
#include "command/plan/tree_plan.h"
#include "command/project/configuration.h"
#include "command/system/failure.h"

namespace iftrue {

class TreeOutputs {
 public:
  // `folder`: a path with {target} in it when there are several targets. The others must outlive
  // the outputs.
  static Result<TreeOutputs> open(const std::string& folder, const TreePlan& plan,
                                  const Options& options, const Configuration& configuration);

  // Starts the output of one target; see OutputTree::start().
  [[nodiscard]] Result<std::vector<std::string>> start(std::size_t target, OutputTree::Stale stale);

  [[nodiscard]] std::size_t size() const { return trees_.size(); }
  [[nodiscard]] OutputTree& operator[](std::size_t target) const { return *trees_[target]; }

  // The folder of an output, links resolved.
  [[nodiscard]] const std::string& real_path(std::size_t target) const {
    return places_[target].real_path;
  }

  // Whether an output that is started is to hold a path of the plan.
  [[nodiscard]] bool holds(std::size_t target, std::size_t path) const {
    return trees_[target]->is_planned(path);
  }

 private:
  TreeOutputs(std::vector<TreePlace> places, const TreePlan& plan, const Options& options,
              const Configuration& configuration)
      : plan_(plan), options_(options), configuration_(configuration), places_(std::move(places)) {}

  [[nodiscard]] std::string conditions(std::size_t target) const;

  const TreePlan& plan_;
  const Options& options_;
  const Configuration& configuration_;
  std::vector<TreePlace> places_;                   // by target; what is planned, until start()
  std::vector<std::unique_ptr<OutputTree>> trees_;  // by target
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PLAN_TREE_OUTPUTS_H_
