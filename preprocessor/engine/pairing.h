// How a directive goes with the conditional around it: the one rule that those share who keep all
// directives (conditional_tree.h) and those who keep only what is open (stream_stripper.h).

#ifndef IFTRUE_ENGINE_PAIRING_H_
#define IFTRUE_ENGINE_PAIRING_H_

#include <cstdint>

#include "engine/directive.h"

namespace iftrue {

struct OpenConditional {
  ConditionId condition;  // of its if
  bool has_else;
};

enum class Fit : std::uint8_t {
  kFits,
  kNoneOpen,        // E002
  kOtherCondition,  // E008, or E003 where an outer conditional has it
  kAfterElse,       // E007
};

// `innermost` is null where no conditional is open.
[[nodiscard]] constexpr Fit fit(DirectiveKind kind, ConditionId condition,
                                const OpenConditional* innermost) {
  if (kind == DirectiveKind::kIf) return Fit::kFits;
  if (innermost == nullptr) return Fit::kNoneOpen;
  if (kind != DirectiveKind::kElif && condition != innermost->condition) {
    return Fit::kOtherCondition;
  }
  return kind != DirectiveKind::kEnd && innermost->has_else ? Fit::kAfterElse : Fit::kFits;
}

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PAIRING_H_
