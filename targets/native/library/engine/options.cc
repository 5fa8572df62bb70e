#include "engine/options.h"

#include <dlfcn.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <string>

// Exported, but in none of the public headers (JavaScriptCore/API/JSBasePrivate.h). Weak, so that
// the library loads beside one that lacks it.
extern "C" bool JSConfigureSignalForGC(int signal) __attribute__((weak));

namespace echatim {
namespace {

std::atomic<int> chosen_signal = 0;

int free_signal() {
  for (int signal = SIGRTMAX; signal >= SIGRTMIN; --signal) {
    struct sigaction action = {};
    if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) return signal;
  }
  return 0;
}

// `JSC::Options::initialize()` and `setOption(const char *, bool)`: by them nothing need be put
// into the environment, where other threads and the program's children would find it.
bool set_by_symbols() {
  const auto initialize =
      reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, "_ZN3JSC7Options10initializeEv"));
  const auto set = reinterpret_cast<bool (*)(const char*, bool)>(
      dlsym(RTLD_DEFAULT, "_ZN3JSC7Options9setOptionEPKcb"));
  if (initialize == nullptr || set == nullptr) return false;
  initialize();
  // WebAssembly catches SIGSEGV for its bounds; without polling, a watchdog's stop is a trap.
  return set("useWasm=0", true) && set("usePollingTraps=1", true);
}

// What the engine reads when it starts, and then no more.
void set_by_environment(int signal) {
  struct Variable {
    const char* name;
    std::string value;
  };
  const std::array variables = {Variable{"JSC_SIGNAL_FOR_GC", std::to_string(signal)},
                                Variable{"JSC_useWasm", "0"}, Variable{"JSC_usePollingTraps", "1"}};
  std::array<const char*, variables.size()> set = {};
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (std::getenv(variables[i].name) != nullptr) continue;
    set[i] = variables[i].name;
    setenv(variables[i].name, variables[i].value.c_str(), 0);
  }
  if (auto* initialize = reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, "_ZN3JSC10initializeEv")))
    initialize();
  for (const char* name : set)
    if (name != nullptr) unsetenv(name);
}

void set_all() {
  const int signal = free_signal();
  // It refuses once the engine runs, and then the options, too, are beyond change.
  if (JSConfigureSignalForGC != nullptr && !JSConfigureSignalForGC(signal)) return;
  chosen_signal = signal;
  if (JSConfigureSignalForGC == nullptr || !set_by_symbols()) set_by_environment(signal);
}

}  // namespace

void set_engine_options() {
  static std::once_flag once;
  std::call_once(once, set_all);
}

int engine_signal() { return chosen_signal; }

}  // namespace echatim
