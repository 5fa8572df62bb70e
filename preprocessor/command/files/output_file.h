// Writes the file at a path completely or not at all: at once or in pieces. A file that already has
// exactly these bytes is not touched. A link is kept; the file that it leads to is written.

#ifndef IFTRUE_COMMAND_FILES_OUTPUT_FILE_H_
#define IFTRUE_COMMAND_FILES_OUTPUT_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "command/system/atomic_file.h"
#include "command/system/comparison.h"
#include "command/system/descriptor.h"
#include "command/system/failure.h"
#include "command/system/posix.h"
#include "command/system/scratch.h"

namespace iftrue {

// Puts `bytes` into the file at `path`, in a folder that is made where it is missing. What is no
// file, and what standard output already goes to, is written in place. Whether anything was
// written.
[[nodiscard]] Result<bool> write_file(const std::string& path, std::string_view bytes, mode_t mode);

// Whether write_file() would write.
[[nodiscard]] bool would_change(const std::string& path, std::string_view bytes, mode_t mode);

// The same in pieces.
class OutputFile {
 public:
  // Nothing where write_file() would write in place: that is for when all of it is known.
  static Result<std::optional<OutputFile>> create(const std::string& path, mode_t mode);

  // A failure is told by commit().
  void write(std::string_view bytes);

  // Whether the file has changed by it.
  [[nodiscard]] Result<bool> commit();

 private:
  OutputFile(Descriptor folder, AtomicFile file)
      : folder_(std::move(folder)), file_(std::move(file)) {}

  Descriptor folder_;
  AtomicFile file_;
  Scratch scratch_;
  Comparison old_;  // with what stands there
  Result<void> written_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_FILES_OUTPUT_FILE_H_
