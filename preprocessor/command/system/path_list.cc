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
  const std::size_t found = lower_bound(path);
  return found < size() && (*this)[found] == path;
}

PathList::Range PathList::below(std::string_view folder) const {
  constexpr char kAfterSlash = '/' + 1;
  std::string limit(folder);
  limit += '/';
  const std::size_t begin = lower_bound(limit);
  limit.back() = kAfterSlash;
  return {begin, lower_bound(limit)};
}

PathList::Range PathList::equal(std::string_view path) const {
  Range range{lower_bound(path), 0};
  range.end = range.begin;
  while (range.end < size() && (*this)[range.end] == path) ++range.end;
  return range;
}

std::size_t PathList::lower_bound(std::string_view path) const {
  std::size_t low = 0;
  std::size_t high = size();
  while (low < high) {
    const std::size_t middle = std::midpoint(low, high);
    if ((*this)[middle] < path) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace iftrue
