// How messages name directives and conditions.

#ifndef IFTRUE_ENGINE_WORDING_H_
#define IFTRUE_ENGINE_WORDING_H_

#include <string>
#include <string_view>

#include "engine/condition_table.h"
#include "engine/directive.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// A word for a message: cut where it is long.
[[nodiscard]] std::string shorten(std::string_view word);

// The directive's word as it is in the text.
[[nodiscard]] std::string written(std::string_view text, const Directive& directive);

// The word with which a directive of this kind repeats the condition of `other`.
[[nodiscard]] std::string repeating(DirectiveKind kind, const Directive& other,
                                    const ConditionTable& conditions);

// The place of the directive's word.
[[nodiscard]] Place word_range(const Directive& directive);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_WORDING_H_
