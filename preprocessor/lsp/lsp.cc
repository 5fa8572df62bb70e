#include "lsp/lsp.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "command/system/failure.h"
#include "command/system/file.h"
#include "command/system/posix.h"
#include "command/terminal/color.h"
#include "command/terminal/message.h"
#include "lsp/message_stream.h"
#include "lsp/server.h"

namespace iftrue {
namespace {

// Whether a read would not wait. Without threads there is no such call either, and each message is
// handled before the next one is read.
bool is_ready() {
  if constexpr (!kHasThreads) return false;
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return poll(&input, 1, 0) > 0;
}

class Connection {
 public:
  [[nodiscard]] ExitStatus serve() {
    while (!server_.has_exited() && !failure_) {
      if (server_.step()) {
        // All that is there is read before the next one is handled: it may cancel it.
        while (!is_over_ && !failure_ && is_ready()) read_some();
        continue;
      }
      server_.settle();
      if (is_over_) break;
      read_some();
      while (!is_over_ && !failure_ && is_ready()) read_some();
    }
    if (!failure_ && is_over_ && input_.is_amid()) {
      failure_ = Failure{"standard input ends within a message"};
    }
    if (failure_) {
      print_failure(failure_->message, resolve(ColorChoice::kAuto));
      return ExitStatus::kFailure;
    }
    return server_.is_clean() ? ExitStatus::kDone : ExitStatus::kInputErrors;
  }

 private:
  void read_some() {
    const ssize_t size = read(STDIN_FILENO, piece_.data(), piece_.size());
    if (size < 0) {
      if (errno != EINTR) failure_ = system_failure("read", "standard input", errno).value();
      return;
    }
    is_over_ = size == 0;
    input_.add({piece_.data(), static_cast<std::size_t>(size)});
    while (!failure_) {
      auto message = input_.next();
      if (!message) {
        failure_ = std::move(message).error();
      } else if (!*message) {
        return;
      } else {
        server_.receive(**message);
      }
    }
  }

  void send(std::string_view body) {
    if (failure_) return;
    if (auto written = write_standard_output(framed(body)); !written) {
      failure_ = std::move(written).error();
    }
  }

  MessageSplitter input_;
  std::array<char, std::size_t{64} << 10> piece_{};
  bool is_over_ = false;
  std::optional<Failure> failure_;
  Server server_{[this](std::string_view body) { send(body); }};
};

}  // namespace

ExitStatus lsp() { return Connection().serve(); }

}  // namespace iftrue
