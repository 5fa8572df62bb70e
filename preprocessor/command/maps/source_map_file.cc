#include "command/maps/source_map_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "command/maps/map_writer.h"
#include "command/system/utf8.h"

namespace iftrue {
namespace {

void write_map(const SourceText& source, std::string_view mappings, const MapNames& names,
               ByteSink sink) {
  MapWriter map(names, source.text() ? MapWriter::Source::kText : MapWriter::Source::kNone,
                std::move(sink));
  if (source.text()) map.source(*source.text());
  map.begin_mappings();
  map.mappings(mappings);
  map.finish();
}

std::optional<MapComment> comment_by_ending(std::string_view name) {
  constexpr auto kLineEndings = std::to_array<std::string_view>(
      {".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"});
  constexpr auto kBlockEndings =
      std::to_array<std::string_view>({".css", ".scss", ".less", ".wxss"});
  const auto ends = [name](std::string_view ending) { return name.ends_with(ending); };
  if (std::ranges::any_of(kLineEndings, ends)) return MapComment::kLine;
  if (std::ranges::any_of(kBlockEndings, ends)) return MapComment::kBlock;
  return std::nullopt;
}

}  // namespace

MapComment map_comment(const MapNames& names) {
  if (const auto known = comment_by_ending(names.output)) return *known;
  if (const auto known = comment_by_ending(names.source)) return *known;
  const bool has_name = !names.output.empty() || names.source != kStandardInputName;
  return has_name ? MapComment::kNone : MapComment::kLine;
}

std::string map_path(std::string_view output) { return fmt::format("{}.map", output); }

// URL Standard, "URL-path-segment string": what is no URL code point is escaped, and the first
// segment must not look like a scheme.
std::string source_url(const std::string& file, const std::string& folder) {
  constexpr std::string_view kPlain = "!$&'()*+,-./:;=@_~";
  const std::string path = std::filesystem::path(file).lexically_relative(folder).string();
  std::string url;
  if (path.substr(0, path.find('/')).find(':') != std::string::npos) url = "./";
  for (std::size_t pos = 0; pos < path.size();) {
    const char c = path[pos];
    const std::size_t size = utf8_size(std::string_view(path).substr(pos));
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       kPlain.find(c) != std::string_view::npos;
    if (plain || size > 1) {
      url += path.substr(pos, size);
    } else {
      url += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    pos += std::max<std::size_t>(size, 1);
  }
  return url;
}

StrippedFile strip_with_map(const SourceText& source, const Symbols& symbols, Layout layout,
                            SourceMaps maps, const MapNames& names) {
  const MapComment comment = map_comment(names);
  const bool unmapped =
      maps == SourceMaps::kNone ||
      (maps == SourceMaps::kInline && (comment == MapComment::kNone || !source.text().has_value()));
  if (unmapped) return {source.strip(symbols, layout), std::nullopt};
  MappedText mapped = source.strip_mapped(symbols, layout);
  StrippedFile stripped;
  if (maps == SourceMaps::kFiles) {
    std::string& map = stripped.map.emplace();
    write_map(source, mapped.mappings, names, [&map](std::string_view piece) { map += piece; });
    stripped.text = std::move(mapped.text);
  } else {
    CommentedOutput output(comment, [&](std::string_view piece) { stripped.text += piece; });
    output.text(mapped.text);
    output.begin_map();
    write_map(source, mapped.mappings, names,
              [&output](std::string_view piece) { output.map(piece); });
    output.finish();
  }
  return stripped;
}

std::string map_of_binary(const MapNames& names) {
  std::string text;
  MapWriter map(names, MapWriter::Source::kNone, [&](std::string_view piece) { text += piece; });
  map.begin_mappings();
  map.finish();
  return text;
}

}  // namespace iftrue
