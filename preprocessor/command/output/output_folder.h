// The open folder of an output, locked while a run works on it. One that does not exist is made: as
// a new folder that gets into its place when all is done, or in its place where that cannot be.
//
// What is in it is not its matter.

#ifndef IFTRUE_COMMAND_OUTPUT_OUTPUT_FOLDER_H_
#define IFTRUE_COMMAND_OUTPUT_OUTPUT_FOLDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "command/output/new_folder.h"
#include "command/system/descriptor.h"
#include "command/system/failure.h"

namespace iftrue {

class OutputFolder {
 public:
  enum class Mode : std::uint8_t {
    kWrite,
    kWatch,  // the same, but a run that changes no output leaves the folder itself alone: others
             // watch it, and tsc takes every change in a folder for one of a source
    kDryRun
  };

  // `waiting` is called before a wait for another run.
  static Result<OutputFolder> open(const std::string& path, Mode mode,
                                   void (*waiting)(const std::string& path));

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool is_dry_run() const { return mode_ == Mode::kDryRun; }

  [[nodiscard]] bool leaves_unchanged() const { return mode_ == Mode::kWatch; }

  // Whether nobody looks into it before place(): nothing stood in it.
  [[nodiscard]] bool is_new() const { return new_.has_value(); }

  // Only in a dry run there may be none.
  [[nodiscard]] bool exists() const { return new_ || root_.valid(); }
  [[nodiscard]] int fd() const { return new_ ? new_->fd() : root_.get(); }

  // The path of what stands in it, for people.
  [[nodiscard]] std::string shown(std::string_view path) const;

  // Puts a new folder into its place; of another there is nothing to do.
  [[nodiscard]] Result<void> place();

 private:
  OutputFolder(std::string path, Mode mode) : path_(std::move(path)), mode_(mode) {}

  std::string path_;
  Mode mode_;
  std::optional<NewFolder> new_;
  Descriptor root_;  // where there is no new one
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_OUTPUT_FOLDER_H_
