#include "command/output/new_folder.h"

#include <fmt/core.h>

#include <cerrno>
#include <filesystem>
#include <new>
#include <string_view>
#include <utility>

#include "command/output/output_removal.h"
#include "command/output/own_file.h"
#include "command/records/manifest.h"
#include "command/records/own_names.h"
#include "command/system/file.h"
#include "command/system/folder_cursor.h"
#include "command/system/folder_entries.h"
#include "command/system/path.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

struct Place {
  std::string folder;
  std::string name;  // "" where the path does not end in one
};

Place place_of(const std::string& path) {
  std::filesystem::path whole(path);
  if (!whole.has_filename()) whole = whole.parent_path();  // a slash at the end
  const std::string name = whole.filename().string();
  const std::string folder = whole.parent_path().string();
  return {folder.empty() ? "." : folder, name == "." || name == ".." ? "" : name};
}

Descriptor open_folder(int parent, const std::string& name) {
  return Descriptor(openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool holds_only(int folder, std::string_view allowed) {
  bool only = true;
  const int error = for_each_entry(
      folder, [&](const char* name, unsigned char) { only = only && name == allowed; });
  return error == 0 && only;
}

std::optional<Manifest> manifest_of(int folder) {
  const Descriptor file = open_own(folder, kManifestName);
  if (!file.valid()) return std::nullopt;
  const auto text = read_all(file.get(), kManifestName);
  return text ? Manifest::parse(*text) : std::nullopt;
}

// Empties the folder of a run that was killed. False: it holds something of others.
bool empty(int folder) {
  const auto manifest = manifest_of(folder);
  if (!manifest && !holds_only(folder, kOwnTemporary)) return false;
  if (manifest) {
    FolderCursor cursor(folder);
    for (std::size_t i = 0; i < manifest->paths.size(); ++i) {
      const std::string path(manifest->paths[i]);
      if (!remove_output(cursor, path, path)) return false;
    }
  }
  // The manifest last: it says that the rest is ours.
  for (const std::string_view name : {kOwnTemporary, kStateName, kManifestName}) {
    unlinkat(folder, std::string(name).c_str(), 0);
  }
  return holds_only(folder, {});
}

}  // namespace

tl::unexpected<Failure> made_by_others(const std::string& shown) {
  return failure(
      fmt::format("{} was made by others while this run went on; run again", quote(shown)));
}

std::optional<NewFolder> NewFolder::create(const std::string& path, FolderLock& lock) {
  const Place place = place_of(path);
  if (place.name.empty()) return std::nullopt;
  static_cast<void>(create_folders(place.folder));  // what fails, opening it tells
  NewFolder created(path);
  created.name_ = place.name;
  created.temporary_ = new_folder_name(place.name);
  created.parent_ = Descriptor(::open(place.folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!created.parent_.valid()) return std::nullopt;
  for (;;) {
    switch (created.open(lock)) {
      case Attempt::kDone:
        created.to_be_removed_ = true;
        return created;
      case Attempt::kNone:
        // Made just now, it is empty.
        unlinkat(created.parent_.get(), created.temporary_.c_str(), AT_REMOVEDIR);
        return std::nullopt;
      case Attempt::kAgain:
        break;
    }
  }
}

NewFolder::Attempt NewFolder::open(FolderLock& lock) {
  const auto status_of = [this](const std::string& name, struct stat& status) {
    return fstatat(parent_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno;
  };
  struct stat standing {};
  if (status_of(name_, standing) != ENOENT) return Attempt::kNone;
  const bool made = mkdirat(parent_.get(), temporary_.c_str(), 0777) == 0;
  if (!made && errno != EEXIST) return Attempt::kNone;
  folder_ = open_folder(parent_.get(), temporary_);
  if (!folder_.valid()) return errno == ENOENT ? Attempt::kAgain : Attempt::kNone;
  if (!lock.take(folder_.get())) return Attempt::kNone;
  struct stat locked {};
  if (fstat(folder_.get(), &locked) != 0 || status_of(temporary_, standing) != 0 ||
      standing.st_dev != locked.st_dev || standing.st_ino != locked.st_ino) {
    return Attempt::kAgain;
  }
  return empty(folder_.get()) ? Attempt::kDone : Attempt::kNone;
}

void NewFolder::remove_left(const std::string& path) {
  const Place place = place_of(path);
  if (place.name.empty()) return;
  const std::string left = join(place.folder, new_folder_name(place.name));
  const Descriptor folder = open_folder(AT_FDCWD, left);
  if (!folder.valid() || lock_folder(folder.get(), Wait::kNo) != 0) return;
  if (empty(folder.get())) rmdir(left.c_str());
}

NewFolder::~NewFolder() {
  if (to_be_removed_) remove();
}

NewFolder::NewFolder(NewFolder&& other) noexcept
    : path_(std::move(other.path_)),
      name_(std::move(other.name_)),
      temporary_(std::move(other.temporary_)),
      parent_(std::move(other.parent_)),
      folder_(std::move(other.folder_)),
      to_be_removed_(std::exchange(other.to_be_removed_, false)) {}

void NewFolder::remove() {
  try {
    if (empty(folder_.get())) unlinkat(parent_.get(), temporary_.c_str(), AT_REMOVEDIR);
  } catch (const std::bad_alloc&) {
    // The next run removes it.
  }
}

Result<void> NewFolder::place() {
  if (renameat(parent_.get(), temporary_.c_str(), parent_.get(), name_.c_str()) == 0) {
    to_be_removed_ = false;
    return {};
  }
  if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR) {
    return made_by_others(path_);
  }
  return system_failure("create folder", path_, errno);
}

}  // namespace iftrue
