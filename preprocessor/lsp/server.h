// The protocol around a session: requests and their responses, cancellation, beginning and end. It
// takes and gives messages as texts, and knows nothing of where they come from.

#ifndef IFTRUE_LSP_SERVER_H_
#define IFTRUE_LSP_SERVER_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "lsp/message.h"
#include "lsp/session.h"

namespace iftrue {

class Server {
 public:
  // `send` takes the body of a message for the client.
  explicit Server(std::function<void(std::string_view body)> send);

  // The session calls back.
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Puts a message in the queue, or cancels the request in the queue that it names.
  void receive(std::string_view body);

  // Handles the next message of the queue. Returns whether there was one.
  bool step();

  // To be called when no message waits: publishes what has changed. A text that is edited again
  // already is not published in between.
  void settle();

  // Whether the client has said `exit`. Then it is done with `is_clean`: it said `shutdown` before.
  [[nodiscard]] bool has_exited() const { return phase_ == Phase::kExited; }
  [[nodiscard]] bool is_clean() const { return is_clean_; }

 private:
  enum class Phase : std::uint8_t { kNew, kRunning, kShutDown, kExited };

  struct Message {
    Value value;
    bool is_cancelled = false;
  };

  void handle(const Message& message);
  [[nodiscard]] Response respond(std::string_view method, const Value& params);
  void notice(std::string_view method, const Value& params);
  void cancel(const Value& id);
  void send(Value message);
  void send_error(const Value& id, const ResponseError& error);

  std::function<void(std::string_view)> send_;
  Session session_;
  std::deque<Message> queue_;
  Phase phase_ = Phase::kNew;
  bool is_clean_ = false;
  std::uint64_t last_id_ = 0;  // of the server's own requests
};

}  // namespace iftrue

#endif  // IFTRUE_LSP_SERVER_H_
