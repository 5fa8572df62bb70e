#include "command/output_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <utility>

#include "command/atomic_file.h"

namespace iftrue {
namespace {

constexpr mode_t kPermissions = 07777;
constexpr mode_t kOwnFileMode = 0644;
constexpr std::size_t kChunk = std::size_t{256} * 1024;

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool exists(int folder_fd, const std::string& path) {
  struct stat status {};
  return fstatat(folder_fd, path.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

// Opens a folder of an open folder, without following a link. Missing: ENOENT.
int open_folder(int folder_fd, const char* name) {
  return openat(folder_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

Result<bool> same_bytes(int left, int right, std::string_view shown) {
  std::array<std::string, 2> buffers{std::string(kChunk, '\0'), std::string(kChunk, '\0')};
  for (off_t offset = 0;;) {
    const ssize_t count = pread(left, buffers[0].data(), kChunk, offset);
    const ssize_t other = pread(right, buffers[1].data(), kChunk, offset);
    if (count < 0 || other < 0) return system_failure("read", shown, errno);
    const auto size = static_cast<std::size_t>(count);
    if (count != other || buffers[0].compare(0, size, buffers[1], 0, size) != 0) return false;
    if (count == 0) return true;
    offset += count;
  }
}

}  // namespace

// Where one path is to stand, and what stands there now.
struct OutputTree::Slot {
  Descriptor folder;  // invalid in a dry run where the folder is missing
  std::string name;
  std::string shown;
  std::optional<struct stat> present;
};

Result<std::unique_ptr<OutputTree>> OutputTree::open(const std::string& path, Mode mode,
                                                     void (*waiting)(const std::string& path)) {
  std::unique_ptr<OutputTree> tree(new OutputTree(path, mode));
  if (mode == Mode::kWrite) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return system_failure("create folder", path, error.value());
  }
  tree->root_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!tree->root_.valid()) {
    if (mode == Mode::kDryRun && errno == ENOENT) return tree;
    return system_failure("open folder", path, errno);
  }
  if (mode == Mode::kWrite && flock(tree->root_.get(), LOCK_EX | LOCK_NB) != 0) {
    waiting(path);
    while (flock(tree->root_.get(), LOCK_EX) != 0) {
      if (errno != EINTR) return system_failure("lock folder", path, errno);
    }
  }
  if (auto read = tree->read_manifest(); !read) return tl::unexpected(read.error());
  return tree;
}

Result<std::vector<std::string>> OutputTree::start(std::set<std::string> planned, Stale stale_paths,
                                                   const std::string& conditions) {
  planned_ = std::move(planned);
  if (stale_paths == Stale::kKeep) planned_.insert(owned_.begin(), owned_.end());
  read_state(conditions);
  std::vector<std::string> stale;
  std::ranges::set_difference(owned_, planned_, std::back_inserter(stale));
  if (mode_ == Mode::kDryRun) return stale;

  if (interrupted_) remove_unfinished();
  std::set<std::string> all = owned_;
  all.insert(planned_.begin(), planned_.end());
  if (all != owned_) {
    // What stands in the way of a new path must be found before that path is called ours.
    for (const std::string& path : planned_) {
      if (owned_.contains(path)) continue;
      struct stat status {};
      if (fstatat(root_.get(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
          !S_ISDIR(status.st_mode)) {
        all.erase(path);
      }
    }
    if (auto written = write_manifest({Manifest::State::kWriting, all}); !written) {
      return tl::unexpected(written.error());
    }
  }
  for (const std::string& path : stale) {
    if (auto removed = remove(path); !removed) return tl::unexpected(removed.error());
  }
  // A folder that is still where a new path goes is not ours.
  std::erase_if(all, [this](const std::string& path) {
    return !owned_.contains(path) && exists(root_.get(), path);
  });
  owned_ = std::move(all);
  return stale;
}

bool OutputTree::is_current(const std::string& path, const FileIdentity& source,
                            Treatment treatment) const {
  const StateRecord* const known = old_state_.find(path);
  if (known == nullptr || !owned_.contains(path)) return false;
  const auto now = state_of(path, source, treatment);
  return now && *now == *known;
}

std::optional<StateRecord> OutputTree::state_of(const std::string& path, const FileIdentity& source,
                                                Treatment treatment) const {
  struct stat status {};
  if (fstatat(root_.get(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  return StateRecord{source, FileIdentity::of(status), treatment};
}

Result<Change> OutputTree::put_file(const std::string& path, std::string_view bytes, mode_t mode) {
  auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  const auto& present = where->present;
  if (present && S_ISREG(present->st_mode) &&
      (present->st_mode & kPermissions) == (mode & kPermissions) &&
      static_cast<std::size_t>(present->st_size) == bytes.size()) {
    const Descriptor file(
        openat(where->folder.get(), where->name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    const auto old = file.valid() ? read_all(file.get(), where->shown) : Result<std::string>("");
    if (file.valid() && old && *old == bytes) return Change::kNone;
  }
  if (mode_ == Mode::kDryRun) return Change::kWritten;
  auto file = AtomicFile::create(where->folder.get(), where->name, where->shown, mode);
  if (!file) return tl::unexpected(file.error());
  return file->write(bytes).and_then([&] { return file->commit(); }).map([&] {
    changed_ = true;
    return Change::kWritten;
  });
}

Result<Change> OutputTree::put_copy(const std::string& path, int source_fd, mode_t mode) {
  auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  const auto& present = where->present;
  if (present && S_ISREG(present->st_mode) &&
      (present->st_mode & kPermissions) == (mode & kPermissions)) {
    const Descriptor old(
        openat(where->folder.get(), where->name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (old.valid()) {
      const auto same = same_bytes(source_fd, old.get(), where->shown);
      if (!same) return tl::unexpected(same.error());
      if (*same) return Change::kNone;
    }
  }
  if (mode_ == Mode::kDryRun) return Change::kWritten;
  auto file = AtomicFile::create(where->folder.get(), where->name, where->shown, mode);
  if (!file) return tl::unexpected(file.error());
  std::string chunk(kChunk, '\0');
  for (off_t offset = 0;;) {
    const ssize_t count = pread(source_fd, chunk.data(), chunk.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("read the source of", where->shown, errno);
    if (count == 0) break;
    const auto size = static_cast<std::size_t>(count);
    if (auto written = file->write(std::string_view(chunk).substr(0, size)); !written) {
      return tl::unexpected(written.error());
    }
    offset += count;
  }
  return file->commit().map([&] {
    changed_ = true;
    return Change::kWritten;
  });
}

Result<Change> OutputTree::put_link(const std::string& path, const std::string& target) {
  auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  if (where->present && S_ISLNK(where->present->st_mode)) {
    std::string old(static_cast<std::size_t>(where->present->st_size) + 1, '\0');
    const ssize_t size =
        readlinkat(where->folder.get(), where->name.c_str(), old.data(), old.size());
    if (size >= 0 && std::string_view(old).substr(0, static_cast<std::size_t>(size)) == target) {
      return Change::kNone;
    }
  }
  if (mode_ == Mode::kDryRun) return Change::kWritten;
  const std::string temporary = temporary_name();
  if (symlinkat(target.c_str(), where->folder.get(), temporary.c_str()) != 0) {
    return system_failure("write link", where->shown, errno);
  }
  if (renameat(where->folder.get(), temporary.c_str(), where->folder.get(), where->name.c_str()) !=
      0) {
    const int error = errno;
    unlinkat(where->folder.get(), temporary.c_str(), 0);
    return system_failure("write link", where->shown, error);
  }
  changed_ = true;
  return Change::kWritten;
}

Result<Change> OutputTree::put_folder(const std::string& path) {
  auto where = slot(path);
  if (!where) return tl::unexpected(where.error());
  if (where->present && S_ISDIR(where->present->st_mode)) return Change::kNone;
  if (auto own = own_slot(path); !own) return tl::unexpected(own.error());
  if (mode_ == Mode::kDryRun) return Change::kWritten;
  if (mkdirat(where->folder.get(), where->name.c_str(), 0777) != 0) {
    return system_failure("create folder", where->shown, errno);
  }
  changed_ = true;
  return Change::kWritten;
}

Result<void> OutputTree::finish() {
  if (mode_ == Mode::kDryRun) return {};
  std::set<std::string> ours;
  std::ranges::set_intersection(owned_, planned_, std::inserter(ours, ours.end()));
  const bool up_to_date = !changed_ && !interrupted_ && ours == owned_ &&
                          exists(root_.get(), std::string(kManifestName));
  if (!up_to_date) {
    // What could not be put must not be taken for ours when somebody else puts it there.
    std::erase_if(ours, [this](const std::string& path) { return !exists(root_.get(), path); });
    if (auto written = write_manifest({Manifest::State::kComplete, std::move(ours)}); !written)
      return written;
  }
  if (new_state_ == old_state_) return {};
  return write_own(kStateName, new_state_.serialize());
}

// Whatever cannot be read as a state is none: files are read again, and that is all.
void OutputTree::read_state(const std::string& conditions) {
  const Descriptor file(openat(root_.get(), std::string(kStateName).c_str(),
                               O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  const auto bytes = file.valid() ? read_all(file.get(), kStateName) : Result<std::string>();
  old_state_ = RunState::parse(bytes ? *bytes : std::string(), conditions);
  new_state_ = RunState(conditions);
}

Result<void> OutputTree::read_manifest() {
  const std::string name(kManifestName);
  const Descriptor file(
      openat(root_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid()) {
    if (errno == ENOENT) return {};
    return system_failure("read", shown(name), errno);
  }
  auto text = read_all(file.get(), shown(name));
  if (!text) return tl::unexpected(text.error());
  if (auto manifest = Manifest::parse(*text)) {
    interrupted_ = manifest->state == Manifest::State::kWriting;
    owned_ = std::move(manifest->paths);
    return {};
  }
  return failure(
      fmt::format("{} is damaged or of another version: what stands in {} cannot be told from "
                  "files of yours; remove that folder and run again",
                  quote(shown(name)), quote(path_)));
}

Result<void> OutputTree::write_manifest(const Manifest& manifest) {
  interrupted_ = manifest.state == Manifest::State::kWriting;
  return write_own(kManifestName, manifest.serialize());
}

Result<void> OutputTree::write_own(std::string_view name, std::string_view bytes) {
  auto file = AtomicFile::create(root_.get(), std::string(name), shown(name), kOwnFileMode);
  if (!file) return tl::unexpected(file.error());
  return file->write(bytes).and_then([&] { return file->commit(); });
}

Result<void> OutputTree::remove(const std::string& path) {
  Descriptor folder(dup(root_.get()));
  std::string_view rest = path;
  while (true) {
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    folder = Descriptor(open_folder(folder.get(), std::string(rest.substr(0, slash)).c_str()));
    if (!folder.valid()) return {};  // gone, or no longer a folder: nothing of ours is below
    rest.remove_prefix(slash + 1);
  }
  const std::string name(rest);
  if (unlinkat(folder.get(), name.c_str(), 0) != 0 && errno != ENOENT) {
    if (errno != EISDIR) return system_failure("remove", shown(path), errno);
    unlinkat(folder.get(), name.c_str(), AT_REMOVEDIR);  // stays if it holds files of others
  }
  changed_ = true;
  // Folders that this leaves empty go too.
  for (std::string_view above = parent(path); !above.empty(); above = parent(above)) {
    if (unlinkat(root_.get(), std::string(above).c_str(), AT_REMOVEDIR) != 0) break;
  }
  return {};
}

void OutputTree::remove_unfinished() {
  std::set<std::string_view> folders{std::string_view()};
  for (const std::string& path : owned_) folders.insert(parent(path));
  for (const std::string_view folder : folders) {
    const std::string path = folder.empty() ? "." : std::string(folder);
    const int fd = open_folder(root_.get(), path.c_str());
    if (fd < 0) continue;
    DIR* entries = fdopendir(fd);
    if (entries == nullptr) continue;
    while (const dirent* entry = readdir(entries)) {
      if (std::string_view(entry->d_name).starts_with(kTemporaryPrefix)) {
        unlinkat(dirfd(entries), entry->d_name, 0);
      }
    }
    closedir(entries);
  }
}

Result<OutputTree::Slot> OutputTree::slot(const std::string& path) {
  Slot slot;
  slot.shown = shown(path);
  if (!root_.valid()) return slot;
  slot.folder = Descriptor(dup(root_.get()));
  std::string_view rest = path;
  for (std::size_t slash = rest.find('/'); slash != std::string_view::npos;
       slash = rest.find('/')) {
    const std::string name(rest.substr(0, slash));
    rest.remove_prefix(slash + 1);
    int next = open_folder(slot.folder.get(), name.c_str());
    if (next < 0 && errno == ENOENT) {
      if (mode_ == Mode::kDryRun) return Slot{Descriptor(), {}, slot.shown, std::nullopt};
      if (mkdirat(slot.folder.get(), name.c_str(), 0777) != 0 && errno != EEXIST) {
        return system_failure("create folder for", slot.shown, errno);
      }
      next = open_folder(slot.folder.get(), name.c_str());
    }
    if (next < 0 && (errno == ENOTDIR || errno == ELOOP)) {
      return failure(fmt::format(
          "{} stands in the way of {}: iftrue did not write it; move it away",
          quote(shown(path.substr(0, path.size() - rest.size() - 1))), quote(slot.shown)));
    }
    if (next < 0) return system_failure("open the folder of", slot.shown, errno);
    slot.folder = Descriptor(next);
  }
  slot.name = rest;
  struct stat status {};
  if (fstatat(slot.folder.get(), slot.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    slot.present = status;
  }
  return slot;
}

Result<OutputTree::Slot> OutputTree::own_slot(const std::string& path) {
  auto where = slot(path);
  if (where && where->present && !owned_.contains(path)) {
    return failure(fmt::format("{} stands in the way: iftrue did not write it; move it away",
                               quote(where->shown)));
  }
  return where;
}

std::string OutputTree::shown(std::string_view path) const {
  return (std::filesystem::path(path_) / path).string();
}

}  // namespace iftrue
