#include "command/system/file_clock.h"

#include "command/system/posix.h"

namespace iftrue {
namespace {

constexpr std::int64_t kLongestTick = 20'000'000;  // ns; a kernel ticks at 100 Hz at the slowest

}  // namespace

bool in_current_tick(std::int64_t change_time) {
  const StampingTimes now = stamping_times();
  return change_time >= now.first && change_time < now.last + kLongestTick;
}

void await_next_tick() {
  const std::int64_t begin = stamping_times().last;
  for (;;) {
    // A clock that is set back is not waited for.
    const std::int64_t ahead = begin - stamping_times().first;
    if (ahead < 0 || ahead > kLongestTick) return;
    const timespec pause{0, 500'000};
    nanosleep(&pause, nullptr);
  }
}

}  // namespace iftrue
