// Lines and columns of offsets. They are computed for many places at once, in one pass.

#ifndef IFTRUE_ENGINE_PLACE_H_
#define IFTRUE_ENGINE_PLACE_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/window.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// Goes along a text once. It counts lines as a whole, characters only on the lines that it stops
// at, and on those that no window shows to their ends.
class Locator {
 public:
  // The places must outlive this; of each the offset and length are known.
  explicit Locator(const std::vector<Place*>& places);

  // Takes the next window, which begins at or before the place that the last call gave: the one
  // from which on the text is still needed.
  std::size_t take(Window window);

  // Whether each place has its lines and columns.
  [[nodiscard]] bool done() const { return next_ == bounds_.size(); }

 private:
  // One end of a place: its offset, and where its line and column go.
  struct Bound {
    std::size_t offset;
    std::size_t* line;
    std::size_t* column;
  };

  // To the first character at `offset` or after it. False: it begins where the window does not show
  // characters as a whole, from `shown` on.
  bool move_to(std::size_t offset, const Window& window, std::size_t shown);

  std::vector<Bound> bounds_;  // in the order of offsets
  std::size_t next_ = 0;
  std::size_t pos_ = 0;
  std::size_t line_end_ = 0;  // of the current line: where its terminator begins, if it is shown
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

// Fills in the lines and columns of each place by its offset and length. A byte order mark takes no
// column.
void locate(std::string_view text, const std::vector<Place*>& places);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PLACE_H_
