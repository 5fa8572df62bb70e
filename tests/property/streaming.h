// What a StreamStripper promises: a Document's outputs, mappings and diagnostics.

#ifndef IFTRUE_TESTS_PROPERTY_STREAMING_H_
#define IFTRUE_TESTS_PROPERTY_STREAMING_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "iftrue/iftrue.h"

namespace property {

// Which law the text breaks when it comes in pieces of the sizes that `next_size` gives, none of
// them 0, or nothing: what is wrong with it is told as of the whole, to the last place, and if
// nothing is the outputs and mappings are the same, for several targets at once in all layouts, and
// where undefined symbols are errors too.
[[nodiscard]] std::optional<std::string> broken_streaming_law(
    std::string_view text, const iftrue::Symbols& symbols,
    const std::function<std::size_t()>& next_size);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_STREAMING_H_
