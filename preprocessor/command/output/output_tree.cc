#include "command/output/output_tree.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <set>
#include <utility>

#include "command/output/folder_lock.h"
#include "command/output/output_removal.h"
#include "command/system/atomic_file.h"
#include "command/system/folder_entries.h"

namespace iftrue {
namespace {

constexpr mode_t kOwnFileMode = 0644;

// What stands at one path after another, asked for in order. A folder that is missing is looked for
// once for all the paths in it: a first run asks for every path of the tree.
class Standing {
 public:
  explicit Standing(int root) : cursor_(root) {}

  [[nodiscard]] std::optional<struct stat> at(std::string_view path) {
    if (missing_ && path.starts_with(*missing_) && path.substr(missing_->size()).starts_with('/')) {
      return std::nullopt;
    }
    const auto folder = cursor_.open(split_path(path).folder);
    if (!folder) {
      if (folder.error().error == ENOENT) missing_ = folder.error().path;
      return std::nullopt;
    }
    const auto status = cursor_.status(path);
    return status ? std::optional(*status) : std::nullopt;
  }

 private:
  FolderCursor cursor_;
  std::optional<std::string> missing_;
};

// Calls visit() with the paths of two ordered ranges, which path(i) and other(i) give; each once.
template <typename Path, typename Other, typename Visit>
void merge(std::size_t size, Path path, std::size_t other_size, Other other, Visit visit) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < size && j < other_size) {
    const std::string_view left = path(i);
    const std::string_view right = other(j);
    visit(std::min(left, right));
    if (left <= right) ++i;
    if (right <= left) ++j;
  }
  for (; i < size; ++i) visit(path(i));
  for (; j < other_size; ++j) visit(other(j));
}

}  // namespace

bool is_output(int folder) {
  const Descriptor file(openat(folder, std::string(kManifestName).c_str(),
                               O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  std::array<char, 32> beginning{};
  const ssize_t size = file.valid() ? read(file.get(), beginning.data(), beginning.size()) : 0;
  return size > 0 &&
         begins_manifest(std::string_view(beginning.data(), static_cast<std::size_t>(size)));
}

tl::unexpected<Failure> in_the_way(const std::string& shown) {
  return failure(
      fmt::format("{} stands in the way: iftrue did not write it; move it away", quote(shown)));
}

Result<std::unique_ptr<OutputTree>> OutputTree::open(const std::string& path, Mode mode,
                                                     void (*waiting)(const std::string& path)) {
  std::unique_ptr<OutputTree> tree(new OutputTree(path, mode));
  if (mode == Mode::kWrite) {
    FolderLock lock(path, waiting);
    if (auto created = NewFolder::create(path, lock)) {
      tree->new_.emplace(std::move(*created));
      tree->manifest_missing_ = true;
      return tree;
    }
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return system_failure("create folder", path, error.value());
    tree->root_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!tree->root_.valid()) return system_failure("open folder", path, errno);
    if (auto locked = lock.take(tree->root_.get()); !locked) return tl::unexpected(locked.error());
    NewFolder::remove_left(path);
  } else {
    tree->root_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!tree->root_.valid()) {
      if (errno == ENOENT) return tree;
      return system_failure("open folder", path, errno);
    }
  }
  if (auto read = tree->read_manifest(); !read) return tl::unexpected(read.error());
  return tree;
}

Result<std::vector<std::string>> OutputTree::start(const PathList& paths, std::vector<char> planned,
                                                   Stale stale_paths,
                                                   const std::string& conditions) {
  paths_ = &paths;
  planned_ = std::move(planned);
  ours_.assign(paths.size(), 0);
  adopted_.assign(paths.size(), 0);
  // In a new folder nothing stands.
  free_.assign(paths.size(), new_ ? 1 : 0);
  standing_.assign(paths.size(), 0);
  records_.assign(paths.size(), {});
  read_state(conditions);
  Changes changes = compare_with_last_run();
  std::vector<std::string>& stale = changes.stale;
  std::vector<std::size_t>& fresh = changes.fresh;
  if (stale_paths == Stale::kKeep) kept_ = std::exchange(stale, {});
  if (mode_ == Mode::kDryRun) return std::move(stale);

  unlinkat(root(), std::string(kOwnTemporary).c_str(), 0);
  if (recovering_ || manifest_state_ == Manifest::State::kWriting) remove_unfinished();
  if (!fresh.empty()) {
    // What stands in the way of a new path must be found before that path is called ours.
    if (!new_) drop_occupied(fresh);
    const auto state = recovering_ ? Manifest::State::kRecovering : Manifest::State::kWriting;
    const auto written = write_manifest(state, [&](const auto& visit) {
      merge(
          owned_.size(), [this](std::size_t i) { return owned_[i]; }, fresh.size(),
          [&](std::size_t i) { return paths[fresh[i]]; }, visit);
    });
    if (!written) return tl::unexpected(written.error());
  }
  FolderCursor cursor(root());
  for (const std::string& path : stale) {
    if (auto removed = remove_output(cursor, path, shown(path)); !removed) {
      failures_.push_back(removed.error());
      kept_.push_back(path);
    }
  }
  if (new_) {
    for (const std::size_t path : fresh) ours_[path] = 1;
    return std::move(stale);
  }
  // A folder that is still where a new path goes is not ours.
  Standing standing(root());
  for (const std::size_t path : fresh) {
    free_[path] = standing.at(paths[path]) ? 0 : 1;
    ours_[path] = free_[path];
  }
  return std::move(stale);
}

OutputTree::Changes OutputTree::compare_with_last_run() {
  Changes changes;
  std::size_t owned = 0;
  for (std::size_t i = 0; i < paths_->size(); ++i) {
    if (planned_[i] == 0) continue;
    const std::string_view path = (*paths_)[i];
    while (owned < owned_.size() && owned_[owned] < path)
      changes.stale.emplace_back(owned_[owned++]);
    if (owned < owned_.size() && owned_[owned] == path) {
      ours_[i] = 1;
      ++owned;
    } else {
      changes.fresh.push_back(i);
    }
  }
  while (owned < owned_.size()) changes.stale.emplace_back(owned_[owned++]);
  return changes;
}

void OutputTree::drop_occupied(std::vector<std::size_t>& fresh) const {
  Standing standing(root());
  std::erase_if(fresh, [&](std::size_t path) {
    const auto status = standing.at((*paths_)[path]);
    return status && !S_ISDIR(status->st_mode);
  });
}

template <typename Includes, typename Visit>
void OutputTree::visit_with_kept(Includes includes, Visit visit) const {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < paths_->size(); ++i) {
    if (planned_[i] == 0 || !includes(i)) continue;
    const std::string_view path = (*paths_)[i];
    while (kept < kept_.size() && std::string_view(kept_[kept]) < path) visit(kept_[kept++]);
    visit(path);
  }
  while (kept < kept_.size()) visit(kept_[kept++]);
}

Result<void> OutputTree::finish() {
  if (mode_ == Mode::kDryRun) return {};
  auto saved = save();
  // What was put is to be there also where that could not be noted: the manifest says still that a
  // run is writing.
  if (new_) {
    if (auto placed = new_->place(); !placed && saved) return placed;
  }
  return saved;
}

Result<void> OutputTree::save() {
  const auto is_ours_now = [this](std::size_t i) { return is_ours(i) || adopted_[i] != 0; };
  std::size_t same = 0;  // of what is owned and what was
  bool changed = manifest_state_ != Manifest::State::kComplete;
  visit_with_kept(is_ours_now, [&](std::string_view path) {
    changed = changed || same == owned_.size() || owned_[same++] != path;
  });
  if (changed || same != owned_.size()) {
    // What could not be put must not be taken for ours when somebody else puts it there. What this
    // run has recorded was seen to stand there.
    FolderCursor cursor(root());
    std::erase_if(kept_, [&](const std::string& path) { return !cursor.status(path); });
    bool all = true;
    for (std::size_t i = 0; i < paths_->size(); ++i) {
      if (planned_[i] == 0) continue;
      if (is_ours_now(i) && standing_[i] == 0 && !cursor.status((*paths_)[i])) {
        ours_[i] = 0;
        adopted_[i] = 0;
      }
      all = all && is_ours_now(i);
    }
    // While something may still turn out to be ours, the recovery goes on.
    const auto state =
        recovering_ && !all ? Manifest::State::kRecovering : Manifest::State::kComplete;
    auto written =
        write_manifest(state, [&](const auto& visit) { visit_with_kept(is_ours_now, visit); });
    if (!written) return written;
  }
  return write_state();
}

// What was not made again because of an error is still as it was.
Result<void> OutputTree::write_state() {
  const auto stays = [this](std::size_t i) {
    return planned_[i] != 0 && records_[i].known() && (is_ours(i) || adopted_[i] != 0);
  };
  std::size_t staying = 0;
  for (std::size_t i = 0; i < paths_->size(); ++i) staying += stays(i) ? 1 : 0;
  if (!records_changed_ && staying == records_read_) return {};
  return write_own(kStateName, Age::kNew, [&](const StateWriter::Sink& sink) {
    StateWriter state(conditions_, sink);
    for (std::size_t i = 0; i < paths_->size(); ++i) {
      if (stays(i)) state.append((*paths_)[i], records_[i]);
    }
    state.finish();
  });
}

// Whatever cannot be read as a state is none: files are read again, and that is all.
void OutputTree::read_state(const std::string& conditions) {
  conditions_ = conditions;
  if (!has_root()) return;
  const Descriptor file(openat(root(), std::string(kStateName).c_str(),
                               O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  auto bytes = file.valid() ? read_all(file.get(), kStateName) : Result<std::string>();
  if (!bytes) return;
  const auto state = RunState::parse(std::move(*bytes));
  // Somebody took the manifest away, say a build tool after a run that failed.
  if (manifest_missing_ && file.valid()) recovering_ = true;
  if (recovering_) recover(state);
  if (!state || state->conditions() != conditions) return;
  records_read_ = state->size();
  std::size_t i = 0;
  state->for_each([&](std::string_view path, const StateRecord& record) {
    while (i < paths_->size() && (*paths_)[i] < path) ++i;
    for (; i < paths_->size() && (*paths_)[i] == path; ++i) {
      if (planned_[i] != 0) records_[i] = record;
    }
  });
}

void OutputTree::recover(const std::optional<RunState>& state) {
  if (manifest_state_) return;  // a recovery that goes on
  note_ = fmt::format(
      "{} {}; what is not as iftrue left it, nor as it would be written now, counts as yours",
      quote(shown(kManifestName)),
      manifest_missing_ ? "is missing" : "is damaged or of another version, and ignored");
  if (!state) return;
  FolderCursor cursor(root());
  state->for_each([&](std::string_view path, const StateRecord& record) {
    if (!stays_inside(path) || is_reserved(path)) return;
    const auto status = cursor.status(path);
    if (status && StateRecord::of_output(FileIdentity::of(*status)) == record.output) {
      owned_.append(path);
    }
  });
}

Result<void> OutputTree::read_manifest() {
  const std::string name(kManifestName);
  const Descriptor file(
      openat(root(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
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

template <typename VisitPaths>
Result<void> OutputTree::write_manifest(Manifest::State state, VisitPaths visit_paths) {
  // Were it not old, Make would take a tree for done in which a killed run was writing.
  const auto age = state == Manifest::State::kComplete ? Age::kNew : Age::kOld;
  const auto written = write_own(kManifestName, age, [&](const auto& sink) {
    ManifestWriter manifest(state, sink);
    visit_paths([&](std::string_view path) { manifest.append(path); });
    manifest.finish();
  });
  return written.map([&] { manifest_state_ = state; });
}

template <typename Write>
Result<void> OutputTree::write_own(std::string_view name, Age age, Write write) {
  auto file = AtomicFile::create(root(), std::string(name), shown(name), kOwnFileMode,
                                 std::string(kOwnTemporary));
  if (!file) return tl::unexpected(file.error());
  Result<void> written;
  write([&](std::string_view bytes) {
    if (written) written = file->write(bytes);
  });
  return written.and_then([&] {
    if (age == Age::kOld) file->make_old();
    return file->commit();
  });
}

Result<void> OutputTree::begin_change() {
  std::call_once(begun_, [this] {
    if (manifest_state_ && manifest_state_ != Manifest::State::kComplete) return;
    const auto state = recovering_ ? Manifest::State::kRecovering : Manifest::State::kWriting;
    begun_result_ = write_manifest(state, [this](const auto& visit) {
      visit_with_kept([this](std::size_t i) { return is_ours(i); }, visit);
    });
  });
  return begun_result_;
}

void OutputTree::remove_unfinished() const {
  std::set<std::string_view> folders{std::string_view()};
  for (const PathList* each : std::to_array({&owned_, paths_})) {
    for (std::size_t i = 0; i < each->size(); ++i) folders.insert(split_path((*each)[i]).folder);
  }
  FolderCursor cursor(root());
  for (const std::string_view path : folders) {
    const auto folder = cursor.open(path);
    if (!folder) continue;
    std::vector<std::string> unfinished;
    // What cannot be listed keeps what is in it.
    static_cast<void>(for_each_entry(*folder, [&](const char* name, unsigned char) {
      const std::string whole = join(path, name);
      const bool wanted = owned_.contains(whole) || paths_->contains(whole);
      if (is_temporary_name(name) && !wanted) unfinished.emplace_back(name);
    }));
    for (const std::string& name : unfinished) unlinkat(*folder, name.c_str(), 0);
  }
}

std::string OutputTree::shown(std::string_view path) const { return join(path_, path); }

}  // namespace iftrue
