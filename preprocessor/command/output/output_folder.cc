#include "command/output/output_folder.h"

#include <cerrno>
#include <utility>

#include "command/output/folder_lock.h"
#include "command/system/file.h"
#include "command/system/path.h"
#include "command/system/posix.h"

namespace iftrue {
Result<OutputFolder> OutputFolder::open(const std::string& path, Mode mode,
                                        void (*waiting)(const std::string& path)) {
  OutputFolder folder(path, mode);
  if (mode == Mode::kDryRun) {
    folder.root_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.root_.valid() && errno != ENOENT) return system_failure("open folder", path, errno);
    return folder;
  }
  FolderLock lock(path, waiting);
  if (auto created = NewFolder::create(path, lock)) {
    folder.new_.emplace(std::move(*created));
    return folder;
  }
  if (const int failed = create_folders(path)) return system_failure("create folder", path, failed);
  folder.root_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.root_.valid()) return system_failure("open folder", path, errno);
  if (auto locked = lock.take(folder.root_.get()); !locked) return tl::unexpected(locked.error());
  NewFolder::remove_left(path);
  return folder;
}

std::string OutputFolder::shown(std::string_view path) const { return join(path_, path); }

Result<void> OutputFolder::place() { return new_ ? new_->place() : Result<void>(); }

}  // namespace iftrue
