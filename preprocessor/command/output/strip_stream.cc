#include "command/output/strip_stream.h"

#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <utility>

#include "command/output/mapped_stream.h"
#include "command/output/output_file.h"
#include "command/output/source_map_file.h"
#include "command/source/open_source.h"
#include "command/source/source_stream.h"
#include "command/system/file.h"
#include "command/system/write_behind.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {
namespace {

using Changed = std::optional<std::vector<std::string>>;

Result<bool> is_sound(const Result<Streamed>& streamed) {
  return streamed.map([](Streamed all) { return all == Streamed::kSound; });
}

// Whether a run of this target would be sound.
Result<bool> try_run(const OpenSource& source, const Symbols& symbols,
                     const StripOptions& options) {
  return is_sound(stream(source, StreamStripper({{symbols, options, [](std::string_view) {}}})));
}

Product output_product(const StreamMaps& maps) {
  return maps.kind == SourceMaps::kInline ? Product::kTextAndInline : Product::kText;
}

struct NamedFile {
  std::string path;
  OutputFile file;
};

bool has_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  return folder.empty() || std::filesystem::is_directory(folder, error);
}

// After a reading for that alone: nothing may be written of a text with an error.
Result<Changed> to_standard_output(const OpenSource& source, const Symbols& symbols,
                                   const StripOptions& options, const StreamMaps& maps) {
  const auto sound = try_run(source, symbols, options);
  if (!sound) return tl::unexpected(sound.error());
  if (!*sound) return std::nullopt;
  Result<void> written;
  const auto write = [&written](std::string_view bytes) {
    if (written) written = write_standard_output(bytes);
  };
  const auto again =
      stream_product(source, options, output_product(maps), {{symbols, maps.names.front(), write}});
  if (!again) return tl::unexpected(again.error());
  if (!written) return tl::unexpected(written.error());
  return Changed(std::in_place);
}

Result<Changed> to_files(const OpenSource& source, const Configuration& configuration,
                         const StripOptions& options, const std::vector<std::string>& outputs,
                         const StreamMaps& maps) {
  if (!std::ranges::all_of(outputs, has_folder)) {
    // Folders that are made now would stay.
    const auto sound = try_run(source, configuration.targets.front().symbols, options);
    if (!sound) return tl::unexpected(sound.error());
    if (!*sound) return std::nullopt;
  }
  std::deque<NamedFile> files;
  const auto put = [&](Product product) -> Result<bool> {
    std::deque<WriteBehind> writers;  // each for a file
    std::vector<ProductSink> targets;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const bool is_map = product == Product::kMap;
      std::string path = is_map ? map_path(outputs[i]) : outputs[i];
      auto file = OutputFile::create(path, is_map ? map_mode(source.mode()) : source.mode());
      if (!file || !*file) return false;  // what is wrong with the text is told first
      files.push_back({std::move(path), std::move(**file)});
      writers.emplace_back([&to = files.back().file](std::string_view bytes) { to.write(bytes); });
      targets.push_back({configuration.targets[i].symbols, maps.names[i],
                         [&to = writers.back()](std::string_view bytes) { to.write(bytes); }});
    }
    auto sound = is_sound(stream_product(source, options, product, targets));
    for (WriteBehind& writer : writers) writer.finish();
    return sound;
  };
  auto sound = put(output_product(maps));
  if (sound && *sound && maps.kind == SourceMaps::kFiles) sound = put(Product::kMap);
  if (!sound) return tl::unexpected(sound.error());
  if (!*sound) return std::nullopt;
  std::vector<std::string> changed;
  for (NamedFile& each : files) {
    const auto written = each.file.commit();
    if (!written) return tl::unexpected(written.error());
    if (*written) changed.push_back(each.path);
  }
  return changed;
}

}  // namespace

bool may_stream(const std::string& path, Undefined undefined) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         may_stream(static_cast<std::uint64_t>(status.st_size), undefined);
}

Result<std::optional<std::vector<std::string>>> strip_stream(
    const std::string& path, const Configuration& configuration, Layout layout,
    const std::vector<std::string>& outputs, const StreamMaps& maps) {
  const auto source = open_source(path);
  if (!source) return tl::unexpected(source.error());
  const StripOptions options{configuration.undefined, layout};
  if (outputs.empty()) {
    return to_standard_output(*source, configuration.targets.front().symbols, options, maps);
  }
  return to_files(*source, configuration, options, outputs, maps);
}

}  // namespace iftrue
