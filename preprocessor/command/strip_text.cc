#include "command/strip_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "command/files/depfile.h"
#include "command/files/output_file.h"
#include "command/files/strip_stream.h"
#include "command/maps/source_map_file.h"
#include "command/project/language.h"
#include "command/project/target_path.h"
#include "command/source/source_text.h"
#include "command/source/warner.h"
#include "command/system/file.h"
#include "command/system/path.h"
#include "command/system/posix.h"
#include "command/system/scratch.h"
#include "command/terminal/color.h"
#include "command/terminal/message.h"
#include "command/views/differences.h"
#include "command/views/output_comparison.h"

namespace iftrue {
namespace {

constexpr mode_t kDefaultMode = 0644;

class TextStripper {
 public:
  TextStripper(const Options& options, const Configuration& configuration,
               const Treatment& treatment, Report& report)
      : options_(options),
        configuration_(configuration),
        treatment_(treatment),
        maps_(treatment.moves_text() ? options.source_maps : SourceMaps::kNone),
        warner_(options, configuration),
        report_(report),
        differences_(options) {}

  StripCounts run(const std::string& path) {
    const auto done = within_memory("strip", path, [&]() -> Result<void> {
      strip(path);
      return {};
    });
    if (!done) report_.fail(done.error());
    return counts_;
  }

 private:
  void strip(const std::string& path) {
    const bool standard_input = path == kStandardInput;
    const bool held = standard_input || treatment_.is_copied() || options_.dry_run ||
                      options_.check || warner_.needs_whole_text() ||
                      !may_stream(path, configuration_.undefined);
    if (!held && stream(path)) return;
    auto bytes = standard_input ? read_all(STDIN_FILENO, "standard input") : read_file(path);
    if (!bytes) return report_.fail(bytes.error());
    auto text = treatment_.is_copied() ? SourceText::copied(std::move(*bytes), configuration_)
                                       : SourceText(std::move(*bytes), Named::kDirectly,
                                                    configuration_, language_of(path));
    warner_.warn(text, "", Named::kDirectly, treatment_.layout);
    report_.add(report_.form(text.findings(standard_input ? kStandardInputName : path)));
    if (!text.ok()) return;
    if (options_.output) {
      write_outputs(path, text);
    } else {
      print(path, text);
    }
  }

  // Whether that is done, or has failed: else the text is to be held, and to be looked at before
  // the outputs are.
  bool stream(const std::string& path) {
    Result<std::vector<std::string>> outputs;
    if (options_.output) outputs = outputs_of(path);
    if (!outputs) return false;
    StreamMaps maps{maps_, {}};
    for (const std::string& output : *outputs) maps.names.push_back(map_names(path, output));
    if (outputs->empty()) maps.names.push_back(map_names(path, ""));
    for (const MapNames& names : maps.names) {
      if (without_comment(names)) return false;
    }
    const auto source = open_source(path);
    if (!source) return fails(source.error());
    const Language language = language_of(path);
    const StreamOptions stream_options{{configuration_.undefined, treatment_.layout, language},
                                       warner_.sought_in_pieces(language)};
    const auto stripped = strip_stream(*source, configuration_, stream_options, *outputs, maps);
    if (!stripped) return fails(stripped.error());
    if (!*stripped) return false;
    const auto& [changed, text] = **stripped;
    if (!text.diagnostics.empty()) {
      const auto part = report_.form(*source, path, text.diagnostics);
      if (!part) return fails(part.error());
      report_.add(*part);
    }
    if (text.kind != Streamed::Kind::kSound) return true;
    counts_.written += changed.size();
    if (options_.tells_written()) std::ranges::for_each(changed, say_written);
    if (options_.depfile) write_depfile(path, *outputs);
    return true;
  }

  bool fails(const Failure& failure) {
    report_.fail(failure);
    return true;
  }

  static void say_written(const std::string& path) {
    print_error_stream(fmt::format("write {}\n", printable(path)));
  }

  void print(const std::string& path, const SourceText& text) {
    const MapNames names = map_names(path, "");
    if (const auto unfit = without_comment(names)) return report_.fail(*unfit);
    const StrippedFile stripped = strip_with_map(text, configuration_.targets.front().symbols,
                                                 treatment_.layout, maps_, names);
    if (auto written = write_standard_output(stripped.text); !written) {
      report_.fail(written.error());
    }
  }

  [[nodiscard]] Result<std::vector<std::string>> outputs_of(const std::string& path) const {
    std::vector<std::string> outputs;
    for (const TargetSymbols& target : configuration_.targets) {
      std::string output = for_target(*options_.output, target.name);
      if (path != kStandardInput) {
        if (names_folder(output)) {
          output =
              (std::filesystem::path(output) / std::filesystem::path(path).filename()).string();
        }
        std::error_code error;
        if (std::filesystem::equivalent(path, output, error)) {
          return failure(fmt::format("output {} is the input itself", quote(output)));
        }
      }
      outputs.push_back(std::move(output));
    }
    if (auto clash = shared_path(path, outputs)) return tl::unexpected(std::move(*clash));
    return outputs;
  }

  void write_outputs(const std::string& path, const SourceText& text) {
    const auto named = outputs_of(path);
    if (!named) return report_.fail(named.error());
    const std::vector<std::string>& outputs = *named;
    const mode_t mode = mode_of(path);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const std::string& output = outputs[i];
      const MapNames names = map_names(path, output);
      if (const auto unfit = without_comment(names)) return report_.fail(*unfit);
      const StrippedFile stripped =
          strip_with_map(text, configuration_.targets[i].symbols, treatment_.layout, maps_, names);
      const auto put = [&](const std::string& place, std::string_view bytes, mode_t put_mode) {
        return options_.check ? compare(i, place, bytes, put_mode) : write(place, bytes, put_mode);
      };
      auto written = put(output, stripped.text, mode);
      if (written && stripped.map) {
        written = put(map_path(output), *stripped.map, map_mode(mode));
      }
      if (!written) report_.fail(written.error());
      if (!written && !options_.check) return;
    }
    if (options_.check) return finish_check(outputs.size());
    if (options_.depfile && !options_.dry_run) write_depfile(path, outputs);
  }

  void finish_check(std::size_t outputs) {
    differences_.finish(report_);
    if (options_.verbosity != Verbosity::kVerbose) return;
    if (options_.source_maps == SourceMaps::kFiles) outputs *= 2;
    print_error_stream(
        fmt::format("iftrue: compared {} paths, {} differ\n", outputs, differences_.count()));
  }

  [[nodiscard]] Result<void> write(const std::string& path, std::string_view bytes, mode_t mode) {
    const bool told = options_.tells_written();
    const Result<bool> written =
        options_.dry_run ? told && would_change(path, bytes, mode) : write_file(path, bytes, mode);
    return written.map([&](bool changed) {
      if (changed) ++counts_.written;
      if (changed && told) say_written(path);
    });
  }

  [[nodiscard]] Result<void> compare(std::size_t target, const std::string& path,
                                     std::string_view bytes, mode_t mode) {
    Scratch scratch;
    const OutputComparison comparison(differences_.diffs(),
                                      resolve(options_.color, Stream::kOutput), scratch);
    auto found =
        comparison.file({AT_FDCWD, path, path, OutputPlace::Links::kFollowed}, bytes, mode);
    return std::move(found).map([&](PathDifference&& difference) {
      differences_.add(target, path, std::move(difference));
    });
  }

  // A map in a text on standard output is one of the working folder.
  [[nodiscard]] MapNames map_names(const std::string& path, const std::string& output) const {
    if (maps_ == SourceMaps::kNone) return {};
    const std::filesystem::path place(output.empty() ? real_path(".") + "/" : located(output));
    if (path == kStandardInput) return {place.filename().string(), std::string(kStandardInputName)};
    return {place.filename().string(), source_url(located(path), place.parent_path().string())};
  }

  [[nodiscard]] std::optional<Failure> without_comment(const MapNames& names) const {
    if (maps_ != SourceMaps::kInline) return std::nullopt;
    if (map_comment(names) != MapComment::kNone) return std::nullopt;
    return Failure{fmt::format(
        "{} cannot hold a source map: only JavaScript, TypeScript and style sheets can; use "
        "--source-map without =inline",
        quote(names.output.empty() ? names.source : names.output))};
  }

  // What would be written over something else of this run, or nothing.
  [[nodiscard]] std::optional<Failure> shared_path(const std::string& input,
                                                   const std::vector<std::string>& outputs) const {
    std::set<std::string> taken;
    if (input != kStandardInput) taken.insert(real_path(input));
    for (const std::string& output : outputs) {
      if (!taken.insert(real_path(output)).second) {
        return Failure{fmt::format("several targets cannot share the output {}", quote(output))};
      }
    }
    for (const std::string& output : outputs) {
      if (maps_ != SourceMaps::kFiles) break;
      if (!taken.insert(real_path(map_path(output))).second) {
        return Failure{
            fmt::format("source map {} is the input or an output itself", quote(map_path(output)))};
      }
    }
    if (options_.depfile && taken.contains(real_path(*options_.depfile))) {
      return Failure{fmt::format("dependency file {} is the input or an output itself",
                                 quote(*options_.depfile))};
    }
    return std::nullopt;
  }

  void write_depfile(const std::string& path, const std::vector<std::string>& outputs) {
    std::vector<std::string> inputs;
    if (path != kStandardInput) inputs.push_back(path);
    if (configuration_.project) inputs.push_back(configuration_.project->file);
    const auto written = iftrue::write_depfile(*options_.depfile, outputs, inputs);
    if (!written) report_.fail(written.error());
  }

  static mode_t mode_of(const std::string& path) {
    struct stat status {};
    const bool known = path != kStandardInput && stat(path.c_str(), &status) == 0;
    return known && S_ISREG(status.st_mode) ? status.st_mode : kDefaultMode;
  }

  const Options& options_;
  const Configuration& configuration_;
  const Treatment treatment_;
  const SourceMaps maps_;
  Warner warner_;
  Report& report_;
  Differences differences_;  // found by --check
  StripCounts counts_;
};

}  // namespace

bool names_folder(const std::string& path) {
  std::error_code error;
  return path.ends_with('/') || std::filesystem::is_directory(path, error);
}

Treatment treatment_of_text(const Options& options, const Configuration& configuration,
                            const std::string& path) {
  if (path == kStandardInput) return Treatment::stripped(options.layout);
  return configuration.treatment_of_named(path, options.layout);
}

StripCounts strip_text(const Options& options, const Configuration& configuration,
                       const std::string& path, Report& report) {
  return TextStripper(options, configuration, treatment_of_text(options, configuration, path),
                      report)
      .run(path);
}

}  // namespace iftrue
