#include "command/files/strip_stream.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <utility>

#include "command/files/output_file.h"
#include "command/maps/source_map_file.h"
#include "command/system/file.h"
#include "command/system/posix.h"
#include "command/system/write_behind.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {
namespace {

using Stripped = std::optional<StrippedStream>;

bool has_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  return folder.empty() || std::filesystem::is_directory(folder, error);
}

bool is_sound(const Result<Streamed>& streamed) {
  return streamed && streamed->kind == Streamed::Kind::kSound;
}

// What comes of a run after which nothing is written.
Result<Stripped> not_written(Result<Streamed> streamed) {
  return std::move(streamed).map([](Streamed&& all) {
    if (all.kind != Streamed::Kind::kUnsound) return Stripped();
    return Stripped({{}, std::move(all)});
  });
}

// What a run of this target would report.
Result<Streamed> try_run(const OpenSource& source, const Symbols& symbols,
                         const StreamOptions& options) {
  return stream(source, StreamStripper({{symbols, options.strip, [](std::string_view) {}}},
                                       options.warnings));
}

struct NamedFile {
  std::string path;
  OutputFile file;
};

// After a reading for that alone: nothing may be written of a text with an error.
Result<Stripped> to_standard_output(const OpenSource& source, const Symbols& symbols,
                                    const StreamOptions& options, const StreamMaps& maps) {
  auto tried = try_run(source, symbols, options);
  if (!is_sound(tried)) return not_written(std::move(tried));
  Result<void> written;
  const auto write = [&written](std::string_view bytes) {
    if (written) written = write_standard_output(bytes);
  };
  auto again = stream_product(source, {options.strip}, text_product(maps.kind),
                              {{symbols, maps.names.front(), write}});
  if (!is_sound(again)) return not_written(std::move(again));
  if (!written) return tl::unexpected(written.error());
  return Stripped({{}, *std::move(tried)});
}

Result<Stripped> to_files(const OpenSource& source, const Configuration& configuration,
                          const StreamOptions& options, const std::vector<std::string>& outputs,
                          const StreamMaps& maps) {
  const auto try_any = [&] {
    return try_run(source, configuration.targets.front().symbols, options);
  };
  if (!std::ranges::all_of(outputs, has_folder)) {
    // Folders that are made now would stay.
    auto tried = try_any();
    if (!is_sound(tried)) return not_written(std::move(tried));
  }
  std::deque<NamedFile> files;
  // Nothing where a file cannot be begun.
  const auto put = [&](Product product) -> std::optional<Result<Streamed>> {
    std::deque<WriteBehind> writers;  // each for a file
    std::vector<ProductSink> targets;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      std::string path = product == Product::kMap ? map_path(outputs[i]) : outputs[i];
      auto file = OutputFile::create(path, product_mode(product, source.mode()));
      if (!file || !*file) return std::nullopt;
      files.push_back({std::move(path), std::move(**file)});
      writers.emplace_back([&to = files.back().file](std::string_view bytes) { to.write(bytes); });
      targets.push_back({configuration.targets[i].symbols, maps.names[i],
                         [&to = writers.back()](std::string_view bytes) { to.write(bytes); }});
    }
    auto streamed = stream_product(source, options, product, targets);
    for (WriteBehind& writer : writers) writer.finish();
    return streamed;
  };
  auto streamed = put(text_product(maps.kind));
  if (streamed && is_sound(*streamed) && maps.kind == SourceMaps::kFiles) {
    auto with_maps = put(Product::kMap);
    if (!with_maps || !is_sound(*with_maps)) streamed = std::move(with_maps);
  }
  if (!streamed) return not_written(try_any());  // what is wrong with the text is reported first
  if (!is_sound(*streamed)) return not_written(std::move(*streamed));
  StrippedStream stripped{{}, **std::move(streamed)};
  for (NamedFile& each : files) {
    const auto written = each.file.commit();
    if (!written) return tl::unexpected(written.error());
    if (*written) stripped.changed.push_back(each.path);
  }
  return stripped;
}

}  // namespace

bool may_stream(const std::string& path, Undefined undefined) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         may_stream(static_cast<std::uint64_t>(status.st_size), undefined);
}

Result<std::optional<StrippedStream>> strip_stream(const OpenSource& source,
                                                   const Configuration& configuration,
                                                   const StreamOptions& options,
                                                   const std::vector<std::string>& outputs,
                                                   const StreamMaps& maps) {
  if (outputs.empty()) {
    return to_standard_output(source, configuration.targets.front().symbols, options, maps);
  }
  return to_files(source, configuration, options, outputs, maps);
}

}  // namespace iftrue
