// The files that a command reads: the files that its operands name, and the scanned files below the
// folders that they name. Without operands, the scanned files of the project's source. A file that
// a [[files]] rule has copied is none of them, even if it is named.

#ifndef IFTRUE_COMMAND_SOURCE_INPUT_FILES_H_
#define IFTRUE_COMMAND_SOURCE_INPUT_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/project/treatment.h"
#include "command/source/source_text.h"
#include "command/system/failure.h"

namespace iftrue {

// Files that are copied as they are.
enum class CopiedFiles : std::uint8_t { kLeftOut, kListed };

struct InputFile {
  std::string path;
  // The path that the project's globs speak of; empty for a named file outside the source.
  std::string filtered;
  Named named;
  Treatment treatment;  // what strip does with it
};

struct InputFiles {
  std::vector<InputFile> files;
  std::vector<Failure> failures;  // what could not be listed
};

// A failure when there is neither an operand nor a source.
[[nodiscard]] Result<InputFiles> list_input_files(const Options& options,
                                                  const Configuration& configuration,
                                                  CopiedFiles copied = CopiedFiles::kLeftOut);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_INPUT_FILES_H_
