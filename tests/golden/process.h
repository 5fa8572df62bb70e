// Runs a command, without a shell, to its end.

#ifndef IFTRUE_TESTS_GOLDEN_PROCESS_H_
#define IFTRUE_TESTS_GOLDEN_PROCESS_H_

#include <filesystem>
#include <string>
#include <vector>

namespace golden {

struct ProcessResult {
  std::string out;  // standard output, as bytes
  std::string err;  // standard error, as bytes
  int status = 0;   // exit status; 128 + the signal's number for one that a signal ended
};

// `program` in `folder`, with no standard input. Throws std::system_error when it cannot be run.
[[nodiscard]] ProcessResult run_process(const std::filesystem::path& program,
                                        const std::vector<std::string>& arguments,
                                        const std::filesystem::path& folder);

}  // namespace golden

#endif  // IFTRUE_TESTS_GOLDEN_PROCESS_H_
