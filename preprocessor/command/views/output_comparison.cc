#include "command/views/output_comparison.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "command/report/format.h"
#include "command/system/file.h"
#include "command/system/permissions.h"
#include "command/system/posix.h"
#include "command/views/unified_diff.h"
#include "iftrue/iftrue.h"

namespace iftrue {
namespace {

using Kind = Difference::Kind;

constexpr std::size_t kLarge = std::size_t{1} << 20;

// The message of each is a line.
PathDifference told(std::vector<Difference> found) {
  PathDifference difference{std::move(found), {}};
  for (const Difference& each : difference.found) {
    difference.diff += printable(each.message) + '\n';
  }
  return difference;
}

PathDifference one(const OutputPlace& place, Kind kind, const std::string& message) {
  return told({{place.shown, kind, std::nullopt, message}});
}

// As git has it, so that `git apply` takes the diff.
std::string in_tree(std::string_view tree, std::string_view path) {
  path = plain_path(path);
  while (path.starts_with('/')) path.remove_prefix(1);
  return fmt::format("{}/{}", tree, path);
}

std::string binary_line(const OutputPlace& place, Kind kind) {
  const auto side = [&](std::string_view tree, Kind missing) {
    return kind == missing ? "/dev/null" : printable(in_tree(tree, place.shown));
  };
  return fmt::format("Binary files {} and {} differ\n", side("a", Kind::kMissing),
                     side("b", Kind::kOrphaned));
}

}  // namespace

std::string OutputComparison::diff(const OutputPlace& place, Side standing, Side put) const {
  return unified_diff({in_tree("a", place.shown), std::move(standing.text), standing.mode},
                      {in_tree("b", place.shown), std::move(put.text), put.mode}, color_);
}

template <typename Put>
Result<PathDifference> OutputComparison::compared(const OutputPlace& place,
                                                  FileComparison& comparison, mode_t mode,
                                                  std::size_t size, Put put) const {
  auto found = comparison.finish();
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return PathDifference{};
  const Kind kind = found->front().kind;
  PathDifference difference = told(std::move(*found));
  if (diffs_ == Diffs::kLeftOut || kind == Kind::kType) return difference;
  const mode_t right_mode = S_IFREG | (mode & kPermissions);
  if (kind == Kind::kMode) {
    difference.diff = diff(place, {"", comparison.mode()}, {"", right_mode});
    return difference;
  }
  if (comparison.is_binary()) {
    difference.diff = binary_line(place, kind);
    for (const Difference& each : difference.found) {
      if (each.kind == Kind::kMode) difference.diff += printable(each.message) + '\n';
    }
    return difference;
  }
  if (size >= kLarge || comparison.size() >= kLarge) return difference;
  Side standing{std::nullopt, comparison.mode()};
  if (comparison.stands()) {
    auto bytes = comparison.read();
    if (!bytes) return tl::unexpected(bytes.error());
    standing.text = std::move(*bytes);
  }
  auto bytes = put();
  if (!bytes) return tl::unexpected(bytes.error());
  difference.diff = diff(place, std::move(standing), {std::move(*bytes), right_mode});
  return difference;
}

Result<PathDifference> OutputComparison::file(const OutputPlace& place, std::string_view bytes,
                                              mode_t mode) const {
  auto comparison = FileComparison::open(place, mode, scratch_.other());
  if (!comparison) return tl::unexpected(comparison.error());
  comparison->take(bytes);
  return compared(place, *comparison, mode, bytes.size(),
                  [&] { return Result<std::string>(bytes); });
}

Result<PathDifference> OutputComparison::copy(const OutputPlace& place,
                                              const OpenSource& source) const {
  auto comparison = FileComparison::open(place, source.mode(), scratch_.other());
  if (!comparison) return tl::unexpected(comparison.error());
  const auto read = source.read_pieces(
      scratch_.piece(), [&](std::string_view piece) { return comparison->take(piece); });
  if (!read) return tl::unexpected(read.error());
  return compared(place, *comparison, source.mode(), source.identity.size,
                  [&]() -> Result<std::string> {
                    std::string bytes(source.identity.size, '\0');
                    const auto all = source.read_at(bytes, 0);
                    if (!all) return tl::unexpected(all.error());
                    return source.check_unchanged().map([&] { return std::move(bytes); });
                  });
}

Result<PathDifference> OutputComparison::link(const OutputPlace& place,
                                              const std::string& target) const {
  const auto status = standing_at(place);
  if (!status) return tl::unexpected(status.error());
  const std::string path = quote(place.shown);
  const Side put{target, S_IFLNK};
  PathDifference difference;
  Side standing{std::nullopt, S_IFLNK};
  if (!*status) {
    difference = one(place, Kind::kMissing, fmt::format("{} is missing", path));
  } else if (!S_ISLNK((*status)->st_mode)) {
    return one(place, Kind::kType,
               fmt::format("{} is {}, not a link", path, type_name((*status)->st_mode)));
  } else {
    auto leads = read_link(place.folder, place.name);
    if (!leads) return system_failure("read link", place.shown, leads.error());
    if (*leads == target) return PathDifference{};
    difference = one(place, Kind::kLink,
                     fmt::format("{} leads to {}, not to {}", path, quote(*leads), quote(target)));
    standing.text = std::move(*leads);
  }
  if (diffs_ == Diffs::kShown) difference.diff = diff(place, std::move(standing), put);
  return difference;
}

Result<PathDifference> OutputComparison::folder(const OutputPlace& place) {
  const auto status = standing_at(place);
  if (!status) return tl::unexpected(status.error());
  if (!*status || S_ISDIR((*status)->st_mode)) return PathDifference{};
  return one(
      place, Kind::kType,
      fmt::format("{} is {}, not a folder", quote(place.shown), type_name((*status)->st_mode)));
}

Result<PathDifference> OutputComparison::orphan(const OutputPlace& place) const {
  PathDifference difference =
      one(place, Kind::kOrphaned,
          fmt::format("{} is orphaned: strip would not write it", quote(place.shown)));
  if (diffs_ == Diffs::kLeftOut) return difference;
  const auto status = standing_at(place);
  if (!status) return tl::unexpected(status.error());
  if (!*status) return PathDifference{};  // it has gone meanwhile
  Side standing{std::nullopt, (*status)->st_mode};
  if (S_ISLNK(standing.mode)) {
    auto leads = read_link(place.folder, place.name);
    if (!leads) return system_failure("read link", place.shown, leads.error());
    standing = {std::move(*leads), S_IFLNK};
  } else if (S_ISREG(standing.mode) && static_cast<std::size_t>((*status)->st_size) < kLarge) {
    const auto file = FileComparison::open(place, standing.mode, scratch_.other());
    if (!file) return tl::unexpected(file.error());
    if (!file->stands()) return difference;
    if (file->is_binary()) {
      difference.diff = binary_line(place, Kind::kOrphaned);
      return difference;
    }
    auto bytes = file->read();
    if (!bytes) return tl::unexpected(bytes.error());
    standing.text = std::move(*bytes);
  } else {
    return difference;
  }
  difference.diff = diff(place, std::move(standing), {std::nullopt, 0});
  return difference;
}

Result<PathDifference> OutputComparison::pieces(FileComparison& comparison) {
  return comparison.finish().map(told);
}

}  // namespace iftrue
