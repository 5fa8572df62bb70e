#include "command/system/path_list.h"

#include <numeric>

namespace iftrue {

void PathList::reserve(std::size_t paths, std::size_t bytes) {
  begins_.reserve(paths);
  text_.reserve(bytes);
}

void PathList::append(std::string_view path) {
  begins_.push_back(text_.size());
  text_ += path;
  text_ += '\0';
}

bool PathList::contains(std::string_view path) const {
  std::size_t low = 0;
  std::size_t high = size();
  while (low < high) {
    const std::size_t middle = std::midpoint(low, high);
    const std::string_view found = (*this)[middle];
    if (found == path) return true;
    if (found < path) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

}  // namespace iftrue
