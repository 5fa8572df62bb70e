// One operand of a run over trees: a file or a folder, and what is listed below it. It says nothing
// of the outputs but where in them the operand goes: what is made of its entries is TreePlan's.

#ifndef IFTRUE_COMMAND_PLAN_TREE_OPERAND_H_
#define IFTRUE_COMMAND_PLAN_TREE_OPERAND_H_

#include <optional>
#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/project/treatment.h"
#include "command/source/source_tree.h"
#include "command/system/failure.h"

namespace iftrue {

// An operand as it is named, and where in the output it goes.
struct TreeInput {
  std::string path;
  std::string place;  // relative to the output; "" for the output itself
};

struct TreeOperand {
  std::string path;
  std::string place;    // in the output
  std::string prefix;   // before a relative path where the filter is asked; of a folder
  std::string located;  // the absolute path, where maps are asked for
  Treatment treatment;  // of a file
  bool is_folder = false;
  bool is_output = false;  // of an earlier run
  SourceTree tree;         // of a folder; its failures are passed on

  // Nothing of what is neither a file nor a folder. Appends what could not be read to `failures`.
  static std::optional<TreeOperand> list(const TreeInput& input, const Options& options,
                                         const Configuration& configuration,
                                         std::vector<Failure>& failures);
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PLAN_TREE_OPERAND_H_
