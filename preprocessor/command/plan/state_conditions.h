// All that an output depends on beside its sources, as a text: where it is another one, the state
// of the last run counts for nothing.

#ifndef IFTRUE_COMMAND_PLAN_STATE_CONDITIONS_H_
#define IFTRUE_COMMAND_PLAN_STATE_CONDITIONS_H_

#include <string>

#include "iftrue/iftrue.h"

namespace iftrue {

// The symbols, the policy, the layout and the tool itself.
[[nodiscard]] std::string state_conditions(const Symbols& symbols, Undefined undefined,
                                           Layout layout);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PLAN_STATE_CONDITIONS_H_
