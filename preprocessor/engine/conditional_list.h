// The conditionals as data for front ends: see iftrue/conditional.h.

#ifndef IFTRUE_ENGINE_CONDITIONAL_LIST_H_
#define IFTRUE_ENGINE_CONDITIONAL_LIST_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/conditional_tree.h"
#include "iftrue/conditional.h"

namespace iftrue {

// The conditionals in the order of their ifs. The tree must be free of errors; what is returned
// refers to it.
[[nodiscard]] std::vector<Conditional> list_conditionals(std::string_view text,
                                                         const ConditionalTree& tree);

// For each conditional the group that is kept, none where no condition is true and there is no
// else, or where text around it goes. An undefined symbol is off.
[[nodiscard]] std::vector<std::optional<std::size_t>> kept_groups(const ConditionalTree& tree,
                                                                  const Symbols& symbols);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_CONDITIONAL_LIST_H_
