// The layouts, done the slow and plain way from the contract: the expected output of a text of
// which each byte is known to be kept or not.

#ifndef IFTRUE_TESTS_PROPERTY_NAIVE_LAYOUT_H_
#define IFTRUE_TESTS_PROPERTY_NAIVE_LAYOUT_H_

#include <string>
#include <string_view>

#include "generator.h"
#include "iftrue/iftrue.h"

namespace property {

[[nodiscard]] std::string lay_out(const GeneratedText& text, iftrue::Layout layout,
                                  iftrue::Language language = iftrue::Language::kOther);

// Whether a text of JavaScript ends in code, as far as it tells itself: not in a literal or
// comment. For texts in which a slash after one of `; = - * / { }` or at the beginning may begin a
// regular expression, and no other: without keywords, brackets and other operators.
[[nodiscard]] bool ends_in_code(std::string_view text);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_NAIVE_LAYOUT_H_
