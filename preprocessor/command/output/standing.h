// What stands at one path after another below a folder, asked for in order. A folder that is
// missing is looked for once for all the paths in it: a first run asks for every path of the tree.

#ifndef IFTRUE_COMMAND_OUTPUT_STANDING_H_
#define IFTRUE_COMMAND_OUTPUT_STANDING_H_

#include <cerrno>
#include <optional>
#include <string>
#include <string_view>

#include "command/system/folder_cursor.h"
#include "command/system/posix.h"

namespace iftrue {

class Standing {
 public:
  explicit Standing(int root) : cursor_(root) {}

  [[nodiscard]] std::optional<struct stat> at(std::string_view path) {
    if (missing_above(path)) return std::nullopt;
    const auto folder = cursor_.open(split_path(path).folder);
    if (!folder) {
      if (folder.error().error == ENOENT) missing_ = folder.error().path;
      return std::nullopt;
    }
    const auto status = cursor_.status(path);
    return status ? std::optional(*status) : std::nullopt;
  }

  // The topmost folder that is missing on the way to `path`, after at(path); none where its own
  // folder is there.
  [[nodiscard]] std::optional<std::string_view> missing_above(std::string_view path) const {
    const bool is_below =
        missing_ && path.starts_with(*missing_) && path.substr(missing_->size()).starts_with('/');
    return is_below ? std::optional<std::string_view>(*missing_) : std::nullopt;
  }

 private:
  FolderCursor cursor_;
  std::optional<std::string> missing_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_STANDING_H_
