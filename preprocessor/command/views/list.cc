#include <fmt/core.h>

#include <cerrno>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "command/commands.h"
#include "command/project/configuration.h"
#include "command/source/input_files.h"
#include "command/system/file.h"
#include "command/system/worker_pool.h"
#include "command/views/listing.h"

namespace iftrue {

void list(const Options& options, Report& report) {
  const auto configuration = configure(options);
  if (!configuration) return report.fail(configuration.error());
  const auto listed = list_input_files(options.paths, *configuration, options.jobs);
  if (!listed) return report.fail(listed.error());
  for (const Failure& failure : listed->failures) report.fail(failure);

  using Outcome = std::variant<ListedFile, Report::Part>;  // or what is wrong with it
  const std::vector<InputFile>& inputs = listed->files;
  std::vector<Result<Outcome>> outcomes(inputs.size());
  {
    Progress progress(Progress::Visibility::kOnTerminal, "listed", inputs.size());
    const auto list_one = [&](None, std::size_t i) {
      const InputFile& input = inputs[i];
      outcomes[i] = read_file(input.path).map([&](std::string bytes) -> Outcome {
        auto text = std::make_unique<SourceText>(std::move(bytes), input.named,
                                                 configuration->targets.front().symbols,
                                                 configuration->undefined);
        if (!text->ok()) return report.form(text->findings(input.path));
        return list_file(input.path, std::move(text), input.filtered, *configuration);
      });
      progress.advance();
    };
    for_each_index(
        inputs.size(), options.jobs, [] { return None(); }, list_one,
        [&](std::size_t i) { outcomes[i] = system_failure("list", inputs[i].path, ENOMEM); });
  }

  Listing listing;
  const bool named = !configuration->targets.front().name.empty();
  if (named || !options.symbols.empty()) {
    for (const TargetSymbols& target : configuration->targets) {
      listing.targets.push_back(target.name);
    }
  }
  for (Result<Outcome>& each : outcomes) {
    if (!each) {
      report.fail(each.error());
    } else if (auto* file = std::get_if<ListedFile>(&*each)) {
      listing.files.push_back(std::move(*file));
    } else {
      report.add(std::get<Report::Part>(*each));
    }
  }
  listing.symbols = sum_by_symbol(listing.files, *configuration);
  const std::string text = options.list_format == ListFormat::kJson
                               ? listing_json(listing)
                               : listing_table(listing, resolve(options.color, Stream::kOutput));
  if (auto written = write_standard_output(text); !written) {
    report.fail(written.error());
  }
}

}  // namespace iftrue
