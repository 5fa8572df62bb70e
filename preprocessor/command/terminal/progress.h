// A progress line that counts finished items. It is shown only on a terminal, and only after a run
// has taken a while.

#ifndef IFTRUE_COMMAND_TERMINAL_PROGRESS_H_
#define IFTRUE_COMMAND_TERMINAL_PROGRESS_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string_view>

namespace iftrue {

// Safe to call from many threads.
class Progress {
 public:
  enum class Visibility { kHidden, kOnTerminal };

  Progress(Visibility visibility, std::string_view verb, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance();

 private:
  using Clock = std::chrono::steady_clock;

  bool visible_;
  std::string_view verb_;
  std::size_t total_;
  std::atomic<std::size_t> done_ = 0;
  std::mutex mutex_;
  Clock::time_point next_;
  bool shown_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TERMINAL_PROGRESS_H_
