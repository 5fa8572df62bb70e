#ifndef ECHATIM_NET_WEB_SOCKET_H_
#define ECHATIM_NET_WEB_SOCKET_H_

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/connecting.h"
#include "net/io.h"
#include "net/network.h"
#include "net/url.h"
#include "net/web_sockets.h"
#include "net/wire.h"

namespace echatim {

class WebSocket : public std::enable_shared_from_this<WebSocket> {
 public:
  // `gone`: the connection is closed, and this of no use any more.
  WebSocket(Network& network, SocketEvents events, std::function<void()> gone);

  void open(const std::string& url);
  void send(SocketData data);
  void close();
  // At once, without an event.
  void cut();

 private:
  enum class Phase { kConnecting, kOpen, kClosing, kGone };
  using Stream = boost::beast::websocket::stream<Channel, false>;

  void shake_hands(std::shared_ptr<Wire> wire);
  void opened(error_code error);
  void read();
  void write();
  void say_goodbye();
  void ended(int code, std::string reason);

  Network& network_;
  std::optional<SocketEvents> events_;
  std::function<void()> gone_;
  Phase phase_ = Phase::kConnecting;
  Url url_;
  std::shared_ptr<Connecting> connecting_;
  std::shared_ptr<Wire> wire_;
  std::optional<Stream> stream_;
  boost::beast::websocket::response_type answer_;
  boost::beast::flat_buffer buffer_;
  std::deque<SocketData> outgoing_;
  std::size_t outgoing_size_ = 0;
  asio::steady_timer patience_;  // with the closing handshake
};

}  // namespace echatim

#endif  // ECHATIM_NET_WEB_SOCKET_H_
