// What check, list and diff have in common: they process the input files on several threads with a
// progress line, and use the results in the order of the files, so that the output does not depend
// on which thread was first.
//
// Each command decides what to do with a file. If a file fails, also for lack of memory, that is
// reported here, and the other files are processed.

#ifndef IFTRUE_COMMAND_VIEWS_INPUT_WALK_H_
#define IFTRUE_COMMAND_VIEWS_INPUT_WALK_H_

#include <cerrno>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/report/report.h"
#include "command/source/input_files.h"
#include "command/system/failure.h"
#include "command/system/worker_pool.h"
#include "command/terminal/progress.h"

namespace iftrue {

struct InputWork {
  std::string_view verb;        // "check", of a file for which memory lacked
  std::string_view participle;  // "checked", of those that are done
  CopiedFiles copied = CopiedFiles::kLeftOut;
};

// Calls make(file), on any thread, for each file that `options` name, and then take(made) on this
// one. make gives a Result, and holds nothing that outlives the call but what is in it.
//
// Returns how many files there are; nothing where none could be listed, which the report knows
// then.
template <typename Make, typename Take>
std::optional<std::size_t> for_each_input(const Options& options,
                                          const Configuration& configuration, const InputWork& work,
                                          Report& report, Make make, Take take) {
  const auto listed = list_input_files(options, configuration, work.copied);
  if (!listed) {
    report.fail(listed.error());
    return std::nullopt;
  }
  for (const Failure& failure : listed->failures) report.fail(failure);

  const std::vector<InputFile>& files = listed->files;
  std::vector<std::invoke_result_t<Make&, const InputFile&>> made(files.size());
  {
    Progress progress(options.verbosity == Verbosity::kQuiet ? Progress::Visibility::kHidden
                                                             : Progress::Visibility::kOnTerminal,
                      work.participle, files.size());
    for_each_index(
        files.size(), options.jobs, [] { return None(); },
        [&](None, std::size_t i) {
          made[i] = make(files[i]);
          progress.advance();
        },
        [&](std::size_t i) { made[i] = system_failure(work.verb, files[i].path, ENOMEM); });
  }
  for (auto& each : made) {
    if (each) {
      take(*std::move(each));
    } else {
      report.fail(each.error());
    }
  }
  return files.size();
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_INPUT_WALK_H_
