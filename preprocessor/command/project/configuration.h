// What a run works with: the project, if there is one, and the symbols of the targets that it
// strips or checks.

#ifndef IFTRUE_COMMAND_PROJECT_CONFIGURATION_H_
#define IFTRUE_COMMAND_PROJECT_CONFIGURATION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/options/options.h"
#include "command/project/path_filter.h"
#include "command/project/project.h"
#include "command/project/treatment.h"
#include "command/project/warning_policy.h"
#include "command/system/failure.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct TargetSymbols {
  std::string name;  // empty when symbols come from -D and -U alone
  Symbols symbols;   // the target's, then those of -D and -U
};

struct Configuration {
  std::optional<Project> project;
  std::vector<TargetSymbols> targets;  // at least one
  Undefined undefined = Undefined::kOff;
  WarningPolicy warnings;  // the project's, then --deny

  // The project's filter, or the one that holds without a project.
  [[nodiscard]] const PathFilter& filter() const;

  // What becomes of a file that is named: it is stripped, whatever `include` says, unless a
  // [[files]] rule has it copied. `command` is the layout where no rule gives one.
  [[nodiscard]] Treatment treatment_of_named(const std::string& path, Layout command) const;
};

// For strip: the targets that -t names. Without -t: all for the project's own source, and for
// other input the only one that there is, or none if -D or -U tell what is on; else a failure,
// since code would be lost without a word; with --undefined=keep none, since nothing would, and all
// symbols but those of -D and -U stay undefined. For the others: all targets of the project.
[[nodiscard]] Result<Configuration> configure(const Options& options);

// The same with this project, whatever --project says.
[[nodiscard]] Result<Configuration> configure(const Options& options,
                                              std::optional<Project> project);

// The project file of --project, or the nearest.
[[nodiscard]] Result<std::optional<Project>> project_of(const Options& options);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_CONFIGURATION_H_
