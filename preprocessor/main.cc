#include <csignal>
#include <cstddef>
#include <new>
#include <string>
#include <variant>
#include <vector>

#include "command/commands.h"
#include "command/options/command_line.h"
#include "command/system/failure.h"
#include "command/system/file.h"
#include "command/system/posix.h"
#include "command/terminal/color.h"
#include "command/terminal/message.h"
#include "command/views/views.h"
#include "command/watch.h"
#include "lsp/lsp.h"

namespace {

using iftrue::ExitStatus;

// A report for machines may have standard output where nothing else is written to it.
iftrue::Stream report_stream(const iftrue::Options& options) {
  const bool strips_to_it = options.command == iftrue::CommandKind::kStrip && !options.check &&
                            !options.output && !options.paths.empty();
  return strips_to_it ? iftrue::Stream::kError : iftrue::Stream::kOutput;
}

void run(const iftrue::Options& options, iftrue::Report& report) {
  switch (options.command) {
    case iftrue::CommandKind::kStrip:
      strip(options, report);
      return;
    case iftrue::CommandKind::kCheck:
      return check(options, report);
    case iftrue::CommandKind::kList:
      return list(options, report);
    case iftrue::CommandKind::kExplain:
      return explain(options, report);
    case iftrue::CommandKind::kDiff:
      return diff(options, report);
    case iftrue::CommandKind::kTargets:
      return targets(options, report);
    case iftrue::CommandKind::kInit:
      return init(options, report);
    case iftrue::CommandKind::kLsp:
      return;  // has no report
  }
}

ExitStatus run(const std::vector<std::string>& arguments) {
  const auto parsed = iftrue::parse_command_line(arguments);
  if (!parsed) {
    iftrue::print_failure(parsed.error().message, resolve(iftrue::ColorChoice::kAuto));
    return ExitStatus::kFailure;
  }
  if (const auto* answer = std::get_if<iftrue::Answer>(&*parsed)) {
    const auto written = iftrue::write_standard_output(answer->text);
    if (written) return ExitStatus::kDone;
    iftrue::print_failure(written.error().message, resolve(iftrue::ColorChoice::kAuto));
    return ExitStatus::kFailure;
  }
  const auto& options = std::get<iftrue::Options>(*parsed);
  if (options.watch) return iftrue::watch(options);
  if (options.command == iftrue::CommandKind::kLsp) return iftrue::lsp();
  iftrue::Report report(options.format, resolve(options.color), report_stream(options));
  run(options, report);
  return report.finish();
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away shows as an error of write, with a message and status 2.
  std::signal(SIGPIPE, SIG_IGN);
  iftrue::prepare_process();
  try {
    return static_cast<int>(run({argv + 1, argv + argc}));
  } catch (const std::bad_alloc&) {
    // What was being written has been taken back; what is said must need no memory.
    iftrue::print_error_stream("iftrue: error: not enough memory\n");
    return static_cast<int>(ExitStatus::kFailure);
  }
}
