// The difference of two texts, for people: whole lines, in quotes, what cannot be seen escaped.

#ifndef IFTRUE_TESTS_GOLDEN_DIFFERENCE_H_
#define IFTRUE_TESTS_GOLDEN_DIFFERENCE_H_

#include <string>
#include <string_view>

namespace golden {

// Lines that begin with - are expected and missing, with + are there instead; the lines around
// them that both have are left out.
[[nodiscard]] std::string difference(std::string_view expected, std::string_view actual);

}  // namespace golden

#endif  // IFTRUE_TESTS_GOLDEN_DIFFERENCE_H_
