// Compares what one item of a plan gives with what stands in the outputs of all targets that have
// it: what one thread of strip --check works with. What is made of an item is ItemMaker's, the same
// as when it is written. Nothing is changed, and neither the manifest nor the state is read: bytes
// are compared, whoever wrote them.

#ifndef IFTRUE_COMMAND_TREE_CHECKER_H_
#define IFTRUE_COMMAND_TREE_CHECKER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/item_maker.h"
#include "command/plan/tree_places.h"
#include "command/system/descriptor.h"
#include "command/system/failure.h"
#include "command/system/folder_cursor.h"
#include "command/system/posix.h"
#include "command/system/scratch.h"
#include "command/views/differences.h"
#include "command/views/output_comparison.h"

namespace iftrue {

class TreeChecker final : public ItemMaker {
 public:
  // By target: `places`, and `roots`, the open folders, of which those that are missing are not
  // valid. All outlive it.
  TreeChecker(const Run& run, const std::vector<TreePlace>& places,
              const std::vector<Descriptor>& roots, Differences& differences);

  // Compares a path that strip would not write.
  [[nodiscard]] Result<void> check_orphan(std::size_t target, std::string_view path);

 private:
  [[nodiscard]] bool holds(std::size_t target, std::size_t path) const override {
    return places_[target].planned[path] != 0;
  }
  [[nodiscard]] const std::string& real_path(std::size_t target) const override {
    return places_[target].real_path;
  }
  [[nodiscard]] bool is_done(std::size_t /*i*/) override { return false; }
  void done(std::size_t /*i*/, const FileIdentity& /*source*/) override {}
  [[nodiscard]] std::string log_line(std::size_t /*target*/, std::size_t /*path*/) const override {
    return {};
  }

  [[nodiscard]] Result<Change> put_link(std::size_t target, std::size_t path,
                                        const std::string& link) override;
  [[nodiscard]] Result<Change> put_folder(std::size_t target, std::size_t path) override;
  [[nodiscard]] Result<Change> put_copy(std::size_t target, std::size_t path,
                                        const OpenSource& source) override;
  [[nodiscard]] Result<Change> put_file(std::size_t target, std::size_t path,
                                        std::string_view bytes, mode_t mode) override;
  [[nodiscard]] Result<Streamed> put_streamed(std::size_t path, const OpenSource& source,
                                              Product product,
                                              std::vector<StreamTarget>& targets) override;

  // Where a path of an output is. Its folder is open until the next one of the target.
  [[nodiscard]] Result<OutputPlace> place(std::size_t target, std::string_view path);

  [[nodiscard]] Result<Change> add(std::size_t target, std::string_view path,
                                   Result<PathDifference> difference);

  const std::vector<TreePlace>& places_;
  std::vector<std::optional<FolderCursor>> folders_;  // by target; none of a missing one
  Differences& differences_;
  Scratch scratch_;
  OutputComparison comparison_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TREE_CHECKER_H_
