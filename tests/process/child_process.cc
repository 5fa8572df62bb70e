#include "process/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace iftrue {
namespace {

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

std::string read_rest(std::FILE* file) {
  std::string bytes;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) bytes += static_cast<char>(c);
  return bytes;
}

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  must(pipe2(ends.data(), O_CLOEXEC) == 0, "pipe2");
  return ends;
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const Outcome& outcome) {
  return stream << "status " << outcome.status << "\nout {" << outcome.out << "}\nerror {"
                << outcome.error << '}';
}

Process::Process(const std::string& program, const Invocation& invocation) : out_(std::tmpfile()) {
  const File input(std::tmpfile());
  must(input && out_, "tmpfile");
  must(std::fwrite(invocation.input.data(), 1, invocation.input.size(), input.get()) ==
           invocation.input.size(),
       "fwrite");
  std::rewind(input.get());
  const std::array<int, 2> error = make_pipe();
  error_.reset(fdopen(error[0], "r"));

  posix_spawn_file_actions_t actions;
  must(posix_spawn_file_actions_init(&actions) == 0, "file_actions_init");
  posix_spawn_file_actions_addchdir_np(&actions, invocation.folder.c_str());
  posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, error[1], STDERR_FILENO);
  int deserted = -1;
  switch (invocation.output) {
    case StandardOutput::kKept:
      posix_spawn_file_actions_adddup2(&actions, fileno(out_.get()), STDOUT_FILENO);
      break;
    case StandardOutput::kClosed:
      posix_spawn_file_actions_addclose(&actions, STDOUT_FILENO);
      break;
    case StandardOutput::kFull:
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/full", O_WRONLY, 0);
      break;
    case StandardOutput::kDeserted: {
      const std::array<int, 2> ends = make_pipe();
      close(ends[0]);
      deserted = ends[1];
      posix_spawn_file_actions_adddup2(&actions, deserted, STDOUT_FILENO);
      break;
    }
  }

  std::vector<std::string> words{program};
  words.insert(words.end(), invocation.arguments.begin(), invocation.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int spawned = posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(error[1]);
  if (deserted >= 0) close(deserted);
  must(spawned == 0, program.c_str());
}

Process::~Process() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

std::string Process::next_error_line() {
  std::string line;
  for (int c = std::fgetc(error_.get()); c != EOF; c = std::fgetc(error_.get())) {
    line += static_cast<char>(c);
    if (c == '\n') break;
  }
  return line;
}

void Process::send(int signal) const { must(kill(pid_, signal) == 0, "kill"); }

Outcome Process::finish() {
  std::string error = read_rest(error_.get());
  int status = 0;
  rusage used{};
  must(wait4(std::exchange(pid_, 0), &status, 0, &used) > 0, "wait4");
  usage_ = {used.ru_minflt, used.ru_maxrss};
  std::rewind(out_.get());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), read_rest(out_.get()),
          std::move(error)};
}

}  // namespace iftrue
