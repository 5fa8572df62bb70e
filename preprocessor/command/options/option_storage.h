// Functions that store the value of an option in Options. Each row of the option table refers to
// one of them. They know the option only by its row, which has its name and its choices.

#ifndef IFTRUE_COMMAND_OPTIONS_OPTION_STORAGE_H_
#define IFTRUE_COMMAND_OPTIONS_OPTION_STORAGE_H_

#include <algorithm>
#include <string>
#include <string_view>

#include "command/options/option_table.h"
#include "command/options/options.h"
#include "command/system/failure.h"

namespace iftrue {

// "--layout takes preserve, mask, compact, loader, not 'lodaer'; did you mean loader?"
[[nodiscard]] tl::unexpected<Failure> no_such_choice(const OptionRow& row, std::string_view value);

// `kChoices` has the names of the row's choices, each with its meaning.
template <auto kMember, const auto& kChoices>
Result<void> store_choice(Options& options, const OptionRow& row, std::string_view value) {
  const auto chosen =
      std::ranges::find(kChoices, value, [](const auto& choice) { return choice.name; });
  if (chosen == kChoices.end()) return no_such_choice(row, value);
  options.*kMember = chosen->meaning;
  return {};
}

template <auto kMember, const auto& kChoices, auto kAlone>
Result<void> store_optional_choice(Options& options, const OptionRow& row, std::string_view value) {
  if (!value.empty()) return store_choice<kMember, kChoices>(options, row, value);
  options.*kMember = kAlone;
  return {};
}

template <auto kMember, auto kMeaning>
Result<void> store_meaning(Options& options, const OptionRow& /*row*/, std::string_view /*value*/) {
  options.*kMember = kMeaning;
  return {};
}

template <auto kMember>
Result<void> store_text(Options& options, const OptionRow& /*row*/, std::string_view value) {
  options.*kMember = std::string(value);
  return {};
}

// A text that is not empty.
template <auto kMember>
Result<void> store_path(Options& options, const OptionRow& row, std::string_view value) {
  if (!value.empty()) return store_text<kMember>(options, row, value);
  return failure("--" + std::string(row.name) + " takes a path, not an empty one");
}

// Each time that the option is given.
template <auto kMember>
Result<void> store_another(Options& options, const OptionRow& /*row*/, std::string_view value) {
  (options.*kMember).emplace_back(value);
  return {};
}

// Of an option that says what holds anyway.
[[nodiscard]] Result<void> store_nothing(Options& options, const OptionRow& row,
                                         std::string_view value);

// SYMBOL or SYMBOL=0 or SYMBOL=1
[[nodiscard]] Result<void> store_symbol_on(Options& options, const OptionRow& row,
                                           std::string_view value);

// SYMBOL
[[nodiscard]] Result<void> store_symbol_off(Options& options, const OptionRow& row,
                                            std::string_view value);

[[nodiscard]] Result<void> store_job_count(Options& options, const OptionRow& row,
                                           std::string_view value);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_OPTION_STORAGE_H_
