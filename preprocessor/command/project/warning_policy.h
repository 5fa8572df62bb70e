// What becomes of warnings: each is reported, allowed (not reported) or denied (an error). The
// project file says so in [warnings], the command line with --deny.

#ifndef IFTRUE_COMMAND_PROJECT_WARNING_POLICY_H_
#define IFTRUE_COMMAND_PROJECT_WARNING_POLICY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "command/system/failure.h"
#include "iftrue/diagnostic.h"

namespace iftrue {

class WarningPolicy {
 public:
  // `name` is the code of a warning, or "all" for each that is not allowed. The later call wins.
  [[nodiscard]] Result<void> deny(std::string_view name);

  // `name` is the code of a warning.
  [[nodiscard]] Result<void> allow(std::string_view name);

  [[nodiscard]] bool allows(Code code) const { return has(allowed_, code); }
  [[nodiscard]] bool denies(Code code) const {
    return has(denied_, code) || (denies_all_ && bit(code) != 0 && !allows(code));
  }

  // Whether any warning but this one is denied.
  [[nodiscard]] bool denies_other_than(Code code) const;
  [[nodiscard]] bool denies_any() const { return denies_all_ || denied_ != 0; }

  // What tells one policy from another in the state of a run.
  [[nodiscard]] std::string text() const;

  // Of a diagnostic that is reported.
  [[nodiscard]] Severity severity(Code code) const {
    return denies(code) ? Severity::kError : iftrue::severity(code);
  }

 private:
  using Set = std::uint32_t;  // a bit for each warning

  // None for an error.
  [[nodiscard]] static Set bit(Code code);
  [[nodiscard]] static bool has(Set set, Code code) { return (set & bit(code)) != 0; }

  Set denied_ = 0;
  Set allowed_ = 0;
  bool denies_all_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_WARNING_POLICY_H_
