#include <csignal>
#include <string>
#include <variant>
#include <vector>

#include "command/commands.h"
#include "command/failure.h"
#include "command/file.h"
#include "command/options.h"

namespace {

using iftrue::ExitStatus;

ExitStatus run(const std::vector<std::string>& arguments) {
  const auto parsed = iftrue::parse_options(arguments);
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
  switch (options.command) {
    case iftrue::CommandKind::kStrip:
      return strip(options);
    case iftrue::CommandKind::kCheck:
      return check(options);
    case iftrue::CommandKind::kList:
      return list(options);
    case iftrue::CommandKind::kExplain:
      return explain(options);
    case iftrue::CommandKind::kDiff:
      return diff(options);
    case iftrue::CommandKind::kTargets:
      return targets(options);
  }
  return ExitStatus::kFailure;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away shows as an error of write, with a message and status 2.
  std::signal(SIGPIPE, SIG_IGN);
  return static_cast<int>(run({argv + 1, argv + argc}));
}
