// Strips folders: one pass over the sources writes the tree of each target.

#ifndef IFTRUE_COMMAND_STRIP_TREE_H_
#define IFTRUE_COMMAND_STRIP_TREE_H_

#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/report/report.h"

namespace iftrue {

// One operand, a file or a folder, and where in the output it goes.
struct TreeInput {
  std::string path;
  std::string place;  // relative to the output; "" for the output itself
};

// `output`: a path with {target} in it when there are several targets.
void strip_tree(const Options& options, const Configuration& configuration,
                const std::vector<TreeInput>& inputs, const std::string& output, Report& report);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_STRIP_TREE_H_
