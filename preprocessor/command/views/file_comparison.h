// Compares the file that stands at a path of an output with the bytes and the permissions that it
// is to have, and finds the first line that differs. The bytes may come in pieces, so memory does
// not grow with the file. Unlike Comparison it tells what is wrong, also with a file that cannot be
// read.

#ifndef IFTRUE_COMMAND_VIEWS_FILE_COMPARISON_H_
#define IFTRUE_COMMAND_VIEWS_FILE_COMPARISON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command/report/difference.h"
#include "command/system/descriptor.h"
#include "command/system/failure.h"
#include "command/system/posix.h"

namespace iftrue {

// A path of an output.
struct OutputPlace {
  enum class Links : std::uint8_t { kSeen, kFollowed };

  static constexpr int kNoFolder = -1;

  int folder;        // open, or AT_FDCWD, or kNoFolder where it is missing
  std::string name;  // in it
  std::string shown;
  Links links = Links::kSeen;
};

// What stands there, if anything does.
[[nodiscard]] Result<std::optional<struct stat>> standing_at(const OutputPlace& place);

// "a file", "a folder" …
[[nodiscard]] std::string_view type_name(mode_t mode);

class FileComparison {
 public:
  // `room` is for what is read of the file, and only while this is called: several comparisons may
  // share it, but not with the bytes that they take.
  static Result<FileComparison> open(const OutputPlace& place, mode_t mode, std::span<char> room);

  // Whether a file stands there.
  [[nodiscard]] bool stands() const { return file_.valid(); }

  // Whether it has all bytes so far.
  bool take(std::string_view bytes);

  // After the last bytes. Nothing where the file is as it is to be.
  [[nodiscard]] Result<std::vector<Difference>> finish();

  // Whether the bytes that stand there, or those that were taken, are no text.
  [[nodiscard]] bool is_binary() const { return is_binary_; }

  // Of the file; none where nothing stands there.
  [[nodiscard]] mode_t mode() const { return status_ ? status_->st_mode : 0; }
  [[nodiscard]] std::size_t size() const {
    return status_ ? static_cast<std::size_t>(status_->st_size) : 0;
  }

  // All its bytes.
  [[nodiscard]] Result<std::string> read() const;

 private:
  FileComparison(const OutputPlace& place, mode_t mode, std::span<char> room)
      : shown_(place.shown), right_mode_(mode), room_(room) {}

  [[nodiscard]] Result<void> classify_standing();

  std::string shown_;
  mode_t right_mode_;
  std::span<char> room_;
  std::optional<struct stat> status_;
  Descriptor file_;
  Result<void> read_;
  std::size_t line_ = 1;  // on which the next byte stands
  bool is_binary_ = false;
  bool has_taken_ = false;
  bool differs_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_FILE_COMPARISON_H_
