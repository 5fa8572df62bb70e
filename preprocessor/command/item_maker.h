// Makes what the outputs of all targets hold of one item of a plan: what one thread of a run over
// trees works with. A source is opened and scanned once for all of them, held or, where it is
// large, while it is read again and again.
//
// What becomes of what is made is the matter of those who derive from it: TreeWriter puts it into
// the outputs, TreeChecker compares it with what stands there. So both have the same of a source.
//
// It tells what came of an item and reports nothing, since which thread is first must not show.

#ifndef IFTRUE_COMMAND_ITEM_MAKER_H_
#define IFTRUE_COMMAND_ITEM_MAKER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/maps/map_writer.h"
#include "command/maps/mapped_stream.h"
#include "command/options/options.h"
#include "command/output/output_writer.h"
#include "command/plan/tree_plan.h"
#include "command/project/configuration.h"
#include "command/report/report.h"
#include "command/source/open_source.h"
#include "command/source/source_stream.h"
#include "command/source/warner.h"
#include "command/system/failure.h"
#include "command/system/file_identity.h"
#include "command/system/folder_cursor.h"
#include "command/system/posix.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// What is to be told of one item. Most have nothing.
struct Outcome {
  std::size_t item = 0;
  Report::Part diagnostics;
  std::vector<Failure> failures;
  std::string log;          // what was written, where that is told
  std::size_t written = 0;  // paths

  [[nodiscard]] bool is_empty() const {
    return diagnostics.formed.empty() && failures.empty() && log.empty();
  }
};

class ItemMaker {
 public:
  // What all threads share, and outlives them.
  struct Run {
    const Options& options;
    const Configuration& configuration;
    const Warner& warner;
    const Report& report;
    const TreePlan& plan;
  };

  virtual ~ItemMaker() = default;
  ItemMaker(const ItemMaker&) = delete;
  ItemMaker& operator=(const ItemMaker&) = delete;

  // Makes an item and puts it into the outputs that have it. A map goes with its file.
  [[nodiscard]] Outcome put(std::size_t i);

 protected:
  explicit ItemMaker(const Run& run);

  // A target that has a large source, and what the map says of its files.
  struct StreamTarget {
    std::size_t target;
    MapNames names;
    Result<Change> change = {};  // what came of it
  };

  // Whether the output of a target is to hold a path of the plan.
  [[nodiscard]] virtual bool holds(std::size_t target, std::size_t path) const = 0;

  // The folder of an output, links resolved.
  [[nodiscard]] virtual const std::string& real_path(std::size_t target) const = 0;

  // Whether nothing need be made of a file, as far as is known without its source.
  [[nodiscard]] virtual bool is_done(std::size_t i) = 0;

  // Each takes what is made for a path of an output.
  [[nodiscard]] virtual Result<Change> put_link(std::size_t target, std::size_t path,
                                                const std::string& link) = 0;
  [[nodiscard]] virtual Result<Change> put_folder(std::size_t target, std::size_t path) = 0;
  [[nodiscard]] virtual Result<Change> put_copy(std::size_t target, std::size_t path,
                                                const OpenSource& source) = 0;
  [[nodiscard]] virtual Result<Change> put_file(std::size_t target, std::size_t path,
                                                std::string_view bytes, mode_t mode) = 0;

  // The same of a large source, for all targets that have it. Unless the text is sound, nothing is
  // touched.
  [[nodiscard]] virtual Result<Streamed> put_streamed(std::size_t path, const OpenSource& source,
                                                      Product product,
                                                      std::vector<StreamTarget>& targets) = 0;

  // A line about a path that was written; none where that is not told.
  [[nodiscard]] virtual std::string log_line(std::size_t target, std::size_t path) const = 0;

  // Called when all of a file has been put, and nothing was wrong with it.
  virtual void done(std::size_t i, const FileIdentity& source) = 0;

  [[nodiscard]] std::size_t target_count() const { return run_.configuration.targets.size(); }
  [[nodiscard]] const Symbols& symbols(std::size_t target) const {
    return run_.configuration.targets[target].symbols;
  }

  // Of a product of a large source. Its text has the warnings.
  [[nodiscard]] StreamOptions stream_options(std::size_t path, const OpenSource& source,
                                             Product product) const;

  // Of the source of an item, without opening it.
  [[nodiscard]] std::optional<FileIdentity> identity(std::size_t i);

  [[nodiscard]] const Run& run() const { return run_; }

 private:
  void make_file(std::size_t i);

  // False: nothing was made.
  [[nodiscard]] bool make_stripped(std::size_t i, const OpenSource& source);
  [[nodiscard]] bool make_held(std::size_t i, const OpenSource& source);

  // A large source. False: it has to be held after all.
  [[nodiscard]] Result<bool> make_streamed(std::size_t i, const OpenSource& source);

  [[nodiscard]] Result<OpenSource> open(std::size_t i);

  // Calls visit(target) with each that has the item.
  template <typename Visit>
  void for_each_target(std::size_t i, Visit visit) const;

  // Takes what came of putting a path into the output of a target.
  void settle(std::size_t target, std::size_t path, const Result<Change>& change);
  void fail(const Failure& failure) { outcome_.failures.push_back(failure); }

  [[nodiscard]] MapNames map_names(std::size_t i, std::size_t target) const;

  Run run_;
  std::vector<std::optional<FolderCursor>> sources_;  // by operand; none of a file
  Outcome outcome_;                                   // of the item that is being put
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_ITEM_MAKER_H_
