#include "command/system/file_clock.h"

namespace iftrue {
namespace {

std::int64_t stamping_clock() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return nanoseconds(now);
}

}  // namespace

bool in_current_tick(std::int64_t change_time) {
  constexpr std::int64_t kLongestTick = 20'000'000;  // ns; a kernel ticks at 100 Hz at the slowest
  const std::int64_t now = stamping_clock();
  return change_time >= now && change_time < now + kLongestTick;
}

void await_next_tick() {
  const std::int64_t begin = stamping_clock();
  while (stamping_clock() == begin) {
    const timespec pause{0, 500'000};
    nanosleep(&pause, nullptr);
  }
}

}  // namespace iftrue
