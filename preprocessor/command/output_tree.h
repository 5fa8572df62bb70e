// The folder that a run writes for one target. It holds a manifest of the files that are ours: only
// those are ever replaced or removed, anything else in the way is a failure. One run at a time
// works on a folder; a second one waits.
//
//   open → start(planned paths) → put_… in any order, from many threads → finish
//
// start() removes what earlier runs wrote and this one will not, and writes the manifest of both,
// so that a run that is killed leaves nothing that the next one would take for a stranger's. The
// manifest says that a run is writing from before the first change until finish(): the next run
// looks for unfinished files only where it still says so.
//
// A manifest that is lost, damaged or of another version counts for nothing. Ours is then what the
// state knows to be as we left it, and what holds already just what is to be put.

#ifndef IFTRUE_COMMAND_OUTPUT_TREE_H_
#define IFTRUE_COMMAND_OUTPUT_TREE_H_

#include <sys/types.h>

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "command/failure.h"
#include "command/file.h"
#include "command/manifest.h"
#include "command/open_folders.h"
#include "command/open_source.h"
#include "command/run_state.h"

namespace iftrue {

// The name of the manifest, at the root of the output. Its time changes when a file of the output
// does and at no other time: build tools can depend on it in place of them all.
inline constexpr std::string_view kManifestName = ".iftrue-manifest";

// The name of the file that holds the state of the last run, beside the manifest.
inline constexpr std::string_view kStateName = ".iftrue-state";

// Whether a relative path is one that the output needs for itself.
[[nodiscard]] bool is_reserved(std::string_view path);

enum class Change { kNone, kWritten };

class OutputTree {
 public:
  enum class Mode { kWrite, kDryRun };

  // Creates the folder where it does not exist, and locks it. `waiting` is called before a wait for
  // another run.
  static Result<std::unique_ptr<OutputTree>> open(const std::string& path, Mode mode,
                                                  void (*waiting)(const std::string& path));

  // What becomes of earlier outputs that are not planned.
  enum class Stale { kRemove, kKeep };

  // `planned`: all relative paths that this run puts; `conditions`: see RunState. Returns the paths
  // that were removed.
  [[nodiscard]] Result<std::vector<std::string>> start(std::set<std::string> planned, Stale stale,
                                                       const std::string& conditions);

  // Whether the output at `path` was made from this very source by an earlier run, in the same way
  // and under the same conditions, and has been left alone since. Opens no file.
  [[nodiscard]] bool is_current(const std::string& path, const FileIdentity& source,
                                Treatment treatment) const;

  // What to tell finish() of an output that is current, or was put just now.
  [[nodiscard]] std::optional<StateRecord> state_of(const std::string& path,
                                                    const FileIdentity& source,
                                                    Treatment treatment) const;

  // Each makes the output hold just this, and leaves alone what it holds already.
  [[nodiscard]] Result<Change> put_file(const std::string& path, std::string_view bytes,
                                        mode_t mode);
  [[nodiscard]] Result<Change> put_copy(const std::string& path, const OpenSource& source);
  [[nodiscard]] Result<Change> put_link(const std::string& path, const std::string& target);
  [[nodiscard]] Result<Change> put_folder(const std::string& path);

  // Notes what is to be known of a path at the next run. Of what is current it is known already.
  void record(const std::string& path, const StateRecord& record);

  // Writes the final manifest and the state. Called also after failures: what was put stays ours.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] const std::string& path() const { return path_; }

  // After start(): what the user should know of the manifest that was found, or "".
  [[nodiscard]] const std::string& note() const { return note_; }

  // After start(): what could not be removed; it stays ours.
  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }

 private:
  struct Slot;

  OutputTree(std::string path, Mode mode) : path_(std::move(path)), mode_(mode) {}

  [[nodiscard]] Result<void> read_manifest();
  [[nodiscard]] Result<void> write_manifest(const Manifest& manifest);
  void read_state(const std::string& conditions);
  void recover(std::string_view state);
  enum class Age { kNew, kOld };
  [[nodiscard]] Result<void> write_own(std::string_view name, std::string_view bytes, Age age);
  [[nodiscard]] Result<void> remove(const std::string& path);
  void remove_unfinished();

  // To be called before anything below the folder changes.
  [[nodiscard]] Result<void> begin_change();

  // The open folder in which `path` is to stand, created where it is missing.
  [[nodiscard]] Result<Slot> slot(const std::string& path);

  // The same, where nothing stands but what is ours or, in a recovery, may turn out to be.
  [[nodiscard]] Result<Slot> own_slot(const std::string& path);

  // What to do at a slot that holds already what is to be put, or does not.
  enum class Holds { kTheSame, kOther };
  [[nodiscard]] Result<Change> settle(const std::string& path, const Slot& slot, Holds holds);

  void adopt(const std::string& path);
  [[nodiscard]] bool is_ours(const std::string& path) const { return owned_.contains(path); }
  [[nodiscard]] bool exists(const std::string& path) const;
  [[nodiscard]] std::string shown(std::string_view path) const;

  std::string path_;
  Mode mode_;
  std::unique_ptr<OpenFolders> folders_;  // none in a dry run on a folder that does not exist
  std::optional<Manifest::State> manifest_state_;  // of the manifest that stands there, if sound
  bool manifest_missing_ = false;
  bool recovering_ = false;
  std::string note_;
  std::vector<Failure> failures_;
  std::set<std::string> owned_;
  std::set<std::string> planned_;
  std::mutex adopted_mutex_;
  std::set<std::string> adopted_;  // found to hold what was to be put
  std::once_flag begun_;
  Result<void> begun_result_;
  RunState state_{{}};  // of the last run, until record() knows better
  bool state_changed_ = false;
  std::vector<std::string> recorded_;  // by this run
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_TREE_H_
