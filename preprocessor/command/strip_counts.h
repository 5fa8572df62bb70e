// How much of its outputs a run of strip has changed.

#ifndef IFTRUE_COMMAND_STRIP_COUNTS_H_
#define IFTRUE_COMMAND_STRIP_COUNTS_H_

#include <cstddef>

namespace iftrue {

// Of paths: files, maps, links and empty folders, those of all targets together.
struct StripCounts {
  std::size_t written = 0;
  std::size_t removed = 0;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_STRIP_COUNTS_H_
