// The files that a command reads: the files that its operands name, and the scanned files below the
// folders that they name. Without operands, the scanned files of the project's source.

#ifndef IFTRUE_COMMAND_SOURCE_INPUT_FILES_H_
#define IFTRUE_COMMAND_SOURCE_INPUT_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "command/project/configuration.h"
#include "command/source/source_text.h"
#include "command/source/treatment.h"
#include "command/system/failure.h"

namespace iftrue {

// Files of folders that are copied as they are.
enum class CopiedFiles : std::uint8_t { kLeftOut, kListed };

struct InputFile {
  std::string path;
  // The path that the project's globs speak of; empty for a named file outside the source.
  std::string filtered;
  Named named;
  Treatment treatment = Treatment::kStripped;  // what strip does with it in a tree
};

struct InputFiles {
  std::vector<InputFile> files;
  std::vector<Failure> failures;  // what could not be listed
};

// A failure when there is neither an operand nor a source.
[[nodiscard]] Result<InputFiles> list_input_files(const std::vector<std::string>& operands,
                                                  const Configuration& configuration, unsigned jobs,
                                                  CopiedFiles copied = CopiedFiles::kLeftOut);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_INPUT_FILES_H_
