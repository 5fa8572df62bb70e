// The clock that Linux uses for the timestamps of files (Documentation/filesystems/multigrain-ts:
// the coarse one).

#ifndef IFTRUE_COMMAND_SYSTEM_FILE_CLOCK_H_
#define IFTRUE_COMMAND_SYSTEM_FILE_CLOCK_H_

#include <cstdint>
#include <ctime>

namespace iftrue {

// Of a stamp, since 1970.
[[nodiscard]] constexpr std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  return static_cast<std::int64_t>(time.tv_sec) * kNanosecondsPerSecond + time.tv_nsec;
}

// Whether a file with this change time could still be written to without its change time moving
// on: file systems stamp with a clock that ticks every few milliseconds.
[[nodiscard]] bool in_current_tick(std::int64_t change_time);

// Returns when the clock with which file systems stamp has moved on.
void await_next_tick();

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_FILE_CLOCK_H_
