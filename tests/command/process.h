// The command as a process of its own.

#ifndef IFTRUE_TESTS_COMMAND_PROCESS_H_
#define IFTRUE_TESTS_COMMAND_PROCESS_H_

#include <utility>

#include "process/child_process.h"
#include "sanitized.h"

namespace iftrue {

// Does not wait for its end.
inline Process start(const Invocation& invocation) { return {IFTRUE_TOOL, invocation}; }

// Runs it to its end.
inline Outcome run(const Invocation& invocation) { return start(invocation).finish(); }

// The same, with what it took.
inline std::pair<Outcome, Usage> run_measured(const Invocation& invocation) {
  Process process(IFTRUE_TOOL, invocation);
  Outcome outcome = process.finish();
  return {std::move(outcome), process.usage()};
}

}  // namespace iftrue

#endif  // IFTRUE_TESTS_COMMAND_PROCESS_H_
