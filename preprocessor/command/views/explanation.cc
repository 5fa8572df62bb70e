#include "command/views/explanation.h"

#include <fmt/core.h>

#include <algorithm>

#include "command/views/distinct_symbols.h"
#include "command/views/surroundings.h"

namespace iftrue {
namespace {

// "X is on, Y is off" for the symbols of the condition.
std::string values(std::string_view condition, const Symbols& symbols) {
  std::string listed;
  for (const std::string_view symbol : distinct_symbols(condition)) {
    const auto value = symbols.find(symbol);
    listed += fmt::format("{}{} is {}", listed.empty() ? "" : ", ", symbol,
                          !value   ? "undefined, so off"
                          : *value ? "on"
                                   : "off");
  }
  return listed;
}

}  // namespace

Explanation Explainer::of_group(const GroupIndex& index, const Symbols& symbols,
                                const std::vector<std::optional<std::size_t>>& kept) const {
  std::vector<GroupIndex> chain;  // the innermost first
  for (std::optional<GroupIndex> at = index; at; at = conditionals_[at->conditional].parent) {
    chain.push_back(*at);
  }
  std::ranges::reverse(chain);
  Explanation explanation;
  for (const auto& [conditional, group] : chain) {
    const auto chosen = kept[conditional];
    std::string why = reason(conditionals_[conditional], group, chosen, symbols);
    if (chosen != group) return {Verdict::kRemoved, {std::move(why)}};
    explanation.reasons.push_back(std::move(why));
  }
  return explanation;
}

Explanation Explainer::at(std::size_t offset, const Symbols& symbols,
                          const std::vector<std::optional<std::size_t>>& kept) const {
  const std::vector<Enclosing> around = enclosing(conditionals_, offset);
  if (around.empty()) return {};
  const auto& [index, at] = around.back();
  if (at == Enclosing::At::kText) return of_group(index, symbols, kept);
  const Conditional& conditional = conditionals_[index.conditional];
  if (conditional.parent) {
    Explanation outer = of_group(*conditional.parent, symbols, kept);
    if (outer.verdict == Verdict::kRemoved) return outer;
  }
  const auto group = kept[index.conditional];
  if (!group) return {Verdict::kRemoved, {"directives go, and no group of this one is kept"}};
  return {
      Verdict::kRemoved,
      {"directives go; a group of this one is kept:", reason(conditional, *group, group, symbols)}};
}

std::string Explainer::reason(const Conditional& conditional, std::size_t index,
                              std::optional<std::size_t> kept, const Symbols& symbols) const {
  const bool is_over = kept && *kept < index;
  const Group& decisive = conditional.groups[is_over ? *kept : index];
  if (decisive.kind != GroupKind::kElse) {
    return fmt::format("{} is {} ({})", named(decisive.directive),
                       is_over         ? "true already"
                       : kept == index ? "true"
                                       : "false",
                       values(decisive.condition, symbols));
  }
  return fmt::format("{}: {} is false ({})", named(conditional.groups[index].directive),
                     named(conditional.groups.front().directive),
                     values(conditional.groups.front().condition, symbols)) +
         (index > 1 ? ", and so is each elif" : "");
}

std::string Explainer::named(const Place& place) const {
  return fmt::format("{} at {}:{}", shown_word(text_, place), place.line, place.column);
}

std::optional<Explanation> explain_by_rules(const Configuration& configuration,
                                            const InputFile& file, const Symbols& symbols) {
  const std::string& filtered = file.filtered;
  const PathFilter& filter = configuration.filter();
  if (!filtered.empty() && filter.leaves_out(filtered)) {
    return Explanation{Verdict::kRemoved, {"the whole file: exclude matches it"}};
  }
  const FileRule* rule = filtered.empty() ? nullptr : filter.rule_against(filtered, symbols);
  if (rule != nullptr) {
    return Explanation{Verdict::kRemoved,
                       {fmt::format("the whole file: a [[files]] rule has it only when {} ({})",
                                    *rule->when, values(*rule->when, symbols))}};
  }
  if (file.treatment.is_copied()) {
    return Explanation{Verdict::kKept,
                       {"the whole file, as it is: a [[files]] rule has scan = false"}};
  }
  if (!filtered.empty() && !filter.scans(filtered)) {
    return Explanation{Verdict::kKept, {"the whole file, as it is: include does not match it"}};
  }
  return std::nullopt;
}

}  // namespace iftrue
