// Waits for changes of the inputs: by inotify where that works, else by looking at them again and
// again.

#ifndef IFTRUE_COMMAND_WATCH_CHANGE_WATCH_H_
#define IFTRUE_COMMAND_WATCH_CHANGE_WATCH_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "command/options/options.h"
#include "command/system/failure.h"
#include "command/watch/inotify.h"
#include "command/watch/stop_signal.h"
#include "command/watch/watched_inputs.h"

namespace iftrue {

class ChangeWatch {
 public:
  // Both outlive it.
  ChangeWatch(const Options& options, const StopSignal& stop) : inputs_(options), stop_(stop) {}

  // To be called before each run: each change from here on is noticed. Returns what the user should
  // know of how, once.
  [[nodiscard]] std::optional<std::string> begin();

  // Waits until there was a change, and then until the burst of changes is over. False: a signal
  // came first.
  [[nodiscard]] bool wait();

  // Whether there was a change since begin().
  [[nodiscard]] bool has_changed();

 private:
  // Waits for events, `most` at the longest. False: a signal came.
  [[nodiscard]] bool await(std::optional<std::chrono::milliseconds> most) const;

  [[nodiscard]] Result<void> begin_inotify();
  [[nodiscard]] bool read_more();
  void visit(InputVisitor& visitor);

  // The sum of what is there now.
  [[nodiscard]] std::uint64_t look() const;

  WatchedInputs inputs_;
  const StopSignal& stop_;
  std::unique_ptr<Inotify> inotify_;
  bool polls_ = false;
  Inotify::Seen seen_ = Inotify::Seen::kFolders;  // since begin()
  std::uint64_t sum_ = 0;                         // at begin(), where it polls
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_CHANGE_WATCH_H_
