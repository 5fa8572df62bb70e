// An output folder that does not exist yet. It is built beside its place under a temporary name,
// and renamed when it is complete. Nobody looks into it before, so its files are written under
// their final names.
//
// The temporary name is derived from the name of the folder, so the next run finds what a killed
// run left. It removes that folder if it is ours, that is, if it has a manifest that says so or is
// empty. A second run at the same time waits for the first, and then finds the folder in its place.
//
// If the temporary folder cannot be used (its name is too long, something of others has the name,
// or the parent folder is not writable), there is no NewFolder, and the output is written in its
// place.

#ifndef IFTRUE_COMMAND_OUTPUT_NEW_FOLDER_H_
#define IFTRUE_COMMAND_OUTPUT_NEW_FOLDER_H_

#include <optional>
#include <string>

#include "command/output/folder_lock.h"
#include "command/system/descriptor.h"
#include "command/system/failure.h"

namespace iftrue {

// What to say of a folder that stands in its place by now.
[[nodiscard]] tl::unexpected<Failure> made_by_others(const std::string& shown);

class NewFolder {
 public:
  // An empty folder for the output `path`, locked; nothing where something stands at `path`, or for
  // one of the reasons above. Makes the folders above it.
  static std::optional<NewFolder> create(const std::string& path, FolderLock& lock);

  // Takes away what a killed run has left beside an output that exists, unless a run goes on there.
  static void remove_left(const std::string& path);

  // Removes what it can of the folder unless it is in its place.
  ~NewFolder();
  NewFolder(NewFolder&& other) noexcept;
  NewFolder& operator=(NewFolder&&) = delete;
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  [[nodiscard]] int fd() const { return folder_.get(); }

  // Renames it. What stands there by now stays, unless it is an empty folder.
  [[nodiscard]] Result<void> place();

 private:
  explicit NewFolder(std::string path) : path_(std::move(path)) {}

  enum class Attempt : std::uint8_t { kDone, kAgain, kNone };

  // kAgain: another run was there, and has left.
  [[nodiscard]] Attempt open(FolderLock& lock);
  void remove();

  std::string path_;
  std::string name_;
  std::string temporary_;
  Descriptor parent_;
  Descriptor folder_;
  bool to_be_removed_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_NEW_FOLDER_H_
