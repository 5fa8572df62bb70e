#include "command/options/option_storage.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>
#include <vector>

#include "engine/nearest.h"
#include "iftrue/condition.h"

namespace iftrue {
namespace {

Result<void> store_symbol(Options& options, const OptionRow& row, std::string_view value,
                          SymbolSetting setting) {
  if (!is_symbol(setting.name)) {
    return failure(
        fmt::format("-{} takes a symbol (A-Z, a-z, 0-9 and _), not {}", row.letter, quote(value)));
  }
  options.symbols.push_back(std::move(setting));
  return {};
}

}  // namespace

tl::unexpected<Failure> no_such_choice(const OptionRow& row, std::string_view value) {
  const bool optional = row.value.kind == ValueKind::kOptionalChoice;
  const std::vector<std::string_view> names(row.value.choices.begin(), row.value.choices.end());
  return failure(fmt::format("--{} takes {}{}, not {}{}", row.name, fmt::join(names, ", "),
                             optional ? " or no value" : "", quote(value),
                             did_you_mean(value, names)));
}

Result<void> store_nothing(Options& /*options*/, const OptionRow& /*row*/,
                           std::string_view /*value*/) {
  return {};
}

Result<void> store_symbol_on(Options& options, const OptionRow& row, std::string_view value) {
  const std::size_t equals = value.find('=');
  const std::string name(value.substr(0, equals));
  if (equals == std::string_view::npos) return store_symbol(options, row, value, {name, true});
  const std::string_view number = value.substr(equals + 1);
  if (number != "0" && number != "1") {
    return failure(fmt::format("-{} {} takes 0 or 1, not {}", row.letter, name, quote(number)));
  }
  return store_symbol(options, row, value, {name, number == "1"});
}

Result<void> store_symbol_off(Options& options, const OptionRow& row, std::string_view value) {
  return store_symbol(options, row, value, {std::string(value), false});
}

Result<void> store_job_count(Options& options, const OptionRow& row, std::string_view value) {
  constexpr unsigned kMost = 256;
  unsigned jobs = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), jobs);
  if (error != std::errc() || end != value.data() + value.size() || jobs < 1 || jobs > kMost) {
    return failure(
        fmt::format("--{} takes a number from 1 to {}, not {}", row.name, kMost, quote(value)));
  }
  options.jobs = jobs;
  return {};
}

}  // namespace iftrue
