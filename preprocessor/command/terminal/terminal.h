// What the command says on standard error, and colours.

#ifndef IFTRUE_COMMAND_TERMINAL_TERMINAL_H_
#define IFTRUE_COMMAND_TERMINAL_TERMINAL_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace iftrue {

enum class Color { kNever, kAlways };

enum class ColorChoice { kAuto, kAlways, kNever };

enum class Stream { kOutput, kError };  // the standard ones

// kAuto: colour when the stream is a terminal that can show it and NO_COLOR is not set.
[[nodiscard]] Color resolve(ColorChoice choice, Stream stream = Stream::kError);

namespace style {
inline constexpr std::string_view kBold = "\x1b[1m";
inline constexpr std::string_view kError = "\x1b[1;31m";
inline constexpr std::string_view kWarning = "\x1b[1;35m";
inline constexpr std::string_view kNote = "\x1b[1;36m";
inline constexpr std::string_view kCaret = "\x1b[1;32m";
inline constexpr std::string_view kRemoved = "\x1b[31m";
inline constexpr std::string_view kAdded = "\x1b[32m";
inline constexpr std::string_view kPlace = "\x1b[36m";
inline constexpr std::string_view kReset = "\x1b[0m";
}  // namespace style

// Writes to standard error, all at once.
void print_error_stream(std::string_view text);

// "iftrue: error: MESSAGE\n", and its printing; each line of a message that names its own place
// stands for itself.
[[nodiscard]] std::string failure_text(std::string_view message, Color color);
void print_failure(std::string_view message, Color color);

// A line that counts what is done, on a terminal only, and only once a run has taken a while.
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

#endif  // IFTRUE_COMMAND_TERMINAL_TERMINAL_H_
