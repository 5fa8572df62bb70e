#include "command/terminal/terminal.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdlib>

#include "command/system/file.h"

namespace iftrue {
namespace {

constexpr std::chrono::milliseconds kQuietTime{500};
constexpr std::chrono::milliseconds kBetweenUpdates{100};
constexpr std::string_view kEraseLine = "\r\x1b[K";

bool error_is_terminal() { return isatty(STDERR_FILENO) == 1; }

}  // namespace

Color resolve(ColorChoice choice, Stream stream) {
  if (choice == ColorChoice::kAlways) return Color::kAlways;
  if (choice == ColorChoice::kNever) return Color::kNever;
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org
  const char* term = std::getenv("TERM");
  const bool refused = no_color != nullptr && *no_color != '\0';
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  const bool terminal = isatty(stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO) == 1;
  return terminal && !refused && !dumb ? Color::kAlways : Color::kNever;
}

void print_error_stream(std::string_view text) {
  // Nobody is left to tell when standard error itself cannot be written.
  static_cast<void>(write_all(STDERR_FILENO, text));
}

std::string failure_text(std::string_view message, Color color) {
  return color == Color::kAlways ? fmt::format("{}iftrue: {}error:{} {}\n", style::kBold,
                                               style::kError, style::kReset, message)
                                 : fmt::format("iftrue: error: {}\n", message);
}

void print_failure(std::string_view message, Color color) {
  print_error_stream(failure_text(message, color));
}

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
