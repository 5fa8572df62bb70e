#ifndef IFTRUE_COMMAND_SYSTEM_EXIT_STATUS_H_
#define IFTRUE_COMMAND_SYSTEM_EXIT_STATUS_H_

namespace iftrue {

enum class ExitStatus : int {
  kDone = 0,
  kInputErrors = 1,  // the input has errors, which were printed, or strip --check differences
  kFailure = 2,      // wrong usage, or a file could not be read or written
};

// Of two outcomes of one run, the one to report: not having read or written something comes first.
constexpr ExitStatus worse(ExitStatus a, ExitStatus b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_EXIT_STATUS_H_
