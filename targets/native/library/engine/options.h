// JavaScriptCore's settings for the whole process, made before its first context: it takes neither
// the program's SIGUSR1 nor SIGSEGV, SIGBUS and SIGILL. One real-time signal, the highest that the
// program has no handler for, is what its collector stops threads by.
//
// A process whose program runs JavaScriptCore already keeps that program's settings.

#ifndef ECHATIM_ENGINE_OPTIONS_H_
#define ECHATIM_ENGINE_OPTIONS_H_

namespace echatim {

// Once a process; later calls do nothing. From any thread.
void set_engine_options();

// The signal that must reach the threads of the engine, 0 when the program chose it.
[[nodiscard]] int engine_signal();

}  // namespace echatim

#endif  // ECHATIM_ENGINE_OPTIONS_H_
