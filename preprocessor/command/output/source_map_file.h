// A version 3 source map (ECMA-426) as a file beside the output or as a comment at its end: the
// mappings that the engine gives, with the names and the text of the source around them.

#ifndef IFTRUE_COMMAND_OUTPUT_SOURCE_MAP_FILE_H_
#define IFTRUE_COMMAND_OUTPUT_SOURCE_MAP_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "command/options/options.h"
#include "command/source/source_text.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// The kinds of comments that consumers look for a map in.
enum class MapComment : std::uint8_t {
  kNone,   // the file cannot hold one
  kLine,   // //# in JavaScript and TypeScript
  kBlock,  // /*# in style sheets
};

struct MapNames {
  std::string output;  // the file's name without folders; empty on standard output
  std::string source;  // a URL as source_url() gives it, or what stands for standard input
};

// As the names' ends tell: the output's, or the source's where that tells nothing. A line on
// standard output for standard input.
[[nodiscard]] MapComment map_comment(const MapNames& names);

// Where the map of an output goes.
[[nodiscard]] std::string map_path(std::string_view output);

// The path from a folder to a file as a relative URL. Both are absolute and free of links; nothing
// is looked up. Bytes that are not UTF-8 survive in their escapes.
[[nodiscard]] std::string source_url(const std::string& file, const std::string& folder);

// The absolute path of a file, links in the folders before it resolved. A link itself keeps its
// name.
[[nodiscard]] std::string located(const std::string& path);

struct StrippedFile {
  std::string text;                // with its map if that is inline
  std::optional<std::string> map;  // with kFiles only
};

[[nodiscard]] StrippedFile strip_with_map(const SourceText& source, const Symbols& symbols,
                                          Layout layout, SourceMaps maps, const MapNames& names);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_SOURCE_MAP_FILE_H_
