// A folder in the real file system that is gone after the test, and what tests do in it.

#ifndef IFTRUE_TESTS_UNIT_TEMPORARY_FOLDER_H_
#define IFTRUE_TESTS_UNIT_TEMPORARY_FOLDER_H_

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "iftrue-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = std::filesystem::canonical(name).string();
  }
  ~TemporaryFolder() {
    std::error_code ignored;  // a destructor has nobody to tell
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(std::string_view name) const {
    return path_ + '/' + std::string(name);
  }

  // Creates the folders above it, too. The bytes are put into the file that stands there, if any.
  void write(std::string_view name, std::string_view bytes) const {
    const std::filesystem::path whole = *this / name;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream file(whole, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + whole.string());
  }

  // "(missing)" where there is no file.
  [[nodiscard]] std::string read(std::string_view name) const {
    std::ifstream file(*this / name, std::ios::binary);
    if (!file) return "(missing)";
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void folder(std::string_view name) const { std::filesystem::create_directories(*this / name); }

  void link(std::string_view name, std::string_view target) const {
    const std::filesystem::path whole = *this / name;
    std::filesystem::create_directories(whole.parent_path());
    std::filesystem::create_symlink(target, whole);
  }

  // All there is below, in order: "a/b" a file, "a/c/" an empty folder, "a/d -> b" a link.
  [[nodiscard]] std::vector<std::string> list(std::string_view name = ".") const {
    namespace fs = std::filesystem;
    const fs::path root = *this / name;
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
      const std::string path = entry.path().lexically_relative(root).string();
      if (entry.is_symlink()) {
        found.push_back(path + " -> " + fs::read_symlink(entry.path()).string());
      } else if (!entry.is_directory()) {
        found.push_back(path);
      } else if (fs::is_empty(entry.path())) {
        found.push_back(path + '/');
      }
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  // What tells whether a file was written again: every write of ours makes a new inode.
  struct Identity {
    ino_t inode;
    timespec modified;
    bool operator==(const Identity& other) const {
      return inode == other.inode && modified.tv_sec == other.modified.tv_sec &&
             modified.tv_nsec == other.modified.tv_nsec;
    }
  };
  [[nodiscard]] Identity identity(std::string_view name) const {
    const struct stat status = status_of(name);
    return {status.st_ino, status.st_mtim};
  }

  // The permission bits.
  [[nodiscard]] mode_t mode(std::string_view name) const { return status_of(name).st_mode & 07777; }

  void set_mode(std::string_view name, mode_t mode) const {
    if (chmod((*this / name).c_str(), mode) != 0) throw std::runtime_error("chmod failed");
  }

 private:
  [[nodiscard]] struct stat status_of(std::string_view name) const {
    struct stat status {};
    if (lstat((*this / name).c_str(), &status) != 0) {
      throw std::runtime_error("no " + std::string(name));
    }
    return status;
  }

  std::string path_;
};

}  // namespace iftrue

#endif  // IFTRUE_TESTS_UNIT_TEMPORARY_FOLDER_H_
