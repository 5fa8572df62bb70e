// Copies a tree of files and folders with the system calls that a run of iftrue has to make for
// each, and does nothing else: what the machine leaves to be gained.
//
//   copy SOURCE OUTPUT        the output is created, and must not be there yet
//
// A file is asked for its status before and after it is read, created with its mode, written, and
// asked for the status that the next run is to know. What the statuses say is not looked at.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNeighbours = 32;  // files that one thread takes at a time
constexpr mode_t kPermissions = 07777;

struct Folder {
  fs::path source;
  fs::path output;
};

struct File {
  std::size_t folder;  // its index
  std::string name;
};

int checked(int result, const char* what) {
  if (result >= 0) return result;
  std::perror(what);
  std::exit(1);  // NOLINT(concurrency-mt-unsafe)
}

class Copier {
 public:
  explicit Copier(const std::vector<Folder>& folders) : folders_(folders) {}
  ~Copier() { leave(); }
  Copier(const Copier&) = delete;
  Copier& operator=(const Copier&) = delete;

  void copy(const File& file) {
    enter(file.folder);
    const int source = checked(
        openat(source_, file.name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), "open");
    struct stat before {};
    struct stat after {};
    checked(fstat(source, &before), "stat");
    bytes_.resize(std::max(bytes_.size(), static_cast<std::size_t>(before.st_size)));
    const ssize_t size = read(source, bytes_.data(), static_cast<std::size_t>(before.st_size));
    if (size != before.st_size) checked(-1, "read");
    checked(fstat(source, &after), "stat");
    const int output = checked(
        openat(output_, file.name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
               before.st_mode & kPermissions),
        "create");
    if (write(output, bytes_.data(), static_cast<std::size_t>(size)) != size) checked(-1, "write");
    checked(fstat(output, &after), "stat");
    checked(close(output), "close");
    checked(close(source), "close");
  }

 private:
  void enter(std::size_t folder) {
    if (source_ >= 0 && folder == folder_) return;
    leave();
    folder_ = folder;
    constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    source_ = checked(open(folders_[folder].source.c_str(), kFlags), "open folder");
    output_ = checked(open(folders_[folder].output.c_str(), kFlags), "open folder");
  }

  void leave() const {
    if (source_ < 0) return;
    close(source_);
    close(output_);
  }

  const std::vector<Folder>& folders_;
  std::size_t folder_ = 0;  // which is open
  int source_ = -1;
  int output_ = -1;
  std::string bytes_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: copy SOURCE OUTPUT\n", stderr);
    return 2;
  }
  std::vector<Folder> folders = {{argv[1], argv[2]}};
  std::vector<File> files;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    checked(mkdir(folders[i].output.c_str(), 0777), "create folder");
    for (const auto& entry : fs::directory_iterator(folders[i].source)) {
      const fs::path name = entry.path().filename();
      if (entry.is_directory()) {
        folders.push_back({entry.path(), folders[i].output / name});
      } else {
        files.push_back({i, name.string()});
      }
    }
  }
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    Copier copier(folders);
    for (std::size_t begin = 0; (begin = next.fetch_add(kNeighbours)) < files.size();) {
      const std::size_t end = std::min(begin + kNeighbours, files.size());
      for (std::size_t i = begin; i < end; ++i) copier.copy(files[i]);
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) helpers.emplace_back(run);
  run();
  return 0;
}
