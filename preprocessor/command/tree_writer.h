// Writes one item of a plan to the outputs of all targets that have it: what one thread of a run
// over trees works with. A source is opened and scanned once for all of them, held or, where it is
// large, while it is read again and again.
//
// It tells what came of an item and reports nothing, since which thread is first must not show.

#ifndef IFTRUE_COMMAND_TREE_WRITER_H_
#define IFTRUE_COMMAND_TREE_WRITER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/output/output_writer.h"
#include "command/plan/tree_outputs.h"
#include "command/plan/tree_plan.h"
#include "command/project/configuration.h"
#include "command/report/report.h"
#include "command/source/open_source.h"
#include "command/source/warner.h"
#include "command/system/failure.h"
#include "command/system/file_identity.h"
#include "command/system/folder_cursor.h"
#include "command/system/scratch.h"

namespace iftrue {

// What is to be told of one item. Most have nothing.
struct Outcome {
  std::size_t item = 0;
  Report::Part diagnostics;
  std::vector<Failure> failures;
  std::string log;  // what was written, where that is told

  [[nodiscard]] bool is_empty() const {
    return diagnostics.formed.empty() && failures.empty() && log.empty();
  }
};

class TreeWriter {
 public:
  // What all threads share, and outlives them. The outputs are started.
  struct Run {
    const Options& options;
    const Configuration& configuration;
    const Warner& warner;
    const Report& report;
    const TreePlan& plan;
    const TreeOutputs& outputs;
  };

  explicit TreeWriter(const Run& run);
  TreeWriter(const TreeWriter&) = delete;
  TreeWriter& operator=(const TreeWriter&) = delete;

  // Makes the outputs hold what the item says. A map goes with its file.
  [[nodiscard]] Outcome put(std::size_t i);

 private:
  void put_file(std::size_t i);

  // False: nothing was written.
  [[nodiscard]] bool put_stripped(std::size_t i, const OpenSource& source);
  [[nodiscard]] bool put_held(std::size_t i, const OpenSource& source);

  // A large source. False: it has to be held after all.
  [[nodiscard]] Result<bool> put_streamed(std::size_t i, const OpenSource& source);

  // Whether all outputs of a file hold what they should, as far as the state of files tells.
  [[nodiscard]] bool is_current(std::size_t i);
  void record(std::size_t i, const FileIdentity& source);

  [[nodiscard]] Result<OpenSource> open(std::size_t i);
  [[nodiscard]] std::optional<FileIdentity> identity(std::size_t i);

  template <typename Put>
  void for_each_output(std::size_t i, Put put);

  // Calls visit(writer, path) with each output of a file and its map.
  template <typename Visit>
  [[nodiscard]] bool for_all(std::size_t i, Visit visit);

  // Takes what came of putting a path into the output of a target.
  void settle(const Result<Change>& change, std::size_t path, std::size_t target);

  [[nodiscard]] MapNames map_names(std::size_t i, std::size_t target) const;

  Run run_;
  std::vector<std::optional<FolderCursor>> sources_;  // by operand; none of a file
  Scratch scratch_;
  std::vector<OutputWriter> writers_;  // by target
  Outcome outcome_;                    // of the item that is being put
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TREE_WRITER_H_
