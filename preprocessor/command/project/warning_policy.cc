#include "command/project/warning_policy.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "command/terminal/message.h"
#include "engine/nearest.h"

namespace iftrue {
namespace {

constexpr std::string_view kAll = "all";

bool is_warning(Code code) { return severity(code) == Severity::kWarning; }

Result<Code> warning_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Code code : all_codes()) {
    if (code_name(code) == name) {
      if (is_warning(code)) return code;
      return failure(fmt::format("{} is an error, not a warning", name));
    }
    if (is_warning(code)) names.push_back(code_name(code));
  }
  const std::string meant = did_you_mean(name, names);
  return failure(fmt::format(
      "there is no warning {}{}", quote(name),
      meant.empty() ? fmt::format("; the warnings are {} to {}", names.front(), names.back())
                    : meant));
}

}  // namespace

Result<void> WarningPolicy::deny(std::string_view name) {
  if (name == kAll) {
    denies_all_ = true;
    return {};
  }
  return warning_named(name).map([this](Code code) {
    denied_ |= bit(code);
    allowed_ &= ~bit(code);
  });
}

Result<void> WarningPolicy::allow(std::string_view name) {
  return warning_named(name).map([this](Code code) {
    allowed_ |= bit(code);
    denied_ &= ~bit(code);
  });
}

bool WarningPolicy::denies_other_than(Code code) const {
  return std::ranges::any_of(
      all_codes(), [&](Code each) { return each != code && is_warning(each) && denies(each); });
}

std::string WarningPolicy::text() const {
  return fmt::format("{:x} {:x} {}", denied_, allowed_, denies_all_ ? kAll : "");
}

WarningPolicy::Set WarningPolicy::bit(Code code) {
  constexpr int kFirst = static_cast<int>(Code::kMisspelt);
  const int number = static_cast<int>(code) - kFirst;
  return number < 0 ? 0 : Set{1} << static_cast<unsigned>(number);
}

}  // namespace iftrue
