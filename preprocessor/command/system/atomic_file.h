// A file that appears completely or not at all. It is written under a temporary name in the same
// folder, then renamed. Only commit() renames it; an AtomicFile that is destroyed without commit()
// leaves nothing behind.

#ifndef IFTRUE_COMMAND_SYSTEM_ATOMIC_FILE_H_
#define IFTRUE_COMMAND_SYSTEM_ATOMIC_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "command/system/descriptor.h"
#include "command/system/failure.h"
#include "command/system/file_identity.h"
#include "command/system/posix.h"

namespace iftrue {

// How the names of unfinished files begin. What a killed run leaves begins so.
inline constexpr std::string_view kTemporaryPrefix = ".iftrue-tmp-";

// Such a name, another one at each call of this process.
[[nodiscard]] std::string temporary_name();

// Whether temporary_name() could have given this name.
[[nodiscard]] bool is_temporary_name(std::string_view name);

class AtomicFile {
 public:
  // `name` is a name in the open folder `folder_fd`, which must stay open; `shown` is its path for
  // messages. The mode's kPermissions are set as they are, whatever the umask. Where something
  // stands under the temporary name already, another one is taken.
  static Result<AtomicFile> create(int folder_fd, std::string name, std::string shown, mode_t mode,
                                   std::string temporary = temporary_name());

  // The same in a folder that nobody looks into yet: the file has its name from the beginning.
  // Nothing where something stands under it. Only commit_new() is for it.
  static Result<std::optional<AtomicFile>> create_unseen(int folder_fd, std::string name,
                                                         std::string shown, mode_t mode);

  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  [[nodiscard]] Result<void> write(std::string_view bytes);

  // Makes the file look older than any other, to tools that compare times.
  void make_old();

  // Gives the file its name; what had that before is gone.
  [[nodiscard]] Result<void> commit();

  // The same, if nothing has that name yet; false if something has, which stays.
  [[nodiscard]] Result<bool> commit_new();

  // After commit_new(), of a file that was created unseen.
  [[nodiscard]] const std::optional<FileIdentity>& identity() const { return identity_; }

 private:
  AtomicFile() = default;

  [[nodiscard]] bool is_unseen() const { return temporary_ == name_; }

  [[nodiscard]] Result<void> end_writing();
  [[nodiscard]] bool set_mode();

  int folder_fd_ = -1;
  std::string temporary_;  // empty when there is nothing to take back
  std::string name_;
  std::string shown_;
  mode_t mode_ = 0;
  Descriptor file_;
  std::optional<FileIdentity> identity_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_ATOMIC_FILE_H_
