// The folders below an output that do not exist yet. Each is built beside its place, as a new
// output is (new_folder.h), and renamed when the run is done: so it appears whole, and its files
// are written under their final names.
//
// What a killed run leaves has a name that is made of the folder's, and the manifest names what is
// in it: the next run removes that, and nothing else (output_removal.h).
//
// Which folders are missing, and what is in them, is not its matter. A folder that cannot be built
// beside its place (the name is too long, something of others has it) is none of these: it is made
// in its place, and each of its files appears by itself.

#ifndef IFTRUE_COMMAND_OUTPUT_NEW_SUBFOLDERS_H_
#define IFTRUE_COMMAND_OUTPUT_NEW_SUBFOLDERS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "command/system/failure.h"
#include "command/system/path_list.h"

namespace iftrue {

class NewSubfolders {
 public:
  // `root`: the open folder of the output, which stays open as long as this is used.
  explicit NewSubfolders(int root) : root_(root) {}

  // Removes what it can of those that are not in their places: the empty ones.
  ~NewSubfolders();
  NewSubfolders(const NewSubfolders&) = delete;
  NewSubfolders& operator=(const NewSubfolders&) = delete;

  // Begins the folder at `path`, relative to the root, which comes behind the last one with all
  // that is in it. The folder above it is there. `paths`: all that a run may put below the root.
  // False: it is not one of these.
  [[nodiscard]] bool begin(std::string_view path, const PathList& paths);

  // Where what is to be at `path` stands by now: elsewhere in a folder that is not in its place.
  [[nodiscard]] std::string location(std::string_view path) const;

  struct Unplaced {
    std::string path;
    Failure why;
  };

  // Puts each into its place, unless it is empty. Where something stands there by now, that stays,
  // and what was built is removed: what of it is in `paths`. `shown` gives a path for messages.
  [[nodiscard]] std::vector<Unplaced> place(
      const PathList& paths, const std::function<std::string(std::string_view)>& shown);

 private:
  int root_;
  std::vector<std::string> folders_;  // each with a slash at its end; in order
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_NEW_SUBFOLDERS_H_
