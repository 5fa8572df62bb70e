#include "engine/options.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Exported, but in none of the public headers (JavaScriptCore/API/JSBasePrivate.h). Weak, so that
// the library loads beside one that lacks it.
extern "C" bool JSConfigureSignalForGC(int signal) __attribute__((weak));

namespace echatim {
namespace {

// WebAssembly catches SIGSEGV for its bounds; without polling, a watchdog's stop is a trap. The
// last compiler, FTL, takes a third of the processor time of the first 20,000 calls and more
// memory, and does not win it back.
constexpr std::array kOptions = {"useWasm=0", "usePollingTraps=1", "useFTLJIT=0"};

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
  return std::ranges::all_of(kOptions, [set](const char* option) { return set(option, true); });
}

// What the engine reads when it starts, and then no more.
void set_by_environment(int signal) {
  std::vector<std::pair<std::string, std::string>> variables = {
      {"JSC_SIGNAL_FOR_GC", std::to_string(signal)}};
  for (const std::string_view option : kOptions) {
    const std::size_t end = option.find('=');
    variables.emplace_back("JSC_" + std::string(option.substr(0, end)), option.substr(end + 1));
  }
  std::erase_if(variables, [](const auto& variable) {
    return std::getenv(variable.first.c_str()) != nullptr;
  });
  for (const auto& [name, value] : variables) setenv(name.c_str(), value.c_str(), 0);
  if (auto* initialize = reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, "_ZN3JSC10initializeEv")))
    initialize();
  for (const auto& [name, value] : variables) unsetenv(name.c_str());
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
