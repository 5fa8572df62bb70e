#include "command/output/source_map_file.h"

#include <fmt/core.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "command/system/file.h"

namespace iftrue {
namespace {

// The length of the UTF-8 sequence at `pos`, 0 if there is none.
std::size_t utf8_size(std::string_view text, std::size_t pos) {
  utf8proc_int32_t code_point = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + pos);
  const auto size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - pos), &code_point);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

// One replacement a byte, as columns count them. (The JSON library takes one a sequence.)
std::string replace_what_is_not_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t size = utf8_size(text, pos);
    result += size > 0 ? text.substr(pos, size) : "\uFFFD";
    pos += std::max<std::size_t>(size, 1);
  }
  return result;
}

// RFC 4648 §4.
std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kGroup = 3;
  std::string result;
  result.reserve((bytes.size() + 2) / kGroup * 4);
  for (std::size_t pos = 0; pos < bytes.size(); pos += kGroup) {
    const std::string_view group = bytes.substr(pos, kGroup);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < kGroup; ++i) {
      bits = bits << 8U | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      result += i <= group.size() ? kDigits[bits >> (18U - 6U * i) & 63U] : '=';
    }
  }
  return result;
}

std::string map_text(std::string_view mappings, std::optional<std::string_view> source,
                     const MapNames& names) {
  nlohmann::ordered_json map;
  map["version"] = 3;
  if (!names.output.empty()) map["file"] = replace_what_is_not_utf8(names.output);
  map["sources"] = {names.source};
  map["sourcesContent"] = nlohmann::ordered_json::array();
  if (source) {
    map["sourcesContent"].push_back(replace_what_is_not_utf8(*source));
  } else {
    map["sourcesContent"].push_back(nullptr);
  }
  map["names"] = nlohmann::ordered_json::array();
  // By far the longest field, and nothing in it to escape: not copied into the object.
  std::string text = map.dump();
  text.pop_back();
  text.reserve(text.size() + mappings.size() + 16);
  return text.append(R"(,"mappings":")").append(mappings).append("\"}\n");
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

bool ends_line(std::string_view text) { return text.ends_with('\n') || text.ends_with('\r'); }

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
    const std::size_t size = utf8_size(path, pos);
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

std::string located(const std::string& path) {
  const std::filesystem::path given(path);
  const std::filesystem::path parent = given.has_parent_path() ? given.parent_path() : ".";
  return (std::filesystem::path(real_path(parent.string())) / given.filename()).string();
}

StrippedFile strip_with_map(const SourceText& source, const Symbols& symbols, Layout layout,
                            SourceMaps maps, const MapNames& names) {
  const MapComment comment = map_comment(names);
  const bool unmapped =
      maps == SourceMaps::kNone ||
      (maps == SourceMaps::kInline && (comment == MapComment::kNone || !source.text().has_value()));
  if (unmapped) return {source.strip(symbols, layout), std::nullopt};
  MappedText mapped = source.strip_mapped(symbols, layout);
  std::string map = map_text(mapped.mappings, source.text(), names);
  if (maps == SourceMaps::kFiles) return {std::move(mapped.text), std::move(map)};
  if (!mapped.text.empty() && !ends_line(mapped.text)) mapped.text += '\n';
  mapped.text += fmt::format("{} sourceMappingURL=data:application/json;base64,{}{}\n",
                             comment == MapComment::kLine ? "//#" : "/*#", base64(map),
                             comment == MapComment::kLine ? "" : " */");
  return {std::move(mapped.text), std::nullopt};
}

}  // namespace iftrue
