#include "command/watch.h"

#include <fmt/core.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "command/commands.h"
#include "command/report/report.h"
#include "command/terminal/color.h"
#include "command/terminal/message.h"
#include "command/watch/change_watch.h"
#include "command/watch/stop_signal.h"

namespace iftrue {
namespace {

using Clock = std::chrono::steady_clock;

std::string files(std::size_t count) {
  return fmt::format("{} file{}", count, count == 1 ? "" : "s");
}

class Watcher {
 public:
  explicit Watcher(const Options& options) : options_(options), changes_(options, stop_) {}

  ExitStatus run() {
    do {
      if (const auto note = changes_.begin()) tell(*note);
      if (const auto ended = strip_once()) return *ended;
    } while (!stop_.came() && changes_.wait());
    return ExitStatus::kDone;
  }

 private:
  // A status where there is no use in going on.
  [[nodiscard]] std::optional<ExitStatus> strip_once() {
    Report report(options_.format, resolve(options_.color), Stream::kOutput);
    report.hold();
    const Clock::time_point begin = Clock::now();
    const auto counts = strip(options_, report);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    if (!told_ && !counts) return report.finish();
    // A source that somebody writes to while it is read is a failure. It will be read again.
    const bool again = report.status() == ExitStatus::kFailure && changes_.has_changed();
    left_out_ = again && !left_out_;
    if (left_out_) return std::nullopt;
    const bool first = !std::exchange(told_, true);

    const StripCounts done = counts.value_or(StripCounts{});
    std::string text = report.text();
    const bool is_news = text != text_ || report.status() != status_;
    text_ = std::move(text);
    status_ = report.status();
    const bool has_changed = done.written + done.removed != 0;
    if (!first && !is_news && !has_changed && options_.verbosity != Verbosity::kVerbose) {
      return std::nullopt;
    }
    const ExitStatus status = report.finish();
    if (report.is_lost()) return status;
    std::string line = files(done.written) + " written";
    if (done.removed != 0) line += fmt::format(", {} removed", done.removed);
    line += fmt::format(" in {} ms", took.count());
    if (status != ExitStatus::kDone) line += ", with errors";
    if (first) line += "; watching for changes";
    tell(line);
    return std::nullopt;
  }

  void tell(const std::string& line) const {
    if (options_.verbosity != Verbosity::kQuiet) print_error_stream("iftrue: " + line + '\n');
  }

  const Options& options_;
  StopSignal stop_;
  ChangeWatch changes_;
  bool told_ = false;      // of a run
  bool left_out_ = false;  // of the last run nothing was told
  std::string text_;       // of the last report
  ExitStatus status_ = ExitStatus::kDone;
};

}  // namespace

ExitStatus watch(const Options& options) { return Watcher(options).run(); }

}  // namespace iftrue
