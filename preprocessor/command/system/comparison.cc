#include "command/system/comparison.h"

#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace iftrue {
namespace {

// Up to so many bytes: fewer only at the end, or where they cannot be read.
std::size_t read_some(int fd, char* bytes, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = read(fd, bytes + done, size - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace

bool Comparison::take(std::string_view bytes) {
  while (file_.valid() && !bytes.empty()) {
    const std::string_view piece = bytes.substr(0, room_.size());
    const std::size_t size = read_some(file_.get(), room_.data(), piece.size());
    if (std::string_view(room_.data(), size) != piece) file_ = Descriptor();
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
  char more = 0;
  return file_.valid() && read_some(file_.get(), &more, 1) == 0;
}

}  // namespace iftrue
