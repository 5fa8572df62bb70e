#include "command/terminal/progress.h"

#include <fmt/core.h>

#include "command/system/posix.h"
#include "command/terminal/message.h"

namespace iftrue {
namespace {

constexpr std::chrono::milliseconds kQuietTime{500};
constexpr std::chrono::milliseconds kBetweenUpdates{100};
constexpr std::string_view kEraseLine = "\r\x1b[K";

bool error_is_terminal() { return isatty(STDERR_FILENO) == 1; }

}  // namespace

Progress::Progress(Visibility visibility, std::string_view verb, std::size_t total)
    : visible_(visibility == Visibility::kOnTerminal && error_is_terminal()),
      verb_(verb),
      total_(total),
      next_(Clock::now() + kQuietTime) {}

Progress::~Progress() {
  if (shown_) print_error_stream(kEraseLine);
}

void Progress::advance() {
  const std::size_t done = ++done_;
  if (!visible_) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock || Clock::now() < next_) return;
  next_ = Clock::now() + kBetweenUpdates;
  shown_ = true;
  print_error_stream(fmt::format("{}iftrue: {} {} of {} files", kEraseLine, verb_, done, total_));
}

}  // namespace iftrue
