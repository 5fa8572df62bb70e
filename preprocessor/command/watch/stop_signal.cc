#include "command/watch/stop_signal.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "command/system/posix.h"

namespace iftrue {
namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

// A handler has no other way to what it is for.
volatile std::sig_atomic_t stop_event = -1;

void tell(int signal);

// Gives the signals that tell() handles the meaning that they have by default.
void restore() {
  for (const int signal : kSignals) {
    struct sigaction action {};
    if (sigaction(signal, nullptr, &action) != 0 || action.sa_handler != tell) continue;
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
  }
}

void tell(int /*signal*/) {
  const int error = errno;
  restore();
  const std::uint64_t one = 1;
  // It can only fail where as many signals came as a number counts.
  static_cast<void>(!write(stop_event, &one, sizeof one));
  errno = error;
}

}  // namespace

StopSignal::StopSignal() : event_(open_event()) {
  // Without a descriptor for it, signals end the process as they do other programs.
  if (!event_.valid()) return;
  stop_event = event_.get();
  for (const int signal : kSignals) {
    struct sigaction old {};
    if (sigaction(signal, nullptr, &old) != 0 || old.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = tell;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
  }
}

bool StopSignal::came() const {
  pollfd event{event_.get(), POLLIN, 0};
  return poll(&event, 1, 0) > 0;
}

}  // namespace iftrue
