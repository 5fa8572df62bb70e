#include "command/terminal/color.h"

#include <cstdlib>

#include "command/system/posix.h"

namespace iftrue {

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

}  // namespace iftrue
