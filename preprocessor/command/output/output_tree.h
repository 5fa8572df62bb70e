// The folder that a run writes for one target. It holds a manifest of the files that are ours: only
// those are ever replaced or removed, anything else in the way is a failure. One run at a time
// works on a folder; a second one waits.
//
//   open → start(paths) → put_… by an OutputWriter for each thread → finish
//
// start() removes what earlier runs wrote and this one will not, and writes the manifest of both,
// so that a run that is killed leaves nothing that the next one would take for a stranger's. The
// manifest says that a run is writing from before the first change until finish(): the next run
// looks for unfinished files only where it still says so.
//
// A manifest that is lost, damaged or of another version counts for nothing. Ours is then what the
// state knows to be as we left it, and what holds already just what is to be put.
//
// What is known of the paths is PathFacts', and the folder itself OutputFolder's. Which file goes
// where, and what was read to make it, the tree does not know.

#ifndef IFTRUE_COMMAND_OUTPUT_OUTPUT_TREE_H_
#define IFTRUE_COMMAND_OUTPUT_OUTPUT_TREE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/output/new_subfolders.h"
#include "command/output/output_folder.h"
#include "command/output/path_facts.h"
#include "command/records/manifest.h"
#include "command/records/own_names.h"
#include "command/records/run_state.h"
#include "command/system/failure.h"
#include "command/system/path_list.h"

namespace iftrue {

// What stands at a path and is not ours.
[[nodiscard]] tl::unexpected<Failure> in_the_way(const std::string& shown);

class OutputTree {
 public:
  using Mode = OutputFolder::Mode;

  // Locks the folder; one that does not exist is there when finish() is done, whole. `waiting` is
  // called before a wait for another run.
  static Result<std::unique_ptr<OutputTree>> open(const std::string& path, Mode mode,
                                                  void (*waiting)(const std::string& path));

  // What becomes of earlier outputs that are not planned.
  enum class Stale : std::uint8_t { kRemove, kKeep };

  // `paths`: those that this run may put, which stay where they are until finish(); `planned`: by
  // path, whether it does. A path that is there twice is planned once at most. `conditions`: see
  // StateWriter. Returns the paths that were removed.
  [[nodiscard]] Result<std::vector<std::string>> start(const PathList& paths,
                                                       std::vector<char> planned, Stale stale,
                                                       const std::string& conditions);

  // Puts new folders into their places, and notes what is ours now. Called also after failures:
  // what was put stays, and stays ours.
  [[nodiscard]] std::vector<Failure> finish();

  [[nodiscard]] const std::string& path() const { return folder_.path(); }
  [[nodiscard]] bool is_planned(std::size_t path) const { return facts_.is_planned(path); }

  // After start(): what the user should know of the manifest that was found, or "".
  [[nodiscard]] const std::string& note() const { return note_; }

  // After start(): what could not be removed; it stays ours.
  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }

  // Where what is put at a path stands until finish(): elsewhere in a new folder.
  [[nodiscard]] std::string location(std::size_t path) const {
    return facts_.is_unseen(path) ? new_subfolders_.location(facts_[path])
                                  : std::string(facts_[path]);
  }

  // For those who put something between start() and finish(), from many threads at once.
  [[nodiscard]] const OutputFolder& folder() const { return folder_; }
  [[nodiscard]] PathFacts& facts() { return facts_; }

  // Whether what holds already just what is to be put is taken for ours.
  [[nodiscard]] bool is_recovering() const { return recovering_; }

  // To be called before anything below the folder changes.
  [[nodiscard]] Result<void> begin_change();

 private:
  explicit OutputTree(OutputFolder folder)
      : folder_(std::move(folder)), new_subfolders_(folder_.fd()) {}

  [[nodiscard]] Result<void> read_manifest();
  // visit_paths(visit) calls visit() with each path that is to be in it, in order.
  template <typename VisitPaths>
  [[nodiscard]] Result<void> write_manifest(Manifest::State state, VisitPaths visit_paths);
  // Writes the final manifest and the state.
  [[nodiscard]] Result<void> save();
  void read_state(const std::string& conditions);
  void recover(const std::optional<RunState>& state);
  [[nodiscard]] Result<void> write_state();

  // Goes through what was ours and what is planned: claims what is both; returns the paths that
  // were ours alone and the indices of those that are planned alone, both in order.
  struct Changes {
    std::vector<std::string> stale;
    std::vector<std::size_t> fresh;
  };
  [[nodiscard]] Changes compare_with_last_run();

  // Drops those at which something stands that is no folder.
  void drop_occupied(std::vector<std::size_t>& fresh) const;

  // The fresh paths with the claimed ones, in order.
  [[nodiscard]] std::vector<std::size_t> with_claimed(const std::vector<std::size_t>& fresh) const;

  // Claims the paths at which nothing stands, and begins the folders that are missing.
  void claim_free(const std::vector<std::size_t>& paths);
  void begin_new_subfolders(const std::vector<std::string>& missing);
  [[nodiscard]] std::vector<Failure> place_new_subfolders();

  // Calls visit() with the kept paths, and those of this run for which includes(index) holds, in
  // order.
  template <typename Includes, typename Visit>
  void visit_with_kept(Includes includes, Visit visit) const;

  OutputFolder folder_;
  NewSubfolders new_subfolders_;
  PathFacts facts_;
  std::optional<Manifest::State> manifest_state_;  // of the manifest that stands there, if sound
  bool manifest_missing_ = false;
  bool recovering_ = false;
  bool state_known_ = false;  // one was there, of a run under the same conditions
  std::string note_;
  std::vector<Failure> failures_;
  PathList owned_;                 // when this run began
  std::vector<std::string> kept_;  // ours and not planned, but not removed; in order
  std::once_flag begun_;
  Result<void> begun_result_;
  std::string conditions_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_OUTPUT_TREE_H_
