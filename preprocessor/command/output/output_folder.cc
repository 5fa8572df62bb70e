#include "command/output/output_folder.h"

#include <fcntl.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "command/output/folder_lock.h"
#include "command/system/path.h"

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
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return system_failure("create folder", path, error.value());
  folder.root_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.root_.valid()) return system_failure("open folder", path, errno);
  if (auto locked = lock.take(folder.root_.get()); !locked) return tl::unexpected(locked.error());
  NewFolder::remove_left(path);
  return folder;
}

std::string OutputFolder::shown(std::string_view path) const { return join(path_, path); }

Result<void> OutputFolder::place() { return new_ ? new_->place() : Result<void>(); }

}  // namespace iftrue
