#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "command/commands.h"
#include "command/project/configuration.h"
#include "command/project/language.h"
#include "command/source/source_text.h"
#include "command/system/file.h"
#include "command/terminal/message.h"
#include "command/views/input_walk.h"

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
  const Audience audience(*configuration, options);
  const auto check_file = [&](const InputFile& file) {
    return read_file(file.path).map([&](std::string bytes) {
      const Language language = language_of(file.path);
      SourceText source(std::move(bytes), file.named, configuration->targets.front().symbols,
                        configuration->undefined, language);
      if (options.verbosity != Verbosity::kQuiet) {
        WarningOptions warned{language, {}};
        if (!source.is_plain()) warned.targets = audience.targets_of(file);
        source.warn(warned);
      }
      return report.form(source.findings(file.path));
    });
  };
  const auto count =
      for_each_input(options, *configuration, {"check", "checked"}, report, check_file,
                     [&](const Report::Part& part) { report.add(part); });
  if (count && options.verbosity == Verbosity::kVerbose) {
    print_error_stream(fmt::format("iftrue: checked {} files\n", *count));
  }
}

}  // namespace iftrue
