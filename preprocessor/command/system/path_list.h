// Relative paths in ascending order of their bytes, in one block of memory: a tree may have a
// million paths, and is processed in this order from its listing to its manifest.

#ifndef IFTRUE_COMMAND_SYSTEM_PATH_LIST_H_
#define IFTRUE_COMMAND_SYSTEM_PATH_LIST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {

class PathList {
 public:
  // Room for so many paths with so many bytes in all, NULs included.
  void reserve(std::size_t paths, std::size_t bytes);

  // `path` holds no NUL, and comes behind the last path or is the same.
  void append(std::string_view path);

  [[nodiscard]] std::size_t size() const { return begins_.size(); }
  [[nodiscard]] bool empty() const { return begins_.empty(); }

  // A NUL stands behind the last byte.
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t end = i + 1 < begins_.size() ? begins_[i + 1] : text_.size();
    return std::string_view(text_).substr(begins_[i], end - 1 - begins_[i]);
  }

  [[nodiscard]] bool contains(std::string_view path) const;

  // The indices of the paths that lead into a folder, up to `end`.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }
  };
  [[nodiscard]] Range below(std::string_view folder) const;

  // The indices at which `path` stands.
  [[nodiscard]] Range equal(std::string_view path) const;

  friend bool operator==(const PathList&, const PathList&) = default;

 private:
  // The first path that is not before `path`.
  [[nodiscard]] std::size_t lower_bound(std::string_view path) const;

  std::string text_;
  std::vector<std::size_t> begins_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_PATH_LIST_H_
