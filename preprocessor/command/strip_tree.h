// Strips folders: one pass over the sources writes the tree of each target. What is to be written
// is TreePlan's, where it goes TreeOutputs', and how one item gets there TreeWriter's. Here they
// are put to work by several threads, and what comes of it is reported in the order of the paths.

#ifndef IFTRUE_COMMAND_STRIP_TREE_H_
#define IFTRUE_COMMAND_STRIP_TREE_H_

#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/plan/tree_operand.h"
#include "command/project/configuration.h"
#include "command/report/report.h"
#include "command/strip_counts.h"

namespace iftrue {

// `output`: a path with {target} in it when there are several targets.
StripCounts strip_tree(const Options& options, const Configuration& configuration,
                       const std::vector<TreeInput>& inputs, const std::string& output,
                       Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_STRIP_TREE_H_
