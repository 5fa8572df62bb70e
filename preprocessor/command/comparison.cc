#include "command/comparison.h"

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

void Comparison::take(std::string_view bytes) {
  if (!file_.valid()) return;
  read_.resize(bytes.size());
  const std::size_t size = read_some(file_.get(), read_.data(), bytes.size());
  if (size != bytes.size() || read_ != bytes) file_ = Descriptor();
}

bool Comparison::is_same() {
  char more = 0;
  return file_.valid() && read_some(file_.get(), &more, 1) == 0;
}

}  // namespace iftrue
