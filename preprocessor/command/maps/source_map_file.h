// Where a source map is written (a file beside the output, or a comment at its end), what it says
// about its files, and the maps of sources that are in memory. The maps of large files are written
// in mapped_stream.h.

#ifndef IFTRUE_COMMAND_MAPS_SOURCE_MAP_FILE_H_
#define IFTRUE_COMMAND_MAPS_SOURCE_MAP_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "command/maps/map_writer.h"
#include "command/options/options.h"
#include "command/source/source_text.h"
#include "command/system/posix.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// As the names' ends tell: the output's, or the source's where that tells nothing. A line on
// standard output for standard input.
[[nodiscard]] MapComment map_comment(const MapNames& names);

// Where the map of an output goes.
[[nodiscard]] std::string map_path(std::string_view output);

// Its mode, beside an output of this mode: nothing that could be run.
[[nodiscard]] constexpr mode_t map_mode(mode_t output) { return output & ~mode_t{0111}; }

// The path from a folder to a file as a relative URL. Both are absolute and free of links; nothing
// is looked up. Bytes that are not UTF-8 survive in their escapes.
[[nodiscard]] std::string source_url(const std::string& file, const std::string& folder);

struct StrippedFile {
  std::string text;                // with its map if that is inline
  std::optional<std::string> map;  // with kFiles only
};

[[nodiscard]] StrippedFile strip_with_map(const SourceText& source, const Symbols& symbols,
                                          Layout layout, SourceMaps maps, const MapNames& names);

// The map of an output that is a copy of bytes that are no text.
[[nodiscard]] std::string map_of_binary(const MapNames& names);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_MAPS_SOURCE_MAP_FILE_H_
