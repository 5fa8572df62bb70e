// Where the outputs of a run over trees are: a folder for each target, and which paths of the plan
// go there. It checks that the folders, the sources and the depfile stand apart. It opens no
// output.

#ifndef IFTRUE_COMMAND_PLAN_TREE_PLACES_H_
#define IFTRUE_COMMAND_PLAN_TREE_PLACES_H_

#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/plan/tree_plan.h"
#include "command/project/configuration.h"
#include "command/system/failure.h"

namespace iftrue {

struct TreePlace {
  std::string path;
  std::string real_path;      // links resolved
  std::vector<char> planned;  // by path of the plan, whether it goes there
};

// By target. `folder`: a path with {target} in it when there are several targets.
[[nodiscard]] Result<std::vector<TreePlace>> tree_places(const std::string& folder,
                                                         const TreePlan& plan,
                                                         const Options& options,
                                                         const Configuration& configuration);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PLAN_TREE_PLACES_H_
