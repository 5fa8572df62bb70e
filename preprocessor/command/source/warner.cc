#include "command/source/warner.h"

#include <algorithm>

namespace iftrue {
namespace {

bool is_free(const std::string& symbol, const Options& options) {
  return std::ranges::find(options.symbols, symbol, &SymbolSetting::name) != options.symbols.end();
}

std::vector<std::string> names_of(const Configuration& configuration) {
  std::vector<std::string> names;
  if (configuration.project) {
    for (const NamedSymbol& symbol : configuration.project->symbols) names.push_back(symbol.name);
  }
  for (const auto& [name, on] : configuration.targets.front().symbols.values()) {
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
  }
  return names;
}

}  // namespace

Warner::Warner(const Options& options, const Configuration& configuration)
    : options_(options), configuration_(configuration), known_(names_of(configuration)) {
  needs_all_ = std::ranges::any_of(
      all_codes(), [this](Code code) { return code != Code::kMisspelt && reports(code); });
  if (needs_all_ && configuration.project) find_audiences();
}

void Warner::find_audiences() {
  const Project& project = *configuration_.project;
  std::vector<NamedTarget> compared;
  for (const Target& target : project.targets) {
    Audience& audience = audiences_.emplace_back();
    audience.name = target.name;
    for (const NamedSymbol& symbol : project.symbols) audience.complete.set(symbol.name, false);
    for (const std::string& symbol : target.symbols) audience.complete.set(symbol, true);
    // What -D and -U set is the same for all targets, and decides nothing between them.
    compared.push_back({audience.name, {}});
    Symbols& own = compared.back().symbols;
    for (const std::string& symbol : target.symbols) {
      if (!is_free(symbol, options_)) own.set(symbol, true);
    }
    for (const SymbolSetting& setting : options_.symbols) {
      audience.complete.set(setting.name, setting.on);
    }
  }
  const std::vector<Symbols> symbols = compared_symbols(compared);
  for (std::size_t i = 0; i < symbols.size(); ++i) audiences_[i].symbols = symbols[i];
}

bool Warner::reports(Code code) const {
  const WarningPolicy& policy = configuration_.warnings;
  if (policy.denies(code)) return true;
  if (policy.allows(code) || options_.verbosity == Verbosity::kQuiet) return false;
  return options_.command == CommandKind::kCheck ||
         (options_.command == CommandKind::kStrip && code == Code::kMisspelt);
}

void Warner::warn(SourceText& text, std::string_view filtered, Named named, Layout layout) const {
  if (!needs_all_ && !reports(Code::kMisspelt)) return;
  WarningOptions sought = sought_words(text.language());
  if (needs_all_) sought.sought = WarningOptions::Sought::kAll;
  std::vector<NamedTarget> outputs;
  if (needs_all_ && !text.is_plain()) {
    sought.targets = targets_of(filtered, named);
    if (reports(Code::kChangesMeaning)) outputs = outputs_of(filtered, named);
  }
  sought.outputs = outputs;
  sought.layout = layout;
  text.warn(sought, [this](Code code) { return reports(code); });
}

std::optional<WarningOptions> Warner::sought_in_pieces(Language language) const {
  return reports(Code::kMisspelt) ? std::optional(sought_words(language)) : std::nullopt;
}

WarningOptions Warner::sought_words(Language language) const {
  WarningOptions sought;
  sought.language = language;
  sought.symbols = known_;
  sought.sought = WarningOptions::Sought::kMisspelt;
  return sought;
}

bool Warner::exists_for(const Symbols& complete, std::string_view filtered, Named named) const {
  return named == Named::kDirectly || configuration_.filter().exists_for(filtered, complete);
}

std::vector<Symbols> Warner::targets_of(std::string_view filtered, Named named) const {
  std::vector<Symbols> targets;
  // One target decides every conditional; that is no reason for a warning.
  if (audiences_.size() < 2) return targets;
  for (const Audience& audience : audiences_) {
    if (exists_for(audience.complete, filtered, named)) targets.push_back(audience.symbols);
  }
  return targets;
}

// Where undefined symbols stay undecided, a run has other outputs than those of the targets.
std::vector<NamedTarget> Warner::outputs_of(std::string_view filtered, Named named) const {
  std::vector<NamedTarget> outputs;
  const bool is_kept =
      configuration_.undefined == Undefined::kKeep && options_.command != CommandKind::kCheck;
  if (is_kept) return outputs;
  if (audiences_.empty()) return {{"", configuration_.targets.front().symbols}};
  for (const Audience& audience : audiences_) {
    if (exists_for(audience.complete, filtered, named)) {
      outputs.push_back({audience.name, audience.complete});
    }
  }
  return outputs;
}

}  // namespace iftrue
