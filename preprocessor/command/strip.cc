#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command/check_tree.h"
#include "command/commands.h"
#include "command/project/configuration.h"
#include "command/project/target_path.h"
#include "command/strip_text.h"
#include "command/strip_tree.h"

namespace iftrue {
namespace {

bool is_folder(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

// Why no output can have a source map, or nothing.
std::optional<std::string> without_maps(const Options& options,
                                        const Configuration& configuration) {
  const auto& rules = configuration.filter().rules;
  const bool is_text = options.paths.size() == 1 && !is_folder(options.paths.front());
  if (is_text) {
    const std::string& path = options.paths.front();
    const Treatment treatment = treatment_of_text(options, configuration, path);
    if (treatment.is_copied() || treatment.moves_text()) return std::nullopt;
    if (moves_text(options.layout)) {
      return fmt::format(
          "--source-map: a [[files]] rule gives {} a layout in which all kept text keeps its line "
          "and column",
          quote(path));
    }
  } else if (moves_text(options.layout) || std::ranges::any_of(rules, [](const FileRule& rule) {
               return rule.layout && moves_text(*rule.layout);
             })) {
    return std::nullopt;
  }
  return "--source-map needs --layout compact or loader: with preserve and mask, all kept text "
         "keeps its line and column";
}

// What is wrong with the operands taken together, or nothing.
std::optional<std::string> wrong_usage(const Options& options, const Configuration& configuration) {
  const auto& paths = options.paths;
  const bool standard_input = std::ranges::find(paths, kStandardInput) != paths.end();
  const bool folder = std::ranges::any_of(paths, is_folder);
  if (options.source_maps != SourceMaps::kNone) {
    if (auto wrong = without_maps(options, configuration)) return wrong;
  }
  if (options.source_maps == SourceMaps::kFiles && !options.output && !paths.empty() && !folder) {
    return "--source-map writes a file beside the output: name that with -o, or say "
           "--source-map=inline";
  }
  if (options.check && options.dry_run) {
    return "--check and --dry-run cannot be combined: --check compares what would be written with "
           "what is there, --dry-run lists it";
  }
  if (options.check && options.depfile) {
    return "--check and --depfile cannot be combined: --check writes nothing";
  }
  if (options.watch && (options.check || options.dry_run)) {
    return fmt::format("--watch and --{} cannot be combined: --watch writes the outputs",
                       options.check ? "check" : "dry-run");
  }
  if (options.watch && standard_input) {
    return "--watch and standard input (-) cannot be combined: name the file";
  }
  if (standard_input && paths.size() > 1) {
    return "standard input (-) cannot be combined with other operands";
  }
  if (paths.empty()) {
    if (!configuration.project) {
      return "nothing to strip: name a file, a folder or -, or make an iftrue.toml; see iftrue "
             "strip --help";
    }
    if (configuration.project->source.empty()) {
      return fmt::format("{} names no source; name a file or a folder",
                         quote(configuration.project->file));
    }
    if (!options.output && configuration.project->output.empty()) {
      return fmt::format("{} names no output; say where with -o",
                         quote(configuration.project->file));
    }
  } else if (!options.output) {
    if (options.check) return "--check needs an output to compare with: name it with -o";
    if (folder) return fmt::format("{} is a folder; say where it goes with -o", quote(paths[0]));
    if (options.watch) return "--watch needs an output to write again: name it with -o";
    if (paths.size() > 1) return "several files need a folder to go to; name it with -o";
    if (configuration.targets.size() > 1) {
      return "several targets need several outputs; say -o with {target} in the path";
    }
    if (options.depfile) return "--depfile needs -o: the dependency file names the output";
  }
  if (!options.output && !paths.empty()) return std::nullopt;
  const std::string& output = options.output ? *options.output : configuration.project->output;
  const bool has_placeholder = names_target(output);
  if (!has_placeholder && configuration.targets.size() > 1) {
    return fmt::format("several targets cannot share the output {}; put {{target}} into the path",
                       quote(output));
  }
  if (has_placeholder && configuration.targets.front().name.empty()) {
    return fmt::format("no target is named that could stand for {{target}} in {}", quote(output));
  }
  if (standard_input && names_folder(output)) {
    return fmt::format("standard input has no name for a file in {}; name the file", quote(output));
  }
  return std::nullopt;
}

}  // namespace

std::optional<StripCounts> strip(const Options& options, Report& report) {
  if (options.check) report.list_differences();
  const auto configuration = configure(options);
  if (!configuration) {
    report.fail(configuration.error());
    return std::nullopt;
  }
  if (const auto wrong = wrong_usage(options, *configuration)) {
    report.fail({*wrong});
    return std::nullopt;
  }
  const auto do_tree = [&](const std::vector<TreeInput>& inputs, const std::string& output) {
    if (!options.check) return strip_tree(options, *configuration, inputs, output, report);
    check_tree(options, *configuration, inputs, output, report);
    return StripCounts{};
  };
  if (options.paths.empty()) {
    const Project& project = *configuration->project;
    return do_tree({{project.source, ""}}, options.output.value_or(project.output));
  }
  if (options.paths.size() == 1) {
    const std::string& path = options.paths.front();
    if (is_folder(path)) return do_tree({{path, ""}}, *options.output);
    return strip_text(options, *configuration, path, report);
  }
  std::vector<TreeInput> inputs;
  for (const std::string& path : options.paths) {
    // "." and ".." have names, too; ".." itself would lead out of the output.
    std::error_code error;
    const auto whole = std::filesystem::absolute(path, error).lexically_normal();
    const auto name = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
    inputs.push_back({path, name.string()});
  }
  return do_tree(inputs, *options.output);
}

}  // namespace iftrue
