// Whether output is coloured, and in which colours.

#ifndef IFTRUE_COMMAND_TERMINAL_COLOR_H_
#define IFTRUE_COMMAND_TERMINAL_COLOR_H_

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

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TERMINAL_COLOR_H_
