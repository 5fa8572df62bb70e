// The command as a process of its own.

#ifndef IFTRUE_TESTS_COMMAND_PROCESS_H_
#define IFTRUE_TESTS_COMMAND_PROCESS_H_

#include <cstdlib>
#include <string>
#include <utility>

#include "process/child_process.h"
#include "sanitized.h"

namespace iftrue {

// The program: that of this build, or the one that the environment variable IFTRUE_TOOL names.
inline std::string tool() {
  const char* const named = std::getenv("IFTRUE_TOOL");
  return named == nullptr ? IFTRUE_TOOL : named;
}

// Does not wait for its end.
inline Process start(const Invocation& invocation) { return {tool(), invocation}; }

// Runs it to its end.
inline Outcome run(const Invocation& invocation) { return start(invocation).finish(); }

// The same, with what it took.
inline std::pair<Outcome, Usage> run_measured(const Invocation& invocation) {
  Process process(tool(), invocation);
  Outcome outcome = process.finish();
  return {std::move(outcome), process.usage()};
}

}  // namespace iftrue

#endif  // IFTRUE_TESTS_COMMAND_PROCESS_H_
