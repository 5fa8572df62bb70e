// The folders below one folder, opened name by name: so no link is ever followed, whatever is put
// in the way while a run goes on, and no path is too long for the system.
//
// The last few stay open, since neighbours in a tree are asked for one after the other. Safe to
// call from many threads.

#ifndef IFTRUE_COMMAND_OPEN_FOLDERS_H_
#define IFTRUE_COMMAND_OPEN_FOLDERS_H_

#include <sys/stat.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "command/file.h"

namespace iftrue {

class OpenFolders {
 public:
  class OpenFolder {
   public:
    enum class Origin { kFound, kMadeHere };

    OpenFolder(Descriptor descriptor, Origin origin)
        : descriptor_(std::move(descriptor)), origin_(origin) {}

    [[nodiscard]] int get() const { return descriptor_.get(); }

    // Whether open() made it: then nobody has put anything there yet but who asked for it, unless
    // somebody is racing with us.
    [[nodiscard]] bool made_here() const { return origin_ == Origin::kMadeHere; }

   private:
    Descriptor descriptor_;
    Origin origin_;
  };
  using Folder = std::shared_ptr<const OpenFolder>;

  enum class Missing { kFail, kCreate };

  struct Obstacle {
    int error;         // an errno; ENOTDIR also for a link
    std::string path;  // of the folder that could not be opened, relative
  };

  explicit OpenFolders(Descriptor root)
      : root_(std::make_shared<const OpenFolder>(std::move(root), OpenFolder::Origin::kFound)) {}

  // `path` is relative; "" is the root.
  [[nodiscard]] tl::expected<Folder, Obstacle> open(std::string_view path,
                                                    Missing missing = Missing::kFail);

  // What stands at `path`, a link itself and not what it leads to; or an errno.
  [[nodiscard]] tl::expected<struct stat, int> status(std::string_view path);

  // Closes what is kept open: called after folders were removed.
  void forget();

  [[nodiscard]] int root() const { return root_->get(); }

 private:
  struct Kept {
    std::string path;
    Folder folder;
    std::uint64_t used = 0;  // the number of the call that used it last
  };

  // The nearest folder at or above `path` that is open, and the length of its path.
  [[nodiscard]] std::pair<Folder, std::size_t> nearest(std::string_view path);
  void keep(std::string_view path, Folder folder);

  Folder root_;
  std::mutex mutex_;
  std::array<Kept, 16> kept_;
  std::uint64_t calls_ = 0;
};

// A relative path as the folder that it stands in, "" for the root, and its last name.
struct PathParts {
  std::string_view folder;
  std::string_view name;
};
[[nodiscard]] PathParts split_path(std::string_view path);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPEN_FOLDERS_H_
