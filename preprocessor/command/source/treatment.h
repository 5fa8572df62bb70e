#ifndef IFTRUE_COMMAND_SOURCE_TREATMENT_H_
#define IFTRUE_COMMAND_SOURCE_TREATMENT_H_

#include <cstdint>

namespace iftrue {

// How a file goes from the source to the output.
enum class Treatment : std::uint64_t { kCopied, kStripped };

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_TREATMENT_H_
