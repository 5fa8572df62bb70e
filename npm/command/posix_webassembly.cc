// What the command asks of the system beyond POSIX, where JavaScript is the system.

#include <cerrno>
#include <cstdint>
#include <ctime>

#include "command/system/failure.h"
#include "command/system/file_clock.h"
#include "command/system/posix.h"
#include "command/watch/inotify.h"

// In system_calls.ts. Returns 0 or, as the calls of the C library do, a negative errno.
extern "C" int iftrue_lock_folder(int folder_fd, int waits);

namespace iftrue {
namespace {

int unavailable() {
  errno = ENOSYS;
  return -1;
}

}  // namespace

int open_linkless(int /*folder_fd*/, const char* /*path*/) { return unavailable(); }

int rename_unreplacing(int /*folder_fd*/, const char* /*from*/, const char* /*to*/) {
  return unavailable();
}

int lock_folder(int folder_fd, Wait wait) {
  errno = -iftrue_lock_folder(folder_fd, wait == Wait::kYes ? 1 : 0);
  return errno == 0 ? 0 : -1;
}

ssize_t read_entries(int folder_fd, void* buffer, std::size_t size) {
  return getdents(folder_fd, static_cast<dirent*>(buffer), size);
}

StampingTimes stamping_times() {
  // JavaScript has no clock that ticks as the kernel's does: the last tick was within these.
  constexpr std::int64_t kLongestTick = 20'000'000;
  timespec clock{};
  clock_gettime(CLOCK_REALTIME, &clock);
  const std::int64_t now = nanoseconds(clock);
  return {now - kLongestTick, now};
}

int open_event() { return unavailable(); }

void prepare_process() {}

// strip --watch polls.
Result<std::unique_ptr<Inotify>> Inotify::create() {
  return failure("there is no inotify for WebAssembly");
}

void Inotify::begin_visit() {}
Result<void> Inotify::end_visit() { return {}; }
void Inotify::name(const std::string& /*folder*/, const std::string& /*name*/) {}
void Inotify::folder(const TreeFolder& /*folder*/) {}
Inotify::Seen Inotify::read() { return Seen::kNothing; }

}  // namespace iftrue
