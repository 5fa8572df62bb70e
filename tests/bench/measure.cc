// Runs a program and tells what it took: wall-clock and CPU time in nanoseconds and the peak of
// its memory in kilobytes, as one line on file descriptor 3:
//
//   measure PROGRAM [ARGUMENT]... 3>FILE        1234567 900000 300000 4096
//
// in that order: wall, user, system, memory. The time begins before fork() and ends when the
// program is waited for, so it holds what starting a process takes. CPU time is that of the program
// and of the children it has waited for; the memory is that of the largest of them. The exit status
// is the program's.
//
// It is small, and linked statically, because Linux counts the memory of the process that calls
// execve() in the peak of the program (setmax_mm_hiwater_rss() in the kernel's exec_mmap()).

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <ctime>

namespace {

constexpr int kReport = 3;       // file descriptor
constexpr int kCannotRun = 127;  // exit statuses, as a shell has them
constexpr int kSignalled = 128;

std::int64_t now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::int64_t nanoseconds(const timeval& time) {
  return (std::int64_t{time.tv_sec} * 1'000'000 + time.tv_usec) * 1'000;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || fcntl(kReport, F_SETFD, FD_CLOEXEC) != 0) {
    std::fputs("usage: measure PROGRAM [ARGUMENT]... 3>FILE\n", stderr);
    return 2;
  }
  const std::int64_t begin = now();
  const pid_t child = fork();
  if (child == 0) {
    execvp(argv[1], argv + 1);
    std::perror(argv[1]);
    _exit(kCannotRun);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) {
    std::perror("measure");
    return 2;
  }
  const std::int64_t wall = now() - begin;
  dprintf(kReport, "%lld %lld %lld %ld\n", static_cast<long long>(wall),
          static_cast<long long>(nanoseconds(usage.ru_utime)),
          static_cast<long long>(nanoseconds(usage.ru_stime)), usage.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}
