#include <fmt/core.h>

#include <algorithm>

#include "command/project/configuration.h"
#include "command/system/file.h"
#include "command/views/views.h"

namespace iftrue {

void targets(const Options& options, Report& report) {
  const auto project = project_of(options);
  if (!project) return report.fail(project.error());
  if (!*project) {
    return report.fail({"there is no iftrue.toml here or above; name one with --project"});
  }
  if (!options.paths.empty()) return report.fail({"targets takes no operand"});
  std::size_t width = 0;
  for (const Target& target : (*project)->targets) width = std::max(width, target.name.size());
  std::string text;
  for (const Target& target : (*project)->targets) {
    text += fmt::format("{:<{}} ", printable(target.name), width);
    for (const std::string& symbol : target.symbols) text += fmt::format(" {}", symbol);
    text += '\n';
  }
  if (auto written = write_standard_output(text); !written) {
    report.fail(written.error());
  }
}

}  // namespace iftrue
