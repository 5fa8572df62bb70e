#include "command/project/configuration.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "command/project/project_file.h"
#include "engine/nearest.h"

namespace iftrue {
namespace {

// With --undefined=keep and no target that is named, a source is made for all targets at once: of
// the project's symbols only those of -D and -U are known. check has all targets in view anyway.
bool keeps_undefined(const Options& options) {
  return options.command == CommandKind::kStrip && options.undefined == Undefined::kKeep &&
         options.targets.empty();
}

// `target` null: only what the project declares and the command line sets.
TargetSymbols symbols_of(const std::optional<Project>& project, const Target* target,
                         const Options& options) {
  TargetSymbols result;
  if (project && !keeps_undefined(options)) {
    for (const NamedSymbol& symbol : project->symbols) result.symbols.set(symbol.name, false);
  }
  if (target != nullptr) {
    result.name = target->name;
    for (const std::string& symbol : target->symbols) result.symbols.set(symbol, true);
  }
  for (const SymbolSetting& setting : options.symbols) result.symbols.set(setting.name, setting.on);
  return result;
}

Result<const Target*> named_target(const Project& project, const std::string& name) {
  if (const Target* target = project.find_target(name)) return target;
  std::vector<std::string_view> names;
  for (const Target& target : project.targets) names.push_back(target.name);
  const std::string meant = did_you_mean(name, names);
  return failure(fmt::format("{} has no target {}{}", quote(project.file), quote(name),
                             meant.empty() ? "; iftrue targets lists them" : meant));
}

Result<std::vector<const Target*>> choose_targets(const Options& options,
                                                  const std::optional<Project>& project) {
  std::vector<const Target*> chosen;
  if (!project) {
    if (options.targets.empty()) return chosen;
    const bool strips = options.command == CommandKind::kStrip;  // else targets are operands
    return failure(
        fmt::format("{} {}: there is no iftrue.toml here or above; name one with --project{}",
                    strips ? "-t" : "target", quote(options.targets.front()),
                    strips ? ", or set symbols with -D" : ""));
  }
  for (const std::string& name : options.targets) {
    const auto target = named_target(*project, name);
    if (!target) return tl::unexpected(target.error());
    if (std::ranges::find(chosen, *target) == chosen.end()) chosen.push_back(*target);
  }
  if (!chosen.empty() || keeps_undefined(options)) return chosen;
  const bool own_source = options.command != CommandKind::kStrip || options.paths.empty();
  if (own_source || project->targets.size() == 1) {
    for (const Target& target : project->targets) chosen.push_back(&target);
    return chosen;
  }
  if (!options.symbols.empty()) return chosen;
  return failure(
      fmt::format("name a target with -t, or symbols with -D; the targets of {} are "
                  "listed by iftrue targets",
                  quote(project->file)));
}

}  // namespace

Result<std::optional<Project>> project_of(const Options& options) {
  const auto file = options.project ? options.project : find_project_file(".");
  if (!file) return std::optional<Project>();
  return load_project(*file).map([](Project project) { return std::optional(std::move(project)); });
}

Result<Configuration> configure(const Options& options) {
  return project_of(options).and_then(
      [&](std::optional<Project> project) { return configure(options, std::move(project)); });
}

Result<Configuration> configure(const Options& options, std::optional<Project> project) {
  const auto targets = choose_targets(options, project);
  if (!targets) return tl::unexpected(targets.error());

  Configuration configuration;
  for (const Target* target : *targets) {
    configuration.targets.push_back(symbols_of(project, target, options));
  }
  if (targets->empty()) {
    configuration.targets.push_back(symbols_of(project, nullptr, options));
  }
  configuration.undefined =
      options.undefined.value_or(project ? Undefined::kError : Undefined::kOff);
  if (project) configuration.warnings = project->warnings;
  for (const std::string& name : options.denied) {
    if (auto denied = configuration.warnings.deny(name); !denied) {
      return failure(fmt::format("--deny: {}", denied.error().message));
    }
  }
  configuration.project = std::move(project);
  return configuration;
}

const PathFilter& Configuration::filter() const {
  static const PathFilter kDefault;
  return project ? project->filter : kDefault;
}

Treatment Configuration::treatment_of_named(const std::string& path, Layout command) const {
  if (!project || project->filter.rules.empty()) return Treatment::stripped(command);
  const std::string below = path_for_treatment(*project, path);
  if (below.empty()) return Treatment::stripped(command);
  if (project->filter.copies_by_rule(below)) return Treatment::copied();
  return Treatment::stripped(project->filter.layout_of(below, command));
}

}  // namespace iftrue
