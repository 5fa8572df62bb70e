// What a run over trees is to write: each path of the output, what it is made from, and which
// target has it. It is built once, before any output is opened, and only read from then on, by all
// threads at once. It reads no file's contents and writes nothing; what is done for a path is the
// matter of those who ask it.
//
// A path is known by its index, in the order of the bytes of the paths: the same in the plan and in
// the outputs. Of a path the plan holds 20 bytes beside its name.

#ifndef IFTRUE_COMMAND_PLAN_TREE_PLAN_H_
#define IFTRUE_COMMAND_PLAN_TREE_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "command/maps/map_writer.h"
#include "command/options/options.h"
#include "command/plan/tree_operand.h"
#include "command/project/configuration.h"
#include "command/project/treatment.h"
#include "command/system/failure.h"
#include "command/system/path_list.h"

namespace iftrue {

// What a path of the output is made from.
struct TreeItem {
  enum class Kind : std::uint8_t { kFile, kLink, kEmptyFolder, kMap };

  std::uint32_t operand = 0;
  std::uint32_t detail = 0;  // of a link, the index of its target; of a file, that of its map's
                             // item and the other way round
  Kind kind = Kind::kFile;
  Treatment treatment;
};

class TreePlan {
 public:
  // Lists the operands. All three must outlive the plan.
  TreePlan(const std::vector<TreeInput>& inputs, const Options& options,
           const Configuration& configuration);

  // What could not be listed. Its outputs are missing in the plan.
  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] const PathList& paths() const { return paths_; }
  [[nodiscard]] const TreeItem& item(std::size_t i) const { return items_[i]; }
  [[nodiscard]] const std::vector<TreeInput>& inputs() const { return inputs_; }
  [[nodiscard]] const std::vector<TreeOperand>& operands() const { return operands_; }
  [[nodiscard]] const TreeOperand& operand(std::size_t i) const {
    return operands_[items_[i].operand];
  }

  // By path, whether the output of a target is to hold it. `output` is for messages.
  [[nodiscard]] Result<std::vector<char>> planned_for(std::size_t target,
                                                      const std::string& output) const;

  // Where a link leads, as it stands there.
  [[nodiscard]] const std::string& link_target(std::size_t i) const {
    return operand(i).tree.link_targets[items_[i].detail];
  }

  // In which a file, or the file of a map, is stripped.
  [[nodiscard]] Layout layout_of(std::size_t i) const;

  // The maps of a file whose layout moves text; none of another.
  [[nodiscard]] SourceMaps maps_of(std::size_t i) const;

  // Whether there is a map in a file of its own beside the output, which is known before any source
  // is read.
  [[nodiscard]] bool has_map(std::size_t i) const;
  [[nodiscard]] std::size_t map_of(std::size_t i) const { return items_[i].detail; }

  // What the map of a file says of its files, in an output at this real path. Of no use without
  // maps.
  [[nodiscard]] MapNames map_names(std::size_t i, const std::string& output) const;

  // The path below its operand; "" for a file that is an operand itself.
  [[nodiscard]] std::string_view relative(std::size_t i) const;

  // The path of what an item is made from, as globs speak of it.
  [[nodiscard]] std::string filtered(std::size_t i) const;

  // The path of what an item is made from, for people.
  [[nodiscard]] std::string source_of(std::size_t i) const;

  // All that the outputs depend on, for a depfile: the folders first.
  [[nodiscard]] std::vector<std::string> dependencies() const;

 private:
  struct Drafts;

  void take_in_order(const Drafts& drafts);
  [[nodiscard]] bool exists_for(std::size_t i, std::size_t target) const;
  [[nodiscard]] tl::unexpected<Failure> clash(std::size_t one, std::size_t other,
                                              const std::string& output) const;

  const std::vector<TreeInput>& inputs_;
  const Configuration& configuration_;
  SourceMaps source_maps_;
  std::vector<TreeOperand> operands_;
  PathList paths_;
  std::vector<TreeItem> items_;       // by path
  std::vector<std::string> folders_;  // of the sources, where a depfile is asked for
  std::vector<Failure> failures_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PLAN_TREE_PLAN_H_
