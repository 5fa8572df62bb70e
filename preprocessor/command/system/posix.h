// The system calls of the command. Nothing else in it includes a header of the system.
//
// They are those of POSIX, and these few, which POSIX does not have. Two builds implement them:
// posix_linux.cc, and npm/command/ for WebAssembly, whose C library passes the calls of POSIX to
// JavaScript (npm/command/src/system_calls.ts). Like those of POSIX, a call that fails returns -1
// and sets errno.

#ifndef IFTRUE_COMMAND_SYSTEM_POSIX_H_
#define IFTRUE_COMMAND_SYSTEM_POSIX_H_

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>

namespace iftrue {

// Whether threads can be had.
#ifdef __EMSCRIPTEN__
inline constexpr bool kHasThreads = false;
#else
inline constexpr bool kHasThreads = true;
#endif

// Opens a folder by a path of several names from another folder, if there is no symbolic link among
// them. ENOSYS where the system cannot do that in one call.
int open_linkless(int folder_fd, const char* path);

// renameat(2) within a folder that replaces nothing: EEXIST where there is something. EINVAL or
// ENOSYS where the system or the file system cannot do that in one call.
int rename_unreplacing(int folder_fd, const char* from, const char* to);

// Locks an open folder against other processes, of either build, until the folder is closed or the
// process ends. Without waiting EWOULDBLOCK where another has the lock; with it, EINTR after a
// signal.
enum class Wait : std::uint8_t { kNo, kYes };
int lock_folder(int folder_fd, Wait wait);

// The next names of an open folder, as `struct dirent`s one after the other, each d_reclen bytes
// long: getdents64(2). Returns how many bytes of the buffer they take, 0 at the end.
ssize_t read_entries(int folder_fd, void* buffer, std::size_t size);

// The times that a file which changes now can get, in nanoseconds since 1970. A kernel stamps with
// the time of its last tick.
struct StampingTimes {
  std::int64_t first;
  std::int64_t last;
};
StampingTimes stamping_times();

// A descriptor that can be read once eight bytes that are not 0 were written to it: eventfd(2).
int open_event();

// To be called once, at the start: the process may open as many files as it is allowed to, and its
// threads take little memory.
void prepare_process();

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_POSIX_H_
