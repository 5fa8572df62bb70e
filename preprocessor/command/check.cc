#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "command/commands.h"
#include "command/project/configuration.h"
#include "command/project/language.h"
#include "command/source/input_files.h"
#include "command/source/source_text.h"
#include "command/system/file.h"
#include "command/system/worker_pool.h"

namespace iftrue {
namespace {

// What the targets make of the project's files, for the warnings that compare them.
class Audience {
 public:
  explicit Audience(const Configuration& configuration, const Options& options)
      : configuration_(configuration) {
    // One target decides every conditional; that is no reason for a warning.
    if (!configuration.project || configuration.project->targets.size() < 2) return;
    for (const Target& target : configuration.project->targets) {
      Symbols symbols;
      for (const Target& any : configuration.project->targets) {
        for (const std::string& symbol : any.symbols) {
          if (is_free(symbol, options)) continue;
          symbols.set(symbol, std::ranges::find(target.symbols, symbol) != target.symbols.end());
        }
      }
      symbols_.push_back(std::move(symbols));
    }
  }

  // The targets that a file is for. Symbols that no target turns on are left open: they are there
  // for -D. So are those of this run's -D and -U.
  [[nodiscard]] std::vector<Symbols> targets_of(const InputFile& file) const {
    std::vector<Symbols> targets;
    for (std::size_t i = 0; i < symbols_.size(); ++i) {
      const bool exists =
          file.named == Named::kDirectly ||
          configuration_.filter().exists_for(file.filtered, configuration_.targets[i].symbols);
      if (exists) targets.push_back(symbols_[i]);
    }
    return targets;
  }

 private:
  [[nodiscard]] static bool is_free(const std::string& symbol, const Options& options) {
    return std::ranges::find(options.symbols, symbol, &SymbolSetting::name) !=
           options.symbols.end();
  }

  const Configuration& configuration_;
  std::vector<Symbols> symbols_;  // by target
};

}  // namespace

void check(const Options& options, Report& report) {
  const auto configuration = configure(options);
  if (!configuration) return report.fail(configuration.error());
  const auto listed = list_input_files(options.paths, *configuration, options.jobs);
  if (!listed) return report.fail(listed.error());
  for (const Failure& failure : listed->failures) report.fail(failure);

  const std::vector<InputFile>& inputs = listed->files;
  const Audience audience(*configuration, options);
  std::vector<Result<Report::Part>> parts(inputs.size());
  {
    Progress progress(options.verbosity == Verbosity::kQuiet ? Progress::Visibility::kHidden
                                                             : Progress::Visibility::kOnTerminal,
                      "checked", inputs.size());
    const auto check_file = [&](None, std::size_t i) {
      parts[i] = read_file(inputs[i].path).map([&](std::string bytes) {
        SourceText source(std::move(bytes), inputs[i].named, configuration->targets.front().symbols,
                          configuration->undefined);
        if (options.verbosity != Verbosity::kQuiet) {
          WarningOptions warned{language_of(inputs[i].path), {}};
          if (!source.is_plain()) warned.targets = audience.targets_of(inputs[i]);
          source.warn(warned);
        }
        return report.form(source.findings(inputs[i].path));
      });
      progress.advance();
    };
    for_each_index(
        inputs.size(), options.jobs, [] { return None(); }, check_file,
        [&](std::size_t i) { parts[i] = system_failure("check", inputs[i].path, ENOMEM); });
  }
  for (const Result<Report::Part>& part : parts) {
    if (part) {
      report.add(*part);
    } else {
      report.fail(part.error());
    }
  }
  if (options.verbosity == Verbosity::kVerbose) {
    print_error_stream(fmt::format("iftrue: checked {} files\n", inputs.size()));
  }
}

}  // namespace iftrue
