#include "command/source/open_source.h"

#include <fmt/core.h>

#include <cerrno>
#include <utility>

#include "command/system/posix.h"

namespace iftrue {
namespace {

tl::unexpected<Failure> changed_while_read(std::string_view path) {
  return failure(fmt::format("{} changed while it was read; run again", quote(path)));
}

// Takes what was opened, or an errno.
Result<OpenSource> checked(Descriptor file, int error, std::string shown) {
  // A link where a file was listed: O_NOFOLLOW.
  if (error == ELOOP) return changed_while_read(shown);
  if (error != 0) return system_failure("read", shown, error);
  const auto identity = identity_of(file.get());
  if (!identity) return system_failure("read", shown, errno);
  if (!S_ISREG(identity->mode)) return changed_while_read(shown);
  return OpenSource{std::move(file), *identity, std::move(shown)};
}

}  // namespace

Result<void> OpenSource::check_unchanged() const {
  if (identity_of(file.get()) == identity) return {};
  return changed_while_read(shown);
}

Result<std::string_view> OpenSource::read_at(std::span<char> piece, std::size_t offset) const {
  std::size_t size = 0;
  while (size < piece.size()) {
    const auto rest = piece.subspan(size);
    const ssize_t count =
        pread(file.get(), rest.data(), rest.size(), static_cast<off_t>(offset + size));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("read", shown, errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  return std::string_view(piece.data(), size);
}

Result<bool> OpenSource::read_pieces(std::span<char> piece,
                                     const std::function<bool(std::string_view)>& take) const {
  for (std::size_t offset = 0;;) {
    const auto bytes = read_at(piece, offset);
    if (!bytes) return tl::unexpected(bytes.error());
    if (bytes->empty()) return check_unchanged().map([] { return true; });
    if (!take(*bytes)) return false;
    offset += bytes->size();
  }
}

Result<OpenSource> open_source(FolderCursor& folders, std::string_view path, std::string shown) {
  const PathParts parts = split_path(path);
  const auto folder = folders.open(parts.folder);
  if (!folder) return system_failure("read", shown, folder.error().error);
  Descriptor file(openat(*folder, std::string(parts.name).c_str(),
                         O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  const int error = file.valid() ? 0 : errno;
  return checked(std::move(file), error, std::move(shown));
}

Result<OpenSource> open_source(const std::string& path) {
  Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  const int error = file.valid() ? 0 : errno;
  return checked(std::move(file), error, path);
}

}  // namespace iftrue
