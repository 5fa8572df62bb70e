// Work, counted: the program of this test has the engine compiled so that each basic block that
// runs adds one, and each call of memchr and the like what it looks at. So a cost is a number that
// is the same in every run, on every machine, however busy that is.

#ifndef IFTRUE_TESTS_PROPERTY_COST_H_
#define IFTRUE_TESTS_PROPERTY_COST_H_

#include <cstdint>

namespace property {

// All work until now.
[[nodiscard]] std::uint64_t work_so_far();

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_COST_H_
