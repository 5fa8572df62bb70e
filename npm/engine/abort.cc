// What libc++ calls where a precondition does not hold or memory runs out. Its own functions print
// a message, for which they need printf(), a twentieth of the module; here nothing is there to
// print to. The module stops with a WebAssembly.RuntimeError.

#include <__verbose_abort>

_LIBCPP_BEGIN_NAMESPACE_STD
void __libcpp_verbose_abort(const char* /*format*/, ...) { __builtin_trap(); }
_LIBCPP_END_NAMESPACE_STD

extern "C" void abort_message(const char* /*format*/, ...);  // libc++abi has no header for it
extern "C" void abort_message(const char* /*format*/, ...) { __builtin_trap(); }
