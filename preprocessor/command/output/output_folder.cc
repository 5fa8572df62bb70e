#include "command/output/output_folder.h"

#include <fcntl.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <utility>

#include "command/output/folder_lock.h"
#include "command/records/own_files.h"
#include "command/system/atomic_file.h"
#include "command/system/path.h"

namespace iftrue {
namespace {

constexpr mode_t kOwnFileMode = 0644;

// What is written by one call. A tree of a million files has a manifest of many of these.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

}  // namespace

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

Descriptor OutputFolder::open_own(const std::string& name) const {
  return Descriptor(openat(fd(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

Result<void> OutputFolder::write_own(std::string_view name, Age age,
                                     const std::function<void(const Sink&)>& write) const {
  auto file = AtomicFile::create(fd(), std::string(name), shown(name), kOwnFileMode,
                                 std::string(kOwnTemporary));
  if (!file) return tl::unexpected(file.error());
  Result<void> written;
  std::string waiting;
  const auto pass = [&] {
    if (written) written = file->write(waiting);
    waiting.clear();
  };
  write([&](std::string_view bytes) {
    waiting += bytes;
    if (waiting.size() >= kPiece) pass();
  });
  pass();
  return written.and_then([&] {
    if (age == Age::kOld) file->make_old();
    return file->commit();
  });
}

Result<void> OutputFolder::place() { return new_ ? new_->place() : Result<void>(); }

}  // namespace iftrue
