#include "command/system/atomic_file.h"

#include <fmt/compile.h>
#include <fmt/core.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <utility>

#include "command/system/file.h"
#include "command/system/permissions.h"
#include "command/system/posix.h"
#include "command/system/rename.h"

namespace iftrue {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string temporary_name() {
  static const pid_t process = getpid();
  static std::atomic<unsigned> count = 0;
  return fmt::format(FMT_COMPILE("{}{}-{}"), kTemporaryPrefix, process, count++);
}

bool is_temporary_name(std::string_view name) {
  if (!name.starts_with(kTemporaryPrefix)) return false;
  name.remove_prefix(kTemporaryPrefix.size());
  const std::size_t hyphen = name.find('-');
  return hyphen != std::string_view::npos && is_number(name.substr(0, hyphen)) &&
         is_number(name.substr(hyphen + 1));
}

Result<AtomicFile> AtomicFile::create(int folder_fd, std::string name, std::string shown,
                                      mode_t mode, std::string temporary) {
  AtomicFile atomic;
  atomic.folder_fd_ = folder_fd;
  atomic.name_ = std::move(name);
  atomic.shown_ = std::move(shown);
  atomic.mode_ = mode & kPermissions;
  for (;;) {
    atomic.file_ = Descriptor(openat(folder_fd, temporary.c_str(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (atomic.file_.valid()) break;
    if (errno != EEXIST) return system_failure("write", atomic.shown_, errno);
    temporary = temporary_name();
  }
  atomic.temporary_ = std::move(temporary);
  return atomic;
}

Result<std::optional<AtomicFile>> AtomicFile::create_unseen(int folder_fd, std::string name,
                                                            std::string shown, mode_t mode) {
  AtomicFile unseen;
  unseen.folder_fd_ = folder_fd;
  unseen.name_ = std::move(name);
  unseen.shown_ = std::move(shown);
  unseen.mode_ = mode & kPermissions;
  unseen.file_ =
      Descriptor(openat(folder_fd, unseen.name_.c_str(),
                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, unseen.mode_));
  if (!unseen.file_.valid()) {
    if (errno == EEXIST) return std::nullopt;
    return system_failure("write", unseen.shown_, errno);
  }
  unseen.temporary_ = unseen.name_;
  return std::optional(std::move(unseen));
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) unlinkat(folder_fd_, temporary_.c_str(), 0);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : folder_fd_(other.folder_fd_),
      temporary_(std::exchange(other.temporary_, {})),
      name_(std::move(other.name_)),
      shown_(std::move(other.shown_)),
      mode_(other.mode_),
      file_(std::move(other.file_)),
      identity_(other.identity_) {}

Result<void> AtomicFile::write(std::string_view bytes) {
  if (const int error = write_all(file_.get(), bytes)) {
    return system_failure("write", shown_, error);
  }
  return {};
}

void AtomicFile::make_old() {
  constexpr timespec kOld{1, 0};  // 0 is what some tools take for a missing file
  const std::array<timespec, 2> times{kOld, kOld};
  futimens(file_.get(), times.data());
}

Result<void> AtomicFile::end_writing() {
  if (!set_mode()) return system_failure("set the mode of", shown_, errno);
  // Some file systems tell only now that the disk is full.
  if (close(file_.release()) != 0) return system_failure("write", shown_, errno);
  return {};
}

bool AtomicFile::set_mode() {
  if (!is_unseen()) return fchmod(file_.get(), mode_) == 0;
  // The umask may have left the mode as it is to be.
  identity_ = identity_of(file_.get());
  if (identity_ && has_permissions(static_cast<mode_t>(identity_->mode), mode_)) return true;
  if (fchmod(file_.get(), mode_) != 0) return false;
  identity_ = identity_of(file_.get());
  return true;
}

Result<void> AtomicFile::commit() {
  if (auto ended = end_writing(); !ended) return ended;
  if (renameat(folder_fd_, temporary_.c_str(), folder_fd_, name_.c_str()) != 0) {
    return system_failure("write", shown_, errno);
  }
  temporary_.clear();
  return {};
}

Result<bool> AtomicFile::commit_new() {
  if (auto ended = end_writing(); !ended) return tl::unexpected(ended.error());
  if (is_unseen()) {
    temporary_.clear();
    return true;
  }
  const int error = rename_new(folder_fd_, temporary_, name_);
  if (error == EEXIST) return false;
  if (error != 0) return system_failure("write", shown_, error);
  temporary_.clear();
  return true;
}

}  // namespace iftrue
