// WebSockets (RFC 6455), without extensions. Pings are answered; an idle connection is pinged and
// given up when it stays silent. Nothing is buffered on the way in: what is not handled is not
// read.
//
// Limits: a message of 16 MiB, 32 MiB that wait to be sent, the handshake's header 8 KiB.

#ifndef ECHATIM_NET_WEB_SOCKETS_H_
#define ECHATIM_NET_WEB_SOCKETS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "net/network.h"

namespace echatim {

struct SocketData {
  std::string bytes;
  bool is_text = true;  // UTF-8
};

// None comes from within a call of WebSockets.
struct SocketEvents {
  std::function<void()> opened;
  std::function<void(SocketData)> received;
  // The last one. 1006 when the connection broke or was never made.
  std::function<void(int code, std::string reason)> closed;
};

class WebSockets {
 public:
  explicit WebSockets(Network& network);
  WebSockets(const WebSockets&) = delete;
  WebSockets& operator=(const WebSockets&) = delete;
  ~WebSockets();

  std::uint64_t open(const std::string& url, SocketEvents events);
  void send(std::uint64_t socket, SocketData data);
  // With status 1000, after what was sent before. No event comes any more.
  void close(std::uint64_t socket);
  // Those in their closing handshake are counted.
  [[nodiscard]] std::size_t count() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_WEB_SOCKETS_H_
