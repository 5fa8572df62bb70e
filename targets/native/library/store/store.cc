#include "store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "store/digest.h"

namespace echatim {
namespace {

constexpr mode_t kOwnFile = 0600;
constexpr mode_t kOwnFolder = 0700;

std::string failure(const char* what, const std::string& path, int error_number) {
  return std::string("can't ") + what + " '" + path +
         "': " + std::generic_category().message(error_number);
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

// 0 or an errno.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

Store::Store(std::string folder) : folder_(std::move(folder)) {}

Store::~Store() {
  for (const auto& [name, fd] : locks_)
    if (fd >= 0) close(fd);
}

std::string Store::path_of(std::string_view key, std::string_view ending) const {
  return folder_ + '/' + digest(key) + std::string(ending);
}

std::string Store::make_folder() const {
  for (std::size_t slash = folder_.find('/', 1);; slash = folder_.find('/', slash + 1)) {
    const std::string part = folder_.substr(0, slash);
    if (mkdir(part.c_str(), kOwnFolder) != 0 && errno != EEXIST)
      return failure("make the folder", part, errno);
    if (slash == std::string::npos) return {};
  }
}

std::string Store::read(std::string_view key, std::optional<std::string>& value) const {
  value.reset();
  if (folder_.empty()) {
    if (const auto found = kept_.find(key); found != kept_.end()) value = found->second;
    return {};
  }
  const std::string path = path_of(key, ".item");
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0)
    return errno == ENOENT ? std::string() : failure("read the item", path, errno);
  std::string text;
  struct stat status = {};
  if (fstat(file.get(), &status) == 0) text.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, std::size_t{16}* 1024> buffer = {};
  for (;;) {
    const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure("read the item", path, errno);
    if (count == 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  value = std::move(text);
  return {};
}

std::string Store::write(std::string_view key, std::string_view value) {
  if (folder_.empty()) {
    kept_.insert_or_assign(std::string(key), std::string(value));
    return {};
  }
  const std::string path = path_of(key, ".item");
  // Like the other programs' of this account: none is written to by two.
  const std::string fresh =
      path + '.' + std::to_string(getpid()) + '.' + std::to_string(++count_) + ".new";
  const auto create = [&] {
    return open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, kOwnFile);
  };
  int fd = create();
  if (fd < 0 && errno == ENOENT) {
    if (std::string failed = make_folder(); !failed.empty()) return failed;
    fd = create();
  }
  if (fd < 0) return failure("write the item", fresh, errno);
  Descriptor file(fd);
  int error_number = write_all(file.get(), value);
  // What close() says of a network's file system counts, too.
  if (close(file.release()) != 0 && error_number == 0) error_number = errno;
  if (error_number == 0 && rename(fresh.c_str(), path.c_str()) != 0) error_number = errno;
  if (error_number == 0) return {};
  unlink(fresh.c_str());
  return failure("write the item", path, error_number);
}

std::string Store::remove(std::string_view key) {
  if (folder_.empty()) {
    if (const auto found = kept_.find(key); found != kept_.end()) kept_.erase(found);
    return {};
  }
  const std::string path = path_of(key, ".item");
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return failure("remove the item", path, errno);
}

bool Store::take_lock(std::string_view name) {
  if (locks_.contains(name)) return false;
  if (folder_.empty()) return locks_.emplace(name, -1).second;
  const std::string path = path_of(name, ".lock");
  const auto create = [&] {
    return open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnFile);
  };
  int fd = create();
  if (fd < 0 && errno == ENOENT && make_folder().empty()) fd = create();
  if (fd < 0) return locks_.emplace(name, -1).second;
  // A lock of the open file, not of the process: two clients of one process meet here, too.
  while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    const bool is_held = errno == EWOULDBLOCK;
    close(fd);
    // A file system without locks has no other programs to tell apart.
    return !is_held && locks_.emplace(name, -1).second;
  }
  locks_.emplace(name, fd);
  return true;
}

void Store::release_lock(std::string_view name) {
  const auto found = locks_.find(name);
  if (found == locks_.end()) return;
  // The file stays: somebody may have opened it, and wait for nothing.
  if (found->second >= 0) close(found->second);
  locks_.erase(found);
}

std::string account_folder(const std::string& store_folder, std::string_view auid,
                           std::string_view identity) {
  std::string name;
  for (const char letter : auid.substr(0, 40)) {
    const bool is_plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                          (letter >= 'A' && letter <= 'Z') || letter == '-';
    name.push_back(is_plain ? letter : '_');
  }
  return store_folder + '/' + name + '-' + digest(identity).substr(0, 16);
}

std::string default_store_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  // The specification ignores relative ones.
  if (state != nullptr && *state == '/') return std::string(state) + "/echatim";
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home == '/') return std::string(home) + "/.local/state/echatim";
  return {};
}

}  // namespace echatim
