#include <linux/openat2.h>
#include <malloc.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <cstdio>
#include <ctime>

#include "command/system/file_clock.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

// As many descriptors as the system lets a process have: each thread has folders open, on a machine
// of many cores more than the 1,024 descriptors that are usual. Nothing here takes select(2).
void allow_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Nothing here is recursive: with the usual 8 MB for each stack, many threads take all the memory
// that a process may be allowed to map (ulimit -v).
void shrink_stacks() {
  constexpr std::size_t kStack = std::size_t{256} * 1024;
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return;
  if (pthread_attr_setstacksize(&attributes, kStack) == 0) {
    pthread_setattr_default_np(&attributes);
  }
  pthread_attr_destroy(&attributes);
}

// The C library reserves 64 MB of addresses for what several threads allocate, and where it may not
// (ulimit -v) tries anew at each allocation: a run then takes 30 times as long.
void share_heap_where_addresses_are_few() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  mallopt(M_ARENA_MAX, 1);
}

}  // namespace

int open_linkless(int folder_fd, const char* path) {
  struct open_how how {};
  how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_NO_SYMLINKS;
  return static_cast<int>(syscall(SYS_openat2, folder_fd, path, &how, sizeof(how)));
}

int rename_unreplacing(int folder_fd, const char* from, const char* to) {
  return renameat2(folder_fd, from, folder_fd, to, RENAME_NOREPLACE);
}

int lock_folder(int folder_fd, Wait wait) {
  return flock(folder_fd, wait == Wait::kYes ? LOCK_EX : LOCK_EX | LOCK_NB);
}

ssize_t read_entries(int folder_fd, void* buffer, std::size_t size) {
  static_assert(sizeof(dirent) == sizeof(dirent64));
  return getdents64(folder_fd, buffer, size);
}

StampingTimes stamping_times() {
  timespec tick{};
  clock_gettime(CLOCK_REALTIME_COARSE, &tick);
  const std::int64_t time = nanoseconds(tick);
  return {time, time};
}

int open_event() { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void prepare_process() {
  allow_descriptors();
  shrink_stacks();
  share_heap_where_addresses_are_few();
}

}  // namespace iftrue
