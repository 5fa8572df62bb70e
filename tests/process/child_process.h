// A program as a process of its own, without a shell between: what goes in, and all that comes out.
// What cannot be started is a std::runtime_error.

#ifndef IFTRUE_TESTS_PROCESS_CHILD_PROCESS_H_
#define IFTRUE_TESTS_PROCESS_CHILD_PROCESS_H_

#include <sys/types.h>

#include <cstdio>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace iftrue {

enum class StandardOutput {
  kKept,
  kClosed,
  kFull,      // a device on which no byte has room
  kDeserted,  // a pipe whose reader has gone
};

struct Invocation {
  std::vector<std::string> arguments;  // after the program's name
  std::string folder;                  // the working folder
  std::string input{};                 // on standard input
  StandardOutput output = StandardOutput::kKept;
};

struct Outcome {
  int status;  // the exit status, or minus the signal that ended the process
  std::string out;
  std::string error;
  bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& stream, const Outcome& outcome);

// What a process took of the machine, as far as that does not depend on the clock.
struct Usage {
  long page_faults = 0;     // pages of memory that it came to touch
  long peak_kilobytes = 0;  // resident; at the least what this process has
};

class Process {
 public:
  Process(const std::string& program, const Invocation& invocation);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  // The next line on standard error, waited for; empty at the end.
  std::string next_error_line();

  void send(int signal) const;

  // Waits for the end. `error` is what next_error_line() has left.
  Outcome finish();

  // After finish().
  [[nodiscard]] const Usage& usage() const { return usage_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;

  File out_;
  File error_;
  pid_t pid_ = 0;  // 0 once it has been waited for
  Usage usage_;
};

}  // namespace iftrue

#endif  // IFTRUE_TESTS_PROCESS_CHILD_PROCESS_H_
