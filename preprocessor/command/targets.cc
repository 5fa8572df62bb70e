#include <fmt/core.h>

#include <algorithm>

#include "command/commands.h"
#include "command/configuration.h"
#include "command/file.h"

namespace iftrue {

ExitStatus targets(const Options& options) {
  const Color color = resolve(options.color);
  const auto project = project_of(options);
  if (!project) {
    print_failure(project.error().message, color);
    return ExitStatus::kFailure;
  }
  if (!*project) {
    print_failure("there is no iftrue.toml here or above; name one with --project", color);
    return ExitStatus::kFailure;
  }
  if (!options.paths.empty()) {
    print_failure("targets takes no operand", color);
    return ExitStatus::kFailure;
  }
  std::size_t width = 0;
  for (const Target& target : (*project)->targets) width = std::max(width, target.name.size());
  std::string text;
  for (const Target& target : (*project)->targets) {
    text += fmt::format("{:<{}} ", printable(target.name), width);
    for (const std::string& symbol : target.symbols) text += fmt::format(" {}", symbol);
    text += '\n';
  }
  if (auto written = write_standard_output(text); !written) {
    print_failure(written.error().message, color);
    return ExitStatus::kFailure;
  }
  return ExitStatus::kDone;
}

}  // namespace iftrue
