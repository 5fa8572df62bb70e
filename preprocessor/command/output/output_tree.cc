#include "command/output/output_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "command/output/output_removal.h"
#include "command/output/own_file.h"
#include "command/output/standing.h"
#include "command/records/state_writer.h"
#include "command/system/descriptor.h"
#include "command/system/file.h"
#include "command/system/folder_cursor.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

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

tl::unexpected<Failure> in_the_way(const std::string& shown) {
  return failure(
      fmt::format("{} stands in the way: iftrue did not write it; move it away", quote(shown)));
}

Result<std::unique_ptr<OutputTree>> OutputTree::open(const std::string& path, Mode mode,
                                                     void (*waiting)(const std::string& path)) {
  auto folder = OutputFolder::open(path, mode, waiting);
  if (!folder) return tl::unexpected(folder.error());
  std::unique_ptr<OutputTree> tree(new OutputTree(std::move(*folder)));
  if (tree->folder_.is_new()) {
    tree->manifest_missing_ = true;
  } else if (tree->folder_.exists()) {
    if (auto read = tree->read_manifest(); !read) return tl::unexpected(read.error());
  }
  return tree;
}

Result<std::vector<std::string>> OutputTree::start(const PathList& paths, std::vector<char> planned,
                                                   Stale stale_paths,
                                                   const std::string& conditions) {
  facts_.begin(paths, std::move(planned));
  read_state(conditions);
  Changes changes = compare_with_last_run();
  std::vector<std::string>& stale = changes.stale;
  std::vector<std::size_t>& fresh = changes.fresh;
  if (stale_paths == Stale::kKeep) kept_ = std::exchange(stale, {});
  if (folder_.is_dry_run()) return std::move(stale);

  unlinkat(folder_.fd(), std::string(kOwnTemporary).c_str(), 0);
  const bool was_killed = recovering_ || manifest_state_ == Manifest::State::kWriting;
  if (was_killed) remove_unfinished(folder_.fd(), owned_, paths);
  if (!fresh.empty()) {
    // What stands in the way of a new path must be found before that path is called ours.
    if (!folder_.is_new()) drop_occupied(fresh);
    const auto state = recovering_ ? Manifest::State::kRecovering : Manifest::State::kWriting;
    const auto written = write_manifest(state, [&](const auto& visit) {
      merge(
          owned_.size(), [this](std::size_t i) { return owned_[i]; }, fresh.size(),
          [&](std::size_t i) { return paths[fresh[i]]; }, visit);
    });
    if (!written) return tl::unexpected(written.error());
  }
  FolderCursor cursor(folder_.fd());
  for (const std::string& path : stale) {
    if (auto removed = remove_output(cursor, path, folder_.shown(path)); !removed) {
      failures_.push_back(removed.error());
      kept_.push_back(path);
    }
  }
  // What the killed run had not come to is in its manifest, and missing.
  claim_free(was_killed ? with_claimed(fresh) : fresh);
  return std::move(stale);
}

OutputTree::Changes OutputTree::compare_with_last_run() {
  Changes changes;
  std::size_t owned = 0;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    if (!facts_.is_planned(i)) continue;
    const std::string_view path = facts_[i];
    while (owned < owned_.size() && owned_[owned] < path)
      changes.stale.emplace_back(owned_[owned++]);
    if (owned < owned_.size() && owned_[owned] == path) {
      facts_.claim(i);
      ++owned;
    } else {
      changes.fresh.push_back(i);
    }
  }
  while (owned < owned_.size()) changes.stale.emplace_back(owned_[owned++]);
  return changes;
}

void OutputTree::drop_occupied(std::vector<std::size_t>& fresh) const {
  Standing standing(folder_.fd());
  std::erase_if(fresh, [&](std::size_t path) {
    const auto status = standing.at(facts_[path]);
    return status && !S_ISDIR(status->st_mode);
  });
}

std::vector<std::size_t> OutputTree::with_claimed(const std::vector<std::size_t>& fresh) const {
  std::vector<std::size_t> all;
  auto next = fresh.begin();
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const bool is_fresh = next != fresh.end() && *next == i;
    if (is_fresh) ++next;
    if (is_fresh || facts_.is_ours(i)) all.push_back(i);
  }
  return all;
}

void OutputTree::claim_free(const std::vector<std::size_t>& paths) {
  if (folder_.is_new()) {
    for (const std::size_t path : paths) {
      facts_.find_unseen(path);
      facts_.claim(path);
    }
    return;
  }
  Standing standing(folder_.fd());
  std::vector<std::string> missing;
  for (const std::size_t path : paths) {
    // A folder that is still where a new path goes is not ours.
    if (standing.at(facts_[path])) continue;
    facts_.find_free(path);
    facts_.claim(path);
    const auto folder = standing.missing_above(facts_[path]);
    if (folder && (missing.empty() || missing.back() != *folder)) missing.emplace_back(*folder);
  }
  begin_new_subfolders(missing);
}

void OutputTree::begin_new_subfolders(const std::vector<std::string>& missing) {
  for (const std::string& folder : missing) {
    if (!new_subfolders_.begin(folder, facts_.paths())) continue;
    const PathList::Range range = facts_.paths().below(folder);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      if (facts_.is_planned(i) && facts_.is_ours(i)) facts_.find_unseen(i);
    }
  }
}

std::vector<Failure> OutputTree::place_new_subfolders() {
  std::vector<Failure> failures;
  const auto unplaced = new_subfolders_.place(
      facts_.paths(), [this](std::string_view path) { return folder_.shown(path); });
  for (const auto& [folder, why] : unplaced) {
    failures.push_back(why);
    const PathList::Range range = facts_.paths().below(folder);
    for (std::size_t i = range.begin; i < range.end; ++i) facts_.give_up(i);
  }
  return failures;
}

template <typename Includes, typename Visit>
void OutputTree::visit_with_kept(Includes includes, Visit visit) const {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    if (!facts_.is_planned(i) || !includes(i)) continue;
    const std::string_view path = facts_[i];
    while (kept < kept_.size() && std::string_view(kept_[kept]) < path) visit(kept_[kept++]);
    visit(path);
  }
  while (kept < kept_.size()) visit(kept_[kept++]);
}

std::vector<Failure> OutputTree::finish() {
  if (folder_.is_dry_run()) return {};
  // The manifest says still that a run is writing: should this one be killed now, the next removes
  // what is not in its place.
  std::vector<Failure> failures = place_new_subfolders();
  if (const auto saved = save(); !saved) failures.push_back(saved.error());
  // What was put is to be there also where that could not be noted.
  if (const auto placed = folder_.place(); !placed) failures.push_back(placed.error());
  return failures;
}

Result<void> OutputTree::save() {
  const auto is_ours_now = [this](std::size_t i) { return facts_.is_ours_now(i); };
  std::size_t same = 0;  // of what is owned and what was
  bool changed = manifest_state_ != Manifest::State::kComplete;
  visit_with_kept(is_ours_now, [&](std::string_view path) {
    changed = changed || same == owned_.size() || owned_[same++] != path;
  });
  if (!changed && same == owned_.size()) {
    // A state that is out of date costs a later run the reading of some sources, and no more.
    if (folder_.leaves_unchanged() && state_known_) return {};
  } else {
    // What could not be put must not be taken for ours when somebody else puts it there. What this
    // run has recorded was seen to stand there.
    FolderCursor cursor(folder_.fd());
    std::erase_if(kept_, [&](const std::string& path) { return !cursor.status(path); });
    bool all = true;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      if (!facts_.is_planned(i)) continue;
      if (is_ours_now(i) && !facts_.is_standing(i) && !cursor.status(facts_[i])) {
        facts_.give_up(i);
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
  if (!facts_.have_records_changed()) return {};
  return write_own(folder_.fd(), kStateName, folder_.shown(kStateName), OwnAge::kNew,
                   [&](const auto& sink) {
                     StateWriter state(conditions_, sink);
                     for (std::size_t i = 0; i < facts_.size(); ++i) {
                       if (facts_.has_lasting_record(i)) state.append(facts_[i], facts_.record(i));
                     }
                     state.finish();
                   });
}

// Whatever cannot be read as a state is none: files are read again, and that is all.
void OutputTree::read_state(const std::string& conditions) {
  conditions_ = conditions;
  if (!folder_.exists()) return;
  const Descriptor file = open_own(folder_.fd(), kStateName);
  auto bytes = file.valid() ? read_all(file.get(), kStateName) : Result<std::string>();
  if (!bytes) return;
  const auto state = RunState::parse(std::move(*bytes));
  // Somebody took the manifest away, say a build tool after a run that failed.
  if (manifest_missing_ && file.valid()) recovering_ = true;
  if (recovering_) recover(state);
  state_known_ = state && state->conditions() == conditions;
  if (state_known_) facts_.remember(*state);
}

void OutputTree::recover(const std::optional<RunState>& state) {
  if (manifest_state_) return;  // a recovery that goes on
  note_ = fmt::format(
      "{} {}; what is not as iftrue left it, nor as it would be written now, counts as yours",
      quote(folder_.shown(kManifestName)),
      manifest_missing_ ? "is missing" : "is damaged or of another version, and ignored");
  if (!state) return;
  FolderCursor cursor(folder_.fd());
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
  const Descriptor file = open_own(folder_.fd(), name);
  if (!file.valid()) {
    manifest_missing_ = errno == ENOENT;
    if (manifest_missing_) return {};
    return errno == ELOOP ? in_the_way(folder_.shown(name))
                          : system_failure("read", folder_.shown(name), errno);
  }
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return system_failure("read", folder_.shown(name), errno);
  if (!S_ISREG(status.st_mode)) return in_the_way(folder_.shown(name));
  const auto text = read_all(file.get(), folder_.shown(name));
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
  const auto age = state == Manifest::State::kComplete ? OwnAge::kNew : OwnAge::kOld;
  const auto written = write_own(
      folder_.fd(), kManifestName, folder_.shown(kManifestName), age, [&](const auto& sink) {
        ManifestWriter manifest(state, sink);
        visit_paths([&](std::string_view path) { manifest.append(path); });
      });
  return written.map([&] { manifest_state_ = state; });
}

Result<void> OutputTree::begin_change() {
  std::call_once(begun_, [this] {
    if (manifest_state_ && manifest_state_ != Manifest::State::kComplete) return;
    const auto state = recovering_ ? Manifest::State::kRecovering : Manifest::State::kWriting;
    begun_result_ = write_manifest(state, [this](const auto& visit) {
      visit_with_kept([this](std::size_t i) { return facts_.is_ours(i); }, visit);
    });
  });
  return begun_result_;
}

}  // namespace iftrue
