#include "command/system/comparison.h"

#include <array>
#include <cstddef>

#include "command/system/file.h"
#include "command/system/permissions.h"
#include "command/system/posix.h"

namespace iftrue {

bool is_file_with(const std::optional<struct stat>& present, mode_t mode) {
  return present && S_ISREG(present->st_mode) && has_permissions(present->st_mode, mode);
}

bool is_file_with(const std::optional<struct stat>& present, mode_t mode, std::uint64_t size) {
  return is_file_with(present, mode) && static_cast<std::uint64_t>(present->st_size) == size;
}

bool Comparison::take(std::string_view bytes) {
  while (file_.valid() && !bytes.empty()) {
    const std::string_view piece = bytes.substr(0, room_.size());
    const auto size = read_into(room_.first(piece.size()), file_.get());
    if (!size || std::string_view(room_.data(), *size) != piece) file_ = Descriptor();
    bytes.remove_prefix(piece.size());
  }
  return file_.valid();
}

bool Comparison::is_all(std::string_view bytes) {
  if (!file_.valid() || bytes.size() >= room_.size()) return take(bytes) && is_same();
  // One byte more is asked for: where it does not come, the file ends there.
  const ssize_t size = read(file_.get(), room_.data(), bytes.size() + 1);
  return size >= 0 && std::string_view(room_.data(), static_cast<std::size_t>(size)) == bytes;
}

bool Comparison::is_same() {
  std::array<char, 1> more{};
  return file_.valid() && read_into(more, file_.get()) == 0U;
}

}  // namespace iftrue
