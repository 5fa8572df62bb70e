// Strips a large file while reading it, in memory that does not grow with the file.

#ifndef IFTRUE_COMMAND_FILES_STRIP_STREAM_H_
#define IFTRUE_COMMAND_FILES_STRIP_STREAM_H_

#include <optional>
#include <string>
#include <vector>

#include "command/maps/map_writer.h"
#include "command/maps/mapped_stream.h"
#include "command/options/option_values.h"
#include "command/project/configuration.h"
#include "command/source/open_source.h"
#include "command/source/source_stream.h"
#include "command/system/failure.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// Whether a path leads to a file that need not be held.
[[nodiscard]] bool may_stream(const std::string& path, Undefined undefined);

// The maps of the outputs, and what each is to say of its files: with no paths, of the one on
// standard output.
struct StreamMaps {
  SourceMaps kind = SourceMaps::kNone;
  std::vector<MapNames> names;  // each fit for its kind; by output
};

struct StrippedStream {
  std::vector<std::string> changed;  // the paths of the files that are written
  Streamed text;                     // where it is not sound, nothing is written
};

// Writes the output of each target to the path that it has in `outputs`, or to standard output when
// there are no paths, and the maps of the outputs. Nothing, and nothing is written, where the file
// is binary, or sound and an output is written in place: then it has to be held after all. Only for
// a file that may_stream().
[[nodiscard]] Result<std::optional<StrippedStream>> strip_stream(
    const OpenSource& source, const Configuration& configuration, const StreamOptions& options,
    const std::vector<std::string>& outputs, const StreamMaps& maps);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_FILES_STRIP_STREAM_H_
