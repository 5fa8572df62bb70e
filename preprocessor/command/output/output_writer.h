// Puts files into an output folder between its start() and finish(), each as a whole: one thread's
// hand in an OutputTree. Paths are named by their index there.

#ifndef IFTRUE_COMMAND_OUTPUT_OUTPUT_WRITER_H_
#define IFTRUE_COMMAND_OUTPUT_OUTPUT_WRITER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "command/output/output_tree.h"
#include "command/output/path_facts.h"
#include "command/records/run_state.h"
#include "command/source/open_source.h"
#include "command/system/atomic_file.h"
#include "command/system/comparison.h"
#include "command/system/failure.h"
#include "command/system/folder_cursor.h"
#include "command/system/posix.h"
#include "command/system/scratch.h"

namespace iftrue {

enum class Change : std::uint8_t { kNone, kWritten };

class OutputWriter {
 public:
  // Both must outlive the writer; `scratch` is of its thread.
  OutputWriter(OutputTree& tree, Scratch& scratch)
      : tree_(tree), facts_(tree.facts()), scratch_(scratch), folders_(tree.folder().fd()) {}

  // Whether the output was made from this very source by an earlier run, in the same way and under
  // the same conditions, and has been left alone since. Opens no file.
  [[nodiscard]] bool is_current(std::size_t path, const FileIdentity& source, Treatment treatment);

  // Whether it could be, as far as is known without the source.
  [[nodiscard]] bool may_be_current(std::size_t path) const {
    return facts_.record(path).known() && facts_.is_ours(path);
  }

  // Notes what the next run is to know of an output that was put just now.
  void record(std::size_t path, const FileIdentity& source, Treatment treatment);

  // Each makes the output hold just this, and leaves alone what it holds already.
  [[nodiscard]] Result<Change> put_file(std::size_t path, std::string_view bytes, mode_t mode);
  [[nodiscard]] Result<Change> put_copy(std::size_t path, const OpenSource& source);
  [[nodiscard]] Result<Change> put_link(std::size_t path, const std::string& target);
  [[nodiscard]] Result<Change> put_folder(std::size_t path);

  enum class Holds : std::uint8_t { kTheSame, kOther };

  // A file that is being put. It is ended before its writer puts another.
  struct Begun {
    Change change = Change::kNone;
    std::optional<AtomicFile> file;  // to be written; none where nothing is
    bool replaces = false;
  };

  // put_file() for bytes that come in pieces, once to be compared with what stands there, of which
  // nothing changes by it, and where they differ once more to be written.
  [[nodiscard]] Comparison compare(std::size_t path, mode_t mode);
  [[nodiscard]] Result<Begun> begin_file(std::size_t path, mode_t mode, Holds holds);
  [[nodiscard]] Result<Change> end_file(std::size_t path, Begun begun);

 private:
  struct Slot;

  // The open folder in which a path is to stand, created where it is missing.
  [[nodiscard]] Result<Slot> slot(std::size_t path);

  // The same, where nothing stands but what is ours or, in a recovery, may turn out to be.
  [[nodiscard]] Result<Slot> own_slot(std::size_t path);

  // What to do at a slot that holds already what is to be put, or does not.
  [[nodiscard]] Result<Change> settle(std::size_t path, const Slot& slot, Holds holds);

  [[nodiscard]] Result<Begun> begin(std::size_t path, const Slot& slot, mode_t mode, Holds holds);

  // What to say of a path at which somebody else put something while this run went on.
  [[nodiscard]] tl::unexpected<Failure> taken(std::size_t path);

  // What stands at a path that was put just now.
  [[nodiscard]] std::optional<FileIdentity> seen(std::size_t path);

  // Notes what was seen of a path that is done with, so that record() need not look again.
  void note(std::size_t path, const FileIdentity& output) {
    seen_[next_++ % seen_.size()] = {path, output};
  }

  [[nodiscard]] bool is_dry_run() const { return tree_.folder().is_dry_run(); }
  [[nodiscard]] std::string shown(std::size_t path) const {
    return tree_.folder().shown(facts_[path]);
  }

  OutputTree& tree_;
  PathFacts& facts_;
  Scratch& scratch_;
  FolderCursor folders_;

  // The last two: a file and its map are recorded together.
  struct Seen {
    std::size_t path = 0;
    std::optional<FileIdentity> output;
  };
  std::array<Seen, 2> seen_;
  std::size_t next_ = 0;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_OUTPUT_WRITER_H_
