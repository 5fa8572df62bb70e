// When a burst of changes is over: some time after its last change, so that a file that is being
// written is read once, and whole. And at the latest some time after its first change, so that
// somebody who writes all the time does not keep a run from beginning.

#ifndef IFTRUE_COMMAND_WATCH_BURST_H_
#define IFTRUE_COMMAND_WATCH_BURST_H_

#include <algorithm>
#include <chrono>

namespace iftrue {

class Burst {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::chrono::milliseconds kQuiet{10};
  static constexpr std::chrono::milliseconds kLongest{250};

  // Of one change, now.
  explicit Burst(Clock::time_point now) : end_(now + kQuiet), latest_(now + kLongest) {}

  // Another change.
  void add(Clock::time_point now) { end_ = std::min(now + kQuiet, latest_); }

  // How long to wait for another change, rounded up; 0: the burst is over.
  [[nodiscard]] std::chrono::milliseconds left(Clock::time_point now) const {
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(end_ - now, Clock::duration(0)));
  }

 private:
  Clock::time_point end_;
  Clock::time_point latest_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_BURST_H_
