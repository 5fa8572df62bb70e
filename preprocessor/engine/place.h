// Lines and columns of offsets. They are worked out for many places at once, in one pass.

#ifndef IFTRUE_ENGINE_PLACE_H_
#define IFTRUE_ENGINE_PLACE_H_

#include <string_view>
#include <vector>

#include "iftrue/iftrue.h"

namespace iftrue {

// Fills in the lines and columns of each place by its offset and length. A byte order mark takes no
// column.
void locate(std::string_view text, const std::vector<Place*>& places);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PLACE_H_
