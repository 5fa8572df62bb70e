// Promise jobs, run from inside a native function instead of at the end of the outermost call.
//
// Each entry into the engine makes it ask the system for the thread's processor time, to limit what
// a script takes. At the end of a call each job is such an entry, and a call of the SDK has some 18
// jobs; inside a native function all of them are one entry with it. There is nothing in the
// engine's public interface for this.

#ifndef ECHATIM_ENGINE_JOBS_H_
#define ECHATIM_ENGINE_JOBS_H_

#include <JavaScriptCore/JavaScript.h>

namespace echatim {

// Does nothing with an engine that lacks what it needs: the jobs run at the end, then.
void run_jobs(JSContextRef context);

}  // namespace echatim

#endif  // ECHATIM_ENGINE_JOBS_H_
