#include "command/output/output_writer.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "command/system/descriptor.h"
#include "command/system/file.h"
#include "command/system/posix.h"

namespace iftrue {
// Where one path is to stand, and what stands there now.
struct OutputWriter::Slot {
  int folder = -1;  // open until the next slot; none in a dry run where the folder is missing
  std::string name;
  std::string shown;
  std::optional<struct stat> present;

  [[nodiscard]] Descriptor open_file() const {
    return Descriptor(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  }
};

bool OutputWriter::is_current(std::size_t path, const FileIdentity& source, Treatment treatment) {
  if (!may_be_current(path)) return false;
  const StateRecord& known = facts_.record(path);
  if (known.source != StateRecord::of_source(source, treatment)) return false;
  const auto status = folders_.status(facts_[path]);
  if (!status || known.output != StateRecord::of_output(FileIdentity::of(*status))) return false;
  facts_.find_standing(path);
  return true;
}

void OutputWriter::record(std::size_t path, const FileIdentity& source, Treatment treatment) {
  if (!tree_.folder().exists()) return;
  const auto output = seen(path);
  if (!output) return;
  facts_.find_standing(path);
  facts_.set_record(path, StateRecord::of(source, treatment, *output));
}

std::optional<FileIdentity> OutputWriter::seen(std::size_t path) {
  for (const Seen& each : seen_) {
    if (each.path == path && each.output) return each.output;
  }
  const auto status = folders_.status(tree_.location(path));
  return status ? std::optional(FileIdentity::of(*status)) : std::nullopt;
}

Result<Change> OutputWriter::put_file(std::size_t path, std::string_view bytes, mode_t mode) {
  const auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  auto holds = Holds::kOther;
  if (is_file_with(where->present, mode, bytes.size())) {
    Comparison old(where->open_file(), scratch_.other());
    if (old.is_all(bytes)) holds = Holds::kTheSame;
  }
  auto begun = begin(path, *where, mode, holds);
  if (!begun) return tl::unexpected(begun.error());
  const auto written = begun->file ? begun->file->write(bytes) : Result<void>();
  return written.and_then([&] { return end_file(path, std::move(*begun)); });
}

Result<Change> OutputWriter::put_copy(std::size_t path, const OpenSource& source) {
  const auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  auto holds = Holds::kOther;
  if (is_file_with(where->present, source.mode(), source.identity.size)) {
    Comparison old(where->open_file(), scratch_.other());
    const auto whole = source.read_pieces(scratch_.piece(),
                                          [&](std::string_view piece) { return old.take(piece); });
    if (!whole) return tl::unexpected(whole.error());
    if (*whole && old.is_same()) holds = Holds::kTheSame;
  }
  auto begun = begin(path, *where, source.mode(), holds);
  if (!begun) return tl::unexpected(begun.error());
  Result<void> written;
  if (begun->file) {
    const auto whole = source.read_pieces(scratch_.piece(), [&](std::string_view piece) {
      written = begun->file->write(piece);
      return written.has_value();
    });
    if (!whole) return tl::unexpected(whole.error());
  }
  return written.and_then([&] { return end_file(path, std::move(*begun)); });
}

Comparison OutputWriter::compare(std::size_t path, mode_t mode) {
  const PathParts parts = split_path(facts_[path]);
  const auto folder = tree_.folder().exists()
                          ? folders_.open(parts.folder, FolderCursor::Missing::kFail)
                          : tl::unexpected(FolderCursor::Obstacle{});
  if (!folder) return {};
  Slot slot;
  slot.folder = *folder;
  slot.name = parts.name;
  struct stat status {};
  if (fstatat(slot.folder, slot.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return {};
  slot.present = status;
  return is_file_with(slot.present, mode) ? Comparison(slot.open_file(), scratch_.other())
                                          : Comparison();
}

Result<OutputWriter::Begun> OutputWriter::begin_file(std::size_t path, mode_t mode, Holds holds) {
  return own_slot(path).and_then([&](const Slot& slot) { return begin(path, slot, mode, holds); });
}

Result<Change> OutputWriter::end_file(std::size_t path, Begun begun) {
  if (!begun.file) return begun.change;
  if (begun.replaces) return begun.file->commit().map([] { return Change::kWritten; });
  // Where nothing stood, nothing is replaced.
  return begun.file->commit_new().and_then([&](bool done) -> Result<Change> {
    if (!done) return taken(path);
    if (const auto& identity = begun.file->identity()) note(path, *identity);
    return Change::kWritten;
  });
}

Result<Change> OutputWriter::put_link(std::size_t path, const std::string& target) {
  const auto where = own_slot(path);
  if (!where) return tl::unexpected(where.error());
  auto holds = Holds::kOther;
  if (where->present && S_ISLNK(where->present->st_mode) &&
      read_link(where->folder, where->name) == target) {
    holds = Holds::kTheSame;
  }
  auto change = settle(path, *where, holds);
  if (change != Change::kWritten || is_dry_run()) return change;
  const int folder = where->folder;
  if (!where->present) {  // a new link is whole at once
    if (symlinkat(target.c_str(), folder, where->name.c_str()) == 0) return Change::kWritten;
    if (errno == EEXIST) return taken(path);
    return system_failure("write link", where->shown, errno);
  }
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

Result<Change> OutputWriter::put_folder(std::size_t path) {
  const auto where = slot(path);
  if (!where) return tl::unexpected(where.error());
  if (where->present && S_ISDIR(where->present->st_mode)) {
    if (tree_.is_recovering()) facts_.adopt(path);
    return Change::kNone;
  }
  if (where->present && !facts_.is_ours(path)) return in_the_way(where->shown);
  if (is_dry_run()) return Change::kWritten;
  if (auto begun = tree_.begin_change(); !begun) return tl::unexpected(begun.error());
  const int folder = where->folder;
  if (where->present && unlinkat(folder, where->name.c_str(), 0) != 0) {
    return system_failure("remove", where->shown, errno);
  }
  if (mkdirat(folder, where->name.c_str(), 0777) != 0) {
    return system_failure("create folder", where->shown, errno);
  }
  return Change::kWritten;
}

Result<OutputWriter::Slot> OutputWriter::slot(std::size_t path) {
  Slot slot;
  slot.shown = shown(path);
  if (!tree_.folder().exists()) return slot;
  const std::string location = tree_.location(path);
  const PathParts parts = split_path(location);
  const auto folder = folders_.open(
      parts.folder, is_dry_run() ? FolderCursor::Missing::kFail : FolderCursor::Missing::kCreate);
  if (!folder) {
    const FolderCursor::Obstacle& obstacle = folder.error();
    if (obstacle.error == ENOENT && is_dry_run()) return slot;
    if (obstacle.error == ENOTDIR) {
      return failure(
          fmt::format("{} stands in the way of {}: iftrue did not write it; move it away",
                      quote(tree_.folder().shown(obstacle.path)), quote(slot.shown)));
    }
    return system_failure("open or create folder", tree_.folder().shown(obstacle.path),
                          obstacle.error);
  }
  slot.folder = *folder;
  slot.name = parts.name;
  // Each path is put once. What somebody else puts there meanwhile is not replaced.
  if (facts_.is_free(path)) return slot;
  struct stat status {};
  if (fstatat(slot.folder, slot.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    slot.present = status;
  }
  return slot;
}

Result<OutputWriter::Slot> OutputWriter::own_slot(std::size_t path) {
  auto where = slot(path);
  if (where && where->present && !facts_.is_ours(path) && !tree_.is_recovering())
    return in_the_way(where->shown);
  return where;
}

Result<Change> OutputWriter::settle(std::size_t path, const Slot& slot, Holds holds) {
  if (slot.present && !facts_.is_ours(path)) {
    if (holds != Holds::kTheSame) return in_the_way(slot.shown);
    facts_.adopt(path);
  }
  if (holds == Holds::kTheSame) {
    note(path, FileIdentity::of(*slot.present));  // it is as it was before it was compared
    return Change::kNone;
  }
  if (is_dry_run()) return Change::kWritten;
  if (auto begun = tree_.begin_change(); !begun) return tl::unexpected(begun.error());
  // A folder can be replaced only where it is empty.
  if (slot.present && S_ISDIR(slot.present->st_mode) &&
      unlinkat(slot.folder, slot.name.c_str(), AT_REMOVEDIR) != 0) {
    return in_the_way(slot.shown);
  }
  return Change::kWritten;
}

Result<OutputWriter::Begun> OutputWriter::begin(std::size_t path, const Slot& slot, mode_t mode,
                                                Holds holds) {
  return settle(path, slot, holds).and_then([&](Change change) -> Result<Begun> {
    if (change == Change::kNone || is_dry_run()) return Begun{change, std::nullopt, false};
    if (facts_.is_unseen(path)) {
      auto file = AtomicFile::create_unseen(slot.folder, slot.name, slot.shown, mode);
      if (!file) return tl::unexpected(file.error());
      if (!*file) return taken(path);
      return Begun{change, std::move(**file), false};
    }
    auto file = AtomicFile::create(slot.folder, slot.name, slot.shown, mode);
    if (!file) return tl::unexpected(file.error());
    return Begun{change, std::move(*file), slot.present.has_value()};
  });
}

tl::unexpected<Failure> OutputWriter::taken(std::size_t path) {
  facts_.give_up(path);  // begin_change() reads it, and is done by now
  return in_the_way(shown(path));
}

}  // namespace iftrue
