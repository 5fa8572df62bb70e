// strip --check of folders: compares the tree that strip would write for each target with what
// stands there. It takes no lock and writes nothing, neither a file nor a state. What is to be
// there is TreePlan's and ItemMaker's, as when it is written.
//
// An output folder is compared as a whole: what stands in it and would not be written counts, too.

#ifndef IFTRUE_COMMAND_CHECK_TREE_H_
#define IFTRUE_COMMAND_CHECK_TREE_H_

#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/plan/tree_operand.h"
#include "command/project/configuration.h"
#include "command/report/report.h"

namespace iftrue {

// `output`: a path with {target} in it when there are several targets.
void check_tree(const Options& options, const Configuration& configuration,
                const std::vector<TreeInput>& inputs, const std::string& output, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_CHECK_TREE_H_
