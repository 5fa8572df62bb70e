#include "engine/jobs.h"

#include <dlfcn.h>

#include <array>
#include <cstddef>

namespace echatim {
namespace {

// JavaScriptCore/runtime/VM.h and JSLock.h. A context group is a `JSC::VM`. Native functions run
// without the engine's lock, which jobs need.
struct Internals {
  using Vm = const OpaqueJSContextGroup*;

  void (*lock)(void* holder, Vm vm);  // the constructor of JSLockHolder, a pointer in size
  void (*unlock)(void* holder);
  void (*drain)(Vm vm);

  Internals()
      : lock(found<decltype(lock)>("_ZN3JSC12JSLockHolderC1EPNS_2VME")),
        unlock(found<decltype(unlock)>("_ZN3JSC12JSLockHolderD1Ev")),
        drain(found<decltype(drain)>("_ZN3JSC2VM15drainMicrotasksEv")) {}

  [[nodiscard]] bool are_there() const {
    return lock != nullptr && unlock != nullptr && drain != nullptr;
  }

 private:
  template <typename Function>
  static Function found(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
  }
};

}  // namespace

void run_jobs(JSContextRef context) {
  static const Internals internals;
  if (!internals.are_there()) return;
  const Internals::Vm vm = JSContextGetGroup(context);
  alignas(std::max_align_t) std::array<std::byte, 64> holder{};
  internals.lock(holder.data(), vm);
  internals.drain(vm);
  internals.unlock(holder.data());
}

}  // namespace echatim
