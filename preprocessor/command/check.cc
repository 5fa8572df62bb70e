#include <fmt/core.h>

#include <utility>

#include "command/commands.h"
#include "command/configuration.h"
#include "command/file.h"
#include "command/input_files.h"
#include "command/source_text.h"
#include "command/worker_pool.h"

namespace iftrue {

ExitStatus check(const Options& options) {
  const Color color = resolve(options.color);
  ExitStatus status = ExitStatus::kDone;
  const auto fail = [&](const Failure& failure) {
    print_failure(failure.message, color);
    status = ExitStatus::kFailure;
  };
  const auto configuration = configure(options);
  if (!configuration) {
    fail(configuration.error());
    return status;
  }
  const auto listed = list_input_files(options.paths, *configuration);
  if (!listed) {
    fail(listed.error());
    return status;
  }
  for (const Failure& failure : listed->failures) fail(failure);

  const std::vector<InputFile>& inputs = listed->files;
  std::vector<Result<std::string>> rendered(inputs.size());
  {
    Progress progress(options.verbosity == Verbosity::kQuiet ? Progress::Visibility::kHidden
                                                             : Progress::Visibility::kOnTerminal,
                      "checked", inputs.size());
    for_each_index(inputs.size(), options.jobs, [&](std::size_t i) {
      rendered[i] = read_file(inputs[i].path).map([&](std::string bytes) {
        return SourceText(std::move(bytes), inputs[i].named, configuration->targets.front().symbols,
                          configuration->undefined)
            .rendered(inputs[i].path, color);
      });
      progress.advance();
    });
  }
  for (const Result<std::string>& each : rendered) {
    if (!each) {
      fail(each.error());
    } else if (!each->empty()) {
      print_error_stream(*each);
      status = worse(status, ExitStatus::kInputErrors);
    }
  }
  if (options.verbosity == Verbosity::kVerbose) {
    print_error_stream(fmt::format("iftrue: checked {} files\n", inputs.size()));
  }
  return status;
}

}  // namespace iftrue
