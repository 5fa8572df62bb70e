#include "client/own_thread.h"

#include <pthread.h>

#include <csignal>
#include <functional>
#include <thread>
#include <utility>

#include "engine/options.h"

namespace echatim {
namespace {

// While it lasts, threads that are started have all signals blocked but those that they need.
class Blocked {
 public:
  Blocked() {
    sigset_t signals;
    sigfillset(&signals);
    // What a fault raises is for the thread itself; the collector stops its threads by its own.
    for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGABRT})
      sigdelset(&signals, signal);
    if (engine_signal() != 0) sigdelset(&signals, engine_signal());
    pthread_sigmask(SIG_SETMASK, &signals, &before_);
  }
  Blocked(const Blocked&) = delete;
  Blocked& operator=(const Blocked&) = delete;
  ~Blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_ = {};
};

}  // namespace

std::thread own_thread(std::function<void()> work) {
  set_engine_options();
  const Blocked blocked;
  return std::thread([work = std::move(work)] {
    pthread_setname_np(pthread_self(), "echatim");
    work();
  });
}

}  // namespace echatim
