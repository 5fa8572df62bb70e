#include "command/views/file_comparison.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "command/system/file.h"
#include "command/system/permissions.h"
#include "command/system/posix.h"
#include "iftrue/iftrue.h"

namespace iftrue {
namespace {

// What classify() looks at.
constexpr std::size_t kSniffed = std::size_t{8} * 1024;

std::size_t lines_in(std::string_view bytes) {
  return static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
}

}  // namespace

Result<std::optional<struct stat>> standing_at(const OutputPlace& place) {
  if (place.folder == OutputPlace::kNoFolder) return std::nullopt;
  struct stat status {};
  const int flags = place.links == OutputPlace::Links::kSeen ? AT_SYMLINK_NOFOLLOW : 0;
  if (fstatat(place.folder, place.name.c_str(), &status, flags) == 0) return status;
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  return system_failure("read", place.shown, errno);
}

std::string_view type_name(mode_t mode) {
  if (S_ISREG(mode)) return "a file";
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISLNK(mode)) return "a link";
  if (S_ISFIFO(mode)) return "a FIFO";
  return S_ISSOCK(mode) ? "a socket" : "a device";
}

Result<FileComparison> FileComparison::open(const OutputPlace& place, mode_t mode,
                                            std::span<char> room) {
  FileComparison comparison(place, mode, room);
  const auto status = standing_at(place);
  if (!status) return tl::unexpected(status.error());
  comparison.status_ = *status;
  if (!*status || !S_ISREG((*status)->st_mode)) return comparison;
  const int links = place.links == OutputPlace::Links::kSeen ? O_NOFOLLOW : 0;
  comparison.file_ = Descriptor(
      openat(place.folder, place.name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | links));
  if (!comparison.file_.valid()) return system_failure("read", place.shown, errno);
  if (const auto known = comparison.classify_standing(); !known) {
    return tl::unexpected(known.error());
  }
  return comparison;
}

Result<void> FileComparison::classify_standing() {
  const ssize_t size = pread(file_.get(), room_.data(), std::min(kSniffed, room_.size()), 0);
  if (size < 0) return system_failure("read", shown_, errno);
  const std::string_view head(room_.data(), static_cast<std::size_t>(size));
  is_binary_ = classify(head) == TextKind::kBinary;
  return {};
}

bool FileComparison::take(std::string_view bytes) {
  if (!has_taken_ && !bytes.empty()) {
    has_taken_ = true;
    is_binary_ = is_binary_ || classify(bytes.substr(0, kSniffed)) == TextKind::kBinary;
  }
  while (stands() && read_ && !differs_ && !bytes.empty()) {
    const std::string_view piece = bytes.substr(0, room_.size());
    const auto size = read_into(room_.first(piece.size()), file_.get());
    if (!size) {
      read_ = system_failure("read", shown_, size.error());
      break;
    }
    const std::string_view standing(room_.data(), *size);
    const auto same = std::ranges::mismatch(standing, piece).in1 - standing.begin();
    line_ += lines_in(standing.substr(0, static_cast<std::size_t>(same)));
    differs_ = standing != piece;
    bytes.remove_prefix(piece.size());
  }
  return stands() && read_ && !differs_;
}

Result<std::vector<Difference>> FileComparison::finish() {
  using Kind = Difference::Kind;
  const std::string path = quote(shown_);
  if (!status_) {
    return std::vector<Difference>{
        {shown_, Kind::kMissing, std::nullopt, fmt::format("{} is missing", path)}};
  }
  if (!stands()) {
    return std::vector<Difference>{
        {shown_, Kind::kType, std::nullopt,
         fmt::format("{} is {}, not a file", path, type_name(status_->st_mode))}};
  }
  if (!read_) return tl::unexpected(read_.error());
  if (!differs_) {
    std::array<char, 1> more{};
    const auto size = read_into(more, file_.get());
    if (!size) return system_failure("read", shown_, size.error());
    differs_ = *size != 0;
  }
  std::vector<Difference> found;
  if (differs_ && is_binary_) {
    found.push_back({shown_, Kind::kChanged, std::nullopt,
                     fmt::format("{} is not as strip would write it", path)});
  } else if (differs_) {
    found.push_back(
        {shown_, Kind::kChanged, line_,
         fmt::format("{} is not as strip would write it, from line {} on", path, line_)});
  }
  if (!has_permissions(status_->st_mode, right_mode_)) {
    found.push_back({shown_, Kind::kMode, std::nullopt,
                     fmt::format("{} has mode {:04o}, not {:04o}", path,
                                 status_->st_mode & mode_t{07777}, right_mode_ & kPermissions)});
  }
  return found;
}

Result<std::string> FileComparison::read() const {
  if (lseek(file_.get(), 0, SEEK_SET) < 0) return system_failure("read", shown_, errno);
  return read_all(file_.get(), shown_);
}

}  // namespace iftrue
