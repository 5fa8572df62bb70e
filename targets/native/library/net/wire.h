// A stream of bytes to a peer, plain or TLS, behind one type: what reads HTTP and WebSocket from it
// is compiled once.

#ifndef ECHATIM_NET_WIRE_H_
#define ECHATIM_NET_WIRE_H_

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/beast/core/role.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "net/io.h"

namespace echatim {

class Wire {
 public:
  using Done = std::function<void(error_code, std::size_t)>;

  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  virtual ~Wire() = default;

  virtual void read(asio::mutable_buffer buffer, Done done) = 0;
  virtual void write(asio::const_buffer buffer, Done done) = 0;
  virtual Tcp::socket& socket() = 0;

  // What is under way ends with an error.
  void cut() {
    error_code ignored;
    socket().close(ignored);
  }
};

[[nodiscard]] std::shared_ptr<Wire> plain_wire(Tcp::socket socket);

// An AsyncStream, as Asio and Beast ask for it, over a wire.
class Channel {
 public:
  using executor_type = Tcp::socket::executor_type;

  explicit Channel(std::shared_ptr<Wire> wire) : wire_(std::move(wire)) {}

  [[nodiscard]] executor_type get_executor() const { return wire_->socket().get_executor(); }
  [[nodiscard]] Wire& wire() const { return *wire_; }

  template <typename Buffers, typename Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(error_code, std::size_t)>(
        [wire = wire_](auto handler, asio::mutable_buffer buffer) {
          wire->read(buffer, shared(std::move(handler)));
        },
        token, first<asio::mutable_buffer>(buffers));
  }

  template <typename Buffers, typename Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(error_code, std::size_t)>(
        [wire = wire_](auto handler, asio::const_buffer buffer,
                       const std::shared_ptr<std::string>& piece) {
          Wire::Done done = shared(std::move(handler));
          if (!piece) return wire->write(buffer, std::move(done));
          wire->write(asio::buffer(*piece),
                      [piece, done = std::move(done)](error_code error, std::size_t size) {
                        done(error, size);
                      });
        },
        token, first<asio::const_buffer>(buffers), joined(buffers));
  }

 private:
  // Beast's handlers can be moved alone, and std::function wants to copy.
  template <typename Handler>
  static Wire::Done shared(Handler handler) {
    return [held = std::make_shared<Handler>(std::move(handler))](
               error_code error, std::size_t size) { std::move (*held)(error, size); };
  }

  // A WebSocket's frame comes as its header and its payload. Written one after the other they
  // are two packets, and the peer wakes twice. nullptr where there is nothing to join.
  template <typename Buffers>
  static std::shared_ptr<std::string> joined(const Buffers& buffers) {
    constexpr std::size_t kMost = 4096;  // enough for a header with most payloads
    std::size_t count = 0;
    auto piece = std::make_shared<std::string>();
    for (auto each = asio::buffer_sequence_begin(buffers);
         each != asio::buffer_sequence_end(buffers) && piece->size() < kMost; ++each) {
      const asio::const_buffer buffer = *each;
      if (buffer.size() > 0) ++count;
      piece->append(static_cast<const char*>(buffer.data()),
                    std::min(buffer.size(), kMost - piece->size()));
    }
    return count > 1 ? piece : nullptr;
  }

  // To transfer less than was asked for is a stream's good right.
  template <typename Buffer, typename Buffers>
  static Buffer first(const Buffers& buffers) {
    for (auto each = asio::buffer_sequence_begin(buffers);
         each != asio::buffer_sequence_end(buffers); ++each)
      if (Buffer buffer = *each; buffer.size() > 0) return buffer;
    return {};
  }

  std::shared_ptr<Wire> wire_;
};

// How Beast's WebSocket ends a connection: when it was too long idle, and after its handshake.
inline void beast_close_socket(Channel& channel) { channel.wire().cut(); }

inline void teardown(boost::beast::role_type /*role*/, Channel& channel, error_code& error) {
  channel.wire().socket().shutdown(Tcp::socket::shutdown_both, error);
}

template <typename Handler>
void async_teardown(boost::beast::role_type role, Channel& channel, Handler&& handler) {
  error_code error;
  teardown(role, channel, error);
  asio::post(channel.get_executor(),
             [held = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler))] {
               std::move (*held)(error_code());
             });
}

}  // namespace echatim

#endif  // ECHATIM_NET_WIRE_H_
