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
#include <iterator>
#include <optional>
#include <utility>

#include "command/atomic_file.h"

namespace iftrue {
namespace {

constexpr mode_t kPermissions = 07777;
constexpr mode_t kOwnFileMode = 0644;
constexpr std::size_t kChunk = std::size_t{256} * 1024;

// Where the manifest and the state are written before they get their names. One run at a time
// writes them, so what a killed one left is found without looking for it.
constexpr std::string_view kOwnTemporary = ".iftrue-tmp-own";

bool holds_bytes(int fd, std::string_view bytes) {
  std::string chunk(std::min(kChunk, bytes.size() + 1), '\0');
  for (std::size_t offset = 0;;) {
    const ssize_t count = pread(fd, chunk.data(), chunk.size(), static_cast<off_t>(offset));
    if (count <= 0) return count == 0 && offset == bytes.size();
    const auto size = static_cast<std::size_t>(count);
    if (bytes.substr(offset, size) != std::string_view(chunk).substr(0, size)) return false;
    offset += size;
  }
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

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

// As far as they can be read.
std::vector<std::string> names_in(int folder_fd) {
  std::vector<std::string> names;
  const int own = openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, CloseFolder> open(own < 0 ? nullptr : fdopendir(own));
  while (const dirent* entry = open ? readdir(open.get()) : nullptr) {
    names.emplace_back(entry->d_name);
  }
  return names;
}

// What stands at one path after another. A folder that is missing is looked for once for all the
// paths in it, when these come in order: a first run asks for every path of the tree.
class Standing {
 public:
  explicit Standing(OpenFolders& folders) : folders_(folders) {}

  [[nodiscard]] std::optional<struct stat> at(std::string_view path) {
    if (missing_ && path.starts_with(*missing_) && path.substr(missing_->size()).starts_with('/')) {
      return std::nullopt;
    }
    const PathParts parts = split_path(path);
    const auto folder = folders_.open(parts.folder);
    if (!folder) {
      if (folder.error().error == ENOENT) missing_ = folder.error().path;
      return std::nullopt;
    }
    struct stat status {};
    const std::string name(parts.name);
    if (fstatat((*folder)->get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      return std::nullopt;
    }
    return status;
  }

 private:
  OpenFolders& folders_;
  std::optional<std::string> missing_;
};

tl::unexpected<Failure> in_the_way(const std::string& shown) {
  return failure(
      fmt::format("{} stands in the way: iftrue did not write it; move it away", quote(shown)));
}

}  // namespace

bool is_reserved(std::string_view path) {
  return path == kManifestName || path == kStateName || path == kOwnTemporary;
}

// Where one path is to stand, and what stands there now.
struct OutputTree::Slot {
  OpenFolders::Folder folder;  // none in a dry run where the folder is missing
  std::string name;
  std::string shown;
  std::optional<struct stat> present;

  // Whether a regular file with these permissions stands there.
  [[nodiscard]] bool has_file(mode_t mode) const {
    return present && S_ISREG(present->st_mode) &&
           (present->st_mode & kPermissions) == (mode & kPermissions);
  }
  // Where nothing stood, nothing is replaced.
  [[nodiscard]] Result<Change> commit(AtomicFile& file) const {
    if (present) return file.commit().map([] { return Change::kWritten; });
    return file.commit_new().and_then([this](bool done) -> Result<Change> {
      if (!done) return in_the_way(shown);
      return Change::kWritten;
    });
  }
  [[nodiscard]] Descriptor open_file() const {
    return Descriptor(
        openat(folder->get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  }
};

Result<std::unique_ptr<OutputTree>> OutputTree::open(const std::string& path, Mode mode,
                                                     void (*waiting)(const std::string& path)) {
  std::unique_ptr<OutputTree> tree(new OutputTree(path, mode));
  if (mode == Mode::kWrite) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return system_failure("create folder", path, error.value());
  }
  Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root.valid()) {
    if (mode == Mode::kDryRun && errno == ENOENT) return tree;
    return system_failure("open folder", path, errno);
  }
  if (mode == Mode::kWrite && flock(root.get(), LOCK_EX | LOCK_NB) != 0) {
    waiting(path);
    while (flock(root.get(), LOCK_EX) != 0) {
      if (errno != EINTR) return system_failure("lock folder", path, errno);
    }
  }
  tree->folders_ = std::make_unique<OpenFolders>(std::move(root));
  if (auto read = tree->read_manifest(); !read) return tl::unexpected(read.error());
  return tree;
}

Result<std::vector<std::string>> OutputTree::start(std::set<std::string> planned, Stale stale_paths,
                                                   const std::string& conditions) {
  planned_ = std::move(planned);
  read_state(conditions);
  if (stale_paths == Stale::kKeep) planned_.insert(owned_.begin(), owned_.end());
  const bool same = planned_ == owned_;
  std::vector<std::string> stale;
  if (!same) std::ranges::set_difference(owned_, planned_, std::back_inserter(stale));
  if (mode_ == Mode::kDryRun) return stale;

  unlinkat(folders_->root(), std::string(kOwnTemporary).c_str(), 0);
  if (recovering_ || manifest_state_ == Manifest::State::kWriting) remove_unfinished();
  if (same) return stale;
  std::set<std::string> all = owned_;
  all.insert(planned_.begin(), planned_.end());
  if (all != owned_) {
    // What stands in the way of a new path must be found before that path is called ours.
    Standing standing(*folders_);
    for (const std::string& path : planned_) {
      if (is_ours(path)) continue;
      const auto status = standing.at(path);
      if (status && !S_ISDIR(status->st_mode)) all.erase(path);
    }
    const auto state = recovering_ ? Manifest::State::kRecovering : Manifest::State::kWriting;
    if (auto written = write_manifest({state, all}); !written) {
      return tl::unexpected(written.error());
    }
  }
  for (const std::string& path : stale) {
    if (auto removed = remove(path); !removed) {
      failures_.push_back(removed.error());
      planned_.insert(path);  // it stays ours
    }
  }
  folders_->forget();
  // A folder that is still where a new path goes is not ours.
  Standing standing(*folders_);
  std::erase_if(all, [&](const std::string& path) { return !is_ours(path) && standing.at(path); });
  owned_ = std::move(all);
  return stale;
}

bool OutputTree::is_current(const std::string& path, const FileIdentity& source,
                            Treatment treatment) const {
  const StateRecord* const known = state_.find(path);
  if (known == nullptr || !is_ours(path)) return false;
  const auto now = state_of(path, source, treatment);
  return now && *now == *known;
}

std::optional<StateRecord> OutputTree::state_of(const std::string& path, const FileIdentity& source,
                                                Treatment treatment) const {
  if (!folders_) return std::nullopt;
  const auto status = folders_->status(path);
  if (!status) return std::nullopt;
  return StateRecord{source, FileIdentity::of(*status), treatment};
}

Result<Change> OutputTree::put_file(const std::string& path, std::string_view bytes, mode_t mode) {
  const auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  auto holds = Holds::kOther;
  if (where->has_file(mode) && static_cast<std::size_t>(where->present->st_size) == bytes.size()) {
    const Descriptor old = where->open_file();
    if (old.valid() && holds_bytes(old.get(), bytes)) holds = Holds::kTheSame;
  }
  auto change = settle(path, *where, holds);
  if (change != Change::kWritten || mode_ == Mode::kDryRun) return change;
  auto file = AtomicFile::create(where->folder->get(), where->name, where->shown, mode);
  if (!file) return tl::unexpected(file.error());
  return file->write(bytes).and_then([&] { return where->commit(*file); });
}

Result<Change> OutputTree::put_copy(const std::string& path, const OpenSource& source) {
  const auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  auto holds = Holds::kOther;
  if (where->has_file(source.mode())) {
    if (const Descriptor old = where->open_file(); old.valid()) {
      const auto same = same_bytes(source.file.get(), old.get(), where->shown);
      if (!same) return tl::unexpected(same.error());
      if (*same) holds = Holds::kTheSame;
    }
  }
  auto change = settle(path, *where, holds);
  if (change != Change::kWritten || mode_ == Mode::kDryRun) return change;
  auto file = AtomicFile::create(where->folder->get(), where->name, where->shown, source.mode());
  if (!file) return tl::unexpected(file.error());
  std::string chunk(kChunk, '\0');
  for (off_t offset = 0;;) {
    const ssize_t count = pread(source.file.get(), chunk.data(), chunk.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("read", source.shown, errno);
    if (count == 0) break;
    const auto size = static_cast<std::size_t>(count);
    if (auto written = file->write(std::string_view(chunk).substr(0, size)); !written) {
      return tl::unexpected(written.error());
    }
    offset += count;
  }
  return source.check_unchanged().and_then([&] { return where->commit(*file); });
}

Result<Change> OutputTree::put_link(const std::string& path, const std::string& target) {
  const auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  auto holds = Holds::kOther;
  if (where->present && S_ISLNK(where->present->st_mode) &&
      read_link(where->folder->get(), where->name) == target) {
    holds = Holds::kTheSame;
  }
  auto change = settle(path, *where, holds);
  if (change != Change::kWritten || mode_ == Mode::kDryRun) return change;
  const int folder = where->folder->get();
  std::string temporary = temporary_name();
  while (symlinkat(target.c_str(), folder, temporary.c_str()) != 0) {
    if (errno != EEXIST) return system_failure("write link", where->shown, errno);
    temporary = temporary_name();
  }
  if (renameat(folder, temporary.c_str(), folder, where->name.c_str()) != 0) {
    const int error = errno;
    unlinkat(folder, temporary.c_str(), 0);
    return system_failure("write link", where->shown, error);
  }
  return Change::kWritten;
}

Result<Change> OutputTree::put_folder(const std::string& path) {
  const auto where = slot(path);
  if (!where) return tl::unexpected(where.error());
  if (where->present && S_ISDIR(where->present->st_mode)) {
    if (recovering_) adopt(path);
    return Change::kNone;
  }
  if (where->present && !is_ours(path)) return in_the_way(where->shown);
  if (mode_ == Mode::kDryRun) return Change::kWritten;
  if (auto begun = begin_change(); !begun) return tl::unexpected(begun.error());
  const int folder = where->folder->get();
  if (where->present && unlinkat(folder, where->name.c_str(), 0) != 0) {
    return system_failure("remove", where->shown, errno);
  }
  if (mkdirat(folder, where->name.c_str(), 0777) != 0) {
    return system_failure("create folder", where->shown, errno);
  }
  return Change::kWritten;
}

Result<void> OutputTree::finish() {
  if (mode_ == Mode::kDryRun) return {};
  const bool complete = manifest_state_ == Manifest::State::kComplete;
  const bool same = planned_ == owned_ && adopted_.empty();
  std::set<std::string> ours;
  if (!complete || !same) {
    std::ranges::set_intersection(owned_, planned_, std::inserter(ours, ours.end()));
    ours.merge(adopted_);
  }
  if (!complete || (!same && ours != owned_)) {
    // What could not be put must not be taken for ours when somebody else puts it there. What this
    // run has recorded was seen to stand there.
    std::ranges::sort(recorded_);
    std::erase_if(ours, [this](const std::string& path) {
      return !std::ranges::binary_search(recorded_, path) && !exists(path);
    });
    // While something may still turn out to be ours, the recovery goes on.
    const bool recovered = !recovering_ || ours == planned_;
    const auto state = recovered ? Manifest::State::kComplete : Manifest::State::kRecovering;
    if (auto written = write_manifest({state, std::move(ours)}); !written) return written;
  }
  // What was not made again because of an error is still as it was.
  std::size_t forgotten = 0;
  if (!same || state_.records().size() > planned_.size()) {
    forgotten = state_.forget_if(
        [this](const std::string& path) { return !is_ours(path) || !planned_.contains(path); });
  }
  if (!state_changed_ && forgotten == 0) return {};
  return write_own(kStateName, state_.serialize(), Age::kNew);
}

void OutputTree::record(const std::string& path, const StateRecord& record) {
  recorded_.push_back(path);
  const StateRecord* const known = state_.find(path);
  if (known != nullptr && *known == record) return;
  state_.record(path, record);
  state_changed_ = true;
}

// Whatever cannot be read as a state is none: files are read again, and that is all.
void OutputTree::read_state(const std::string& conditions) {
  state_ = RunState(conditions);
  if (!folders_) return;
  const Descriptor file(openat(folders_->root(), std::string(kStateName).c_str(),
                               O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  const auto bytes = file.valid() ? read_all(file.get(), kStateName) : Result<std::string>();
  if (!bytes) return;
  state_ = RunState::parse(*bytes, conditions);
  // Somebody took the manifest away, say a build tool after a run that failed.
  if (manifest_missing_ && file.valid()) recovering_ = true;
  if (recovering_) recover(*bytes);
}

void OutputTree::recover(std::string_view state) {
  if (manifest_state_) return;  // a recovery that goes on
  note_ = fmt::format(
      "{} {}; what is not as iftrue left it, nor as it would be written now, counts as yours",
      quote(shown(kManifestName)),
      manifest_missing_ ? "is missing" : "is damaged or of another version, and ignored");
  const auto known = RunState::parse(state);
  if (!known) return;
  for (const auto& [path, record] : known->records()) {
    if (!stays_inside(path) || is_reserved(path)) continue;
    const auto status = folders_->status(path);
    if (status && FileIdentity::of(*status) == record.output) owned_.insert(path);
  }
}

Result<void> OutputTree::read_manifest() {
  const std::string name(kManifestName);
  const Descriptor file(
      openat(folders_->root(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid()) {
    manifest_missing_ = errno == ENOENT;
    if (manifest_missing_) return {};
    return errno == ELOOP ? in_the_way(shown(name)) : system_failure("read", shown(name), errno);
  }
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return system_failure("read", shown(name), errno);
  if (!S_ISREG(status.st_mode)) return in_the_way(shown(name));
  const auto text = read_all(file.get(), shown(name));
  if (!text) return tl::unexpected(text.error());
  if (auto manifest = Manifest::parse(*text)) {
    manifest_state_ = manifest->state;
    recovering_ = manifest->state == Manifest::State::kRecovering;
    owned_ = std::move(manifest->paths);
  } else {
    recovering_ = true;
  }
  return {};
}

Result<void> OutputTree::write_manifest(const Manifest& manifest) {
  // Were it not old, Make would take a tree for done in which a killed run was writing.
  const auto age = manifest.state == Manifest::State::kComplete ? Age::kNew : Age::kOld;
  return write_own(kManifestName, manifest.serialize(), age).map([&] {
    manifest_state_ = manifest.state;
  });
}

Result<void> OutputTree::write_own(std::string_view name, std::string_view bytes, Age age) {
  auto file = AtomicFile::create(folders_->root(), std::string(name), shown(name), kOwnFileMode,
                                 std::string(kOwnTemporary));
  if (!file) return tl::unexpected(file.error());
  return file->write(bytes).and_then([&] {
    if (age == Age::kOld) file->make_old();
    return file->commit();
  });
}

Result<void> OutputTree::begin_change() {
  std::call_once(begun_, [this] {
    if (manifest_state_ && manifest_state_ != Manifest::State::kComplete) return;
    const auto state = recovering_ ? Manifest::State::kRecovering : Manifest::State::kWriting;
    begun_result_ = write_manifest({state, owned_});
  });
  return begun_result_;
}

Result<void> OutputTree::remove(const std::string& path) {
  const auto is_gone = [](int error) { return error == ENOENT || error == ENOTDIR; };
  PathParts parts = split_path(path);
  const auto folder = folders_->open(parts.folder);
  if (!folder && !is_gone(folder.error().error)) {
    return system_failure("remove", shown(path), folder.error().error);
  }
  const std::string name(parts.name);
  if (folder && unlinkat((*folder)->get(), name.c_str(), 0) != 0 && errno != ENOENT) {
    if (errno != EISDIR) return system_failure("remove", shown(path), errno);
    unlinkat((*folder)->get(), name.c_str(), AT_REMOVEDIR);  // stays if it holds files of others
  }
  // Folders that this leaves empty go too, and those that a killed run had come to.
  while (!parts.folder.empty()) {
    parts = split_path(parts.folder);
    const auto above = folders_->open(parts.folder);
    if (!above) {
      if (is_gone(above.error().error)) continue;
      break;
    }
    if (unlinkat((*above)->get(), std::string(parts.name).c_str(), AT_REMOVEDIR) != 0 &&
        errno != ENOENT) {
      break;
    }
  }
  return {};
}

void OutputTree::remove_unfinished() {
  std::set<std::string_view> paths;
  for (const auto* each : {&owned_, &planned_}) paths.insert(each->begin(), each->end());
  std::set<std::string_view> folders{std::string_view()};
  for (const std::string_view path : paths) folders.insert(split_path(path).folder);
  for (const std::string_view path : folders) {
    const auto folder = folders_->open(path);
    if (!folder) continue;
    for (const std::string& name : names_in((*folder)->get())) {
      const std::string whole = path.empty() ? name : fmt::format("{}/{}", path, name);
      if (is_temporary_name(name) && !paths.contains(whole)) {
        unlinkat((*folder)->get(), name.c_str(), 0);
      }
    }
  }
}

Result<OutputTree::Slot> OutputTree::slot(const std::string& path) {
  Slot slot;
  slot.shown = shown(path);
  if (!folders_) return slot;
  const PathParts parts = split_path(path);
  auto folder = folders_->open(parts.folder, mode_ == Mode::kWrite ? OpenFolders::Missing::kCreate
                                                                   : OpenFolders::Missing::kFail);
  if (!folder) {
    const OpenFolders::Obstacle& obstacle = folder.error();
    if (obstacle.error == ENOENT && mode_ == Mode::kDryRun) return slot;
    if (obstacle.error == ENOTDIR) {
      return failure(
          fmt::format("{} stands in the way of {}: iftrue did not write it; move it away",
                      quote(shown(obstacle.path)), quote(slot.shown)));
    }
    return system_failure("open or create folder", shown(obstacle.path), obstacle.error);
  }
  slot.folder = std::move(*folder);
  slot.name = parts.name;
  // In a folder that was made just now nothing can stand: each path is put once.
  if (slot.folder->made_here()) return slot;
  struct stat status {};
  if (fstatat(slot.folder->get(), slot.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    slot.present = status;
  }
  return slot;
}

Result<OutputTree::Slot> OutputTree::own_slot(const std::string& path) {
  auto where = slot(path);
  if (where && where->present && !is_ours(path) && !recovering_) return in_the_way(where->shown);
  return where;
}

Result<Change> OutputTree::settle(const std::string& path, const Slot& slot, Holds holds) {
  if (slot.present && !is_ours(path)) {
    if (holds != Holds::kTheSame) return in_the_way(slot.shown);
    adopt(path);
  }
  if (holds == Holds::kTheSame) return Change::kNone;
  if (mode_ == Mode::kDryRun) return Change::kWritten;
  if (auto begun = begin_change(); !begun) return tl::unexpected(begun.error());
  // A folder can be replaced only where it is empty.
  if (slot.present && S_ISDIR(slot.present->st_mode) &&
      unlinkat(slot.folder->get(), slot.name.c_str(), AT_REMOVEDIR) != 0) {
    return in_the_way(slot.shown);
  }
  return Change::kWritten;
}

void OutputTree::adopt(const std::string& path) {
  const std::scoped_lock lock(adopted_mutex_);
  adopted_.insert(path);
}

bool OutputTree::exists(const std::string& path) const {
  return folders_->status(path).has_value();
}

std::string OutputTree::shown(std::string_view path) const { return join(path_, path); }

}  // namespace iftrue
