#include "command/views/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace iftrue {
namespace {

using Index = std::ptrdiff_t;

// So many edits are looked for in a stretch before it is cut where the search has come furthest.
constexpr Index kMostEdits = 256;

// A stretch of each text that is compared with the other.
struct Box {
  Index left, right;  // lines of the first text
  Index top, bottom;  // lines of the second
};

struct Point {
  Index x, y;
};

// How far a search has come on each diagonal (x - y), which it visits every other of.
class Front {
 public:
  Front(Index lowest, Index highest, Index start, Index beyond)
      : lowest_(lowest),
        highest_(highest),
        beyond_(beyond),
        low(start),
        high(start),
        reached_(static_cast<std::size_t>(highest - lowest + 3), beyond) {}

  Index& at(Index diagonal) { return reached_[static_cast<std::size_t>(diagonal - lowest_ + 1)]; }

  // One edit more reaches the neighbouring diagonals, as far as the box has them.
  void widen() {
    if (low > lowest_) {
      at(--low - 1) = beyond_;
    } else {
      ++low;
    }
    if (high < highest_) {
      at(++high + 1) = beyond_;
    } else {
      --high;
    }
  }

  [[nodiscard]] bool visits(Index diagonal) const { return diagonal >= low && diagonal <= high; }

 private:
  Index lowest_, highest_, beyond_;

 public:
  Index low, high;

 private:
  std::vector<Index> reached_;
};

class Comparison {
 public:
  Comparison(std::span<const LineId> before, std::span<const LineId> after)
      : before_(before), after_(after), changes_{{}, {}} {
    changes_.removed.resize(before.size());
    changes_.added.resize(after.size());
  }

  LineChanges run() && {
    std::vector<Box> pending{
        {0, static_cast<Index>(before_.size()), 0, static_cast<Index>(after_.size())}};
    while (!pending.empty()) {
      const Box box = trim(pending.back());
      pending.pop_back();
      if (box.left == box.right || box.top == box.bottom) {
        mark(box);
        continue;
      }
      const Point cut = middle(box);
      const bool at_corner =
          (cut.x == box.left && cut.y == box.top) || (cut.x == box.right && cut.y == box.bottom);
      if (at_corner) {
        mark(box);
        continue;
      }
      pending.push_back({cut.x, box.right, cut.y, box.bottom});
      pending.push_back({box.left, cut.x, box.top, cut.y});
    }
    return std::move(changes_);
  }

 private:
  [[nodiscard]] bool same(Index x, Index y) const {
    return before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
  }

  [[nodiscard]] Box trim(Box box) const {
    while (box.left < box.right && box.top < box.bottom && same(box.left, box.top)) {
      ++box.left;
      ++box.top;
    }
    while (box.left < box.right && box.top < box.bottom && same(box.right - 1, box.bottom - 1)) {
      --box.right;
      --box.bottom;
    }
    return box;
  }

  void mark(const Box& box) {
    std::fill(changes_.removed.begin() + box.left, changes_.removed.begin() + box.right, true);
    std::fill(changes_.added.begin() + box.top, changes_.added.begin() + box.bottom, true);
  }

  // A point on a shortest way through the box, where the searches from its two corners meet.
  [[nodiscard]] Point middle(const Box& box) const {
    const Index lowest = box.left - box.bottom;
    const Index highest = box.right - box.top;
    const bool odd = ((box.right - box.left) - (box.bottom - box.top)) % 2 != 0;
    Front forward(std::max(lowest, box.left - box.top - kMostEdits - 1),
                  std::min(highest, box.left - box.top + kMostEdits + 1), box.left - box.top, -1);
    Front backward(std::max(lowest, box.right - box.bottom - kMostEdits - 1),
                   std::min(highest, box.right - box.bottom + kMostEdits + 1),
                   box.right - box.bottom, std::numeric_limits<Index>::max());
    forward.at(box.left - box.top) = box.left;
    backward.at(box.right - box.bottom) = box.right;
    for (Index edits = 1;; ++edits) {
      forward.widen();
      for (Index d = forward.high; d >= forward.low; d -= 2) {
        Index x = std::max(forward.at(d - 1) + 1, forward.at(d + 1));
        while (x < box.right && x - d < box.bottom && same(x, x - d)) ++x;
        forward.at(d) = x;
        if (odd && backward.visits(d) && backward.at(d) <= x) return {x, x - d};
      }
      backward.widen();
      for (Index d = backward.high; d >= backward.low; d -= 2) {
        Index x = std::min(backward.at(d - 1), backward.at(d + 1) - 1);
        while (x > box.left && x - d > box.top && same(x - 1, x - d - 1)) --x;
        backward.at(d) = x;
        if (!odd && forward.visits(d) && x <= forward.at(d)) return {x, x - d};
      }
      if (edits == kMostEdits) return furthest(box, forward);
    }
  }

  [[nodiscard]] static Point furthest(const Box& box, Front& forward) {
    Point best{box.left, box.top};
    for (Index d = forward.low; d <= forward.high; d += 2) {
      const Index x = std::min({forward.at(d), box.right, box.bottom + d});
      if (x + (x - d) > best.x + best.y) best = {x, x - d};
    }
    return best;
  }

  std::span<const LineId> before_;
  std::span<const LineId> after_;
  LineChanges changes_;
};

}  // namespace

LineChanges compare_lines(std::span<const LineId> before, std::span<const LineId> after) {
  return Comparison(before, after).run();
}

}  // namespace iftrue
