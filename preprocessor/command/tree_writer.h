// Writes one item of a plan to the outputs of all targets that have it, but for what they hold
// already, as far as the state of files tells. What is made of an item is ItemMaker's, and how a
// path is put OutputWriter's.

#ifndef IFTRUE_COMMAND_TREE_WRITER_H_
#define IFTRUE_COMMAND_TREE_WRITER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "command/item_maker.h"
#include "command/output/output_writer.h"
#include "command/plan/tree_outputs.h"
#include "command/system/failure.h"
#include "command/system/file_identity.h"
#include "command/system/posix.h"
#include "command/system/scratch.h"

namespace iftrue {

class TreeWriter final : public ItemMaker {
 public:
  // The outputs are started, and outlive it.
  TreeWriter(const Run& run, const TreeOutputs& outputs);

 private:
  [[nodiscard]] bool holds(std::size_t target, std::size_t path) const override {
    return outputs_.holds(target, path);
  }
  [[nodiscard]] const std::string& real_path(std::size_t target) const override {
    return outputs_.real_path(target);
  }

  [[nodiscard]] bool is_done(std::size_t i) override;
  [[nodiscard]] Result<Change> put_link(std::size_t target, std::size_t path,
                                        const std::string& link) override {
    return writers_[target].put_link(path, link);
  }
  [[nodiscard]] Result<Change> put_folder(std::size_t target, std::size_t path) override {
    return writers_[target].put_folder(path);
  }
  [[nodiscard]] Result<Change> put_copy(std::size_t target, std::size_t path,
                                        const OpenSource& source) override {
    return writers_[target].put_copy(path, source);
  }
  [[nodiscard]] Result<Change> put_file(std::size_t target, std::size_t path,
                                        std::string_view bytes, mode_t mode) override {
    return writers_[target].put_file(path, bytes, mode);
  }
  [[nodiscard]] Result<Streamed> put_streamed(std::size_t path, const OpenSource& source,
                                              Product product,
                                              std::vector<StreamTarget>& targets) override;
  [[nodiscard]] std::string log_line(std::size_t target, std::size_t path) const override;
  void done(std::size_t i, const FileIdentity& source) override;

  // Calls visit(writer, path) with each output of a file and its map.
  template <typename Visit>
  [[nodiscard]] bool for_all(std::size_t i, Visit visit);

  const TreeOutputs& outputs_;
  Scratch scratch_;
  std::vector<OutputWriter> writers_;  // by target
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TREE_WRITER_H_
