// The reason why something outside the text failed: a file, an option, the project file.

#ifndef IFTRUE_COMMAND_SYSTEM_FAILURE_H_
#define IFTRUE_COMMAND_SYSTEM_FAILURE_H_

#include <cerrno>
#include <new>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace iftrue {

struct Failure {
  std::string message;  // one line or more, without "error:", naming the place and the remedy
};

template <typename T>
using Result = tl::expected<T, Failure>;

// "cannot WHAT 'PATH': REASON", the reason being that of `error_number` (an errno).
[[nodiscard]] tl::unexpected<Failure> system_failure(std::string_view what, std::string_view path,
                                                     int error_number);

[[nodiscard]] tl::unexpected<Failure> failure(std::string message);

// What `work` gives, a Result; "cannot WHAT 'PATH': …" if there is not enough memory for it.
template <typename Work>
[[nodiscard]] auto within_memory(std::string_view what, std::string_view path, Work work)
    -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return system_failure(what, path, ENOMEM);
  }
}

// A path for people: in quotes, control characters escaped so that no name can fake a line of
// output, all other bytes as they are.
[[nodiscard]] std::string quote(std::string_view path);

// The same without the quotes, for FILE:LINE:COLUMN.
[[nodiscard]] std::string printable(std::string_view path);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_FAILURE_H_
