#include "net/web_socket.h"

#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/error.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "echatim.h"
#include "net/connecting.h"
#include "net/io.h"
#include "net/network.h"
#include "net/route.h"
#include "net/url.h"
#include "net/wire.h"

namespace echatim {
namespace {

namespace websocket = boost::beast::websocket;

constexpr std::size_t kMessageLimit = 16UL * 1024 * 1024;
constexpr std::size_t kOutgoingLimit = 32UL * 1024 * 1024;
constexpr int kAbnormal = 1006;

}  // namespace

WebSocket::WebSocket(Network& network, SocketEvents events, std::function<void()> gone)
    : network_(network),
      events_(std::move(events)),
      gone_(std::move(gone)),
      patience_(network.loop.io().context) {}

void WebSocket::open(const std::string& url) {
  asio::post(network_.loop.io().context, [self = shared_from_this(), url] {
    if (self->phase_ != Phase::kConnecting) return;
    const std::optional<Url> read = read_url(url);
    if (!read || !read->is_socket) return self->ended(kAbnormal, "no ws:// or wss:// address");
    self->url_ = *read;
    std::string failure;
    const auto route = route_to(*read, self->network_, failure);
    if (!route) return self->ended(kAbnormal, failure);
    self->connecting_ =
        std::make_shared<Connecting>(self->network_.loop, self->network_.tls, *route,
                                     [self](const std::string& words, std::shared_ptr<Wire> wire) {
                                       self->connecting_.reset();
                                       if (!wire) return self->ended(kAbnormal, words);
                                       self->shake_hands(std::move(wire));
                                     });
    self->connecting_->start();
  });
}

void WebSocket::shake_hands(std::shared_ptr<Wire> wire) {
  wire_ = std::move(wire);
  stream_.emplace(Channel(wire_));
  websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = std::chrono::seconds(30);
  // Twice as long without a byte: the connection is dead. socket.io's own pings are usually faster.
  timeout.idle_timeout = std::chrono::seconds(60);
  timeout.keep_alive_pings = true;
  stream_->set_option(timeout);
  stream_->set_option(websocket::stream_base::decorator([](websocket::request_type& request) {
    request.set(boost::beast::http::field::user_agent,
                std::string("libechatim/") + echatim_version());
  }));
  stream_->read_message_max(kMessageLimit);
  stream_->async_handshake(answer_, url_.host_header(), url_.target,
                           [self = shared_from_this()](error_code error) { self->opened(error); });
}

void WebSocket::opened(error_code error) {
  if (phase_ != Phase::kConnecting) return;
  if (error == websocket::error::upgrade_declined)
    return ended(kAbnormal, url_.authority() + " offers no WebSocket: HTTP " +
                                std::to_string(answer_.result_int()));
  if (error)
    return ended(kAbnormal, "no WebSocket with " + url_.authority() + ": " + error.message());
  phase_ = Phase::kOpen;
  read();
  events_->opened();
}

void WebSocket::read() {
  stream_->async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t /*size*/) {
    if (self->phase_ == Phase::kGone) return;
    if (error == websocket::error::closed) {
      const auto& reason = self->stream_->reason();
      return self->ended(reason.code == websocket::close_code::none ? 1005 : reason.code,
                         std::string(reason.reason.data(), reason.reason.size()));
    }
    if (error)
      return self->ended(
          kAbnormal, "the connection to " + self->url_.authority() + " broke: " + error.message());
    SocketData data{boost::beast::buffers_to_string(self->buffer_.data()),
                    self->stream_->got_text()};
    self->buffer_.clear();
    // Before the event, which may end this.
    self->read();
    if (self->events_) self->events_->received(std::move(data));
  });
}

void WebSocket::send(SocketData data) {
  if (phase_ != Phase::kOpen) return;
  outgoing_size_ += data.bytes.size();
  outgoing_.push_back(std::move(data));
  if (outgoing_size_ > kOutgoingLimit) {
    // Not from within this call.
    asio::post(network_.loop.io().context, [self = shared_from_this()] {
      self->ended(kAbnormal, "more waits to be sent than " + self->url_.authority() + " takes");
    });
    return;
  }
  if (outgoing_.size() == 1) write();
}

void WebSocket::write() {
  stream_->text(outgoing_.front().is_text);
  stream_->async_write(asio::buffer(outgoing_.front().bytes),
                       [self = shared_from_this()](error_code error, std::size_t /*size*/) {
                         // What is wrong the reading tells.
                         if (error || self->phase_ == Phase::kGone) return;
                         self->outgoing_size_ -= self->outgoing_.front().bytes.size();
                         self->outgoing_.pop_front();
                         if (!self->outgoing_.empty()) {
                           self->write();
                         } else if (self->phase_ == Phase::kClosing) {
                           self->say_goodbye();
                         }
                       });
}

void WebSocket::close() {
  events_.reset();
  if (phase_ == Phase::kConnecting) return cut();
  if (phase_ != Phase::kOpen) return;
  phase_ = Phase::kClosing;
  patience_.expires_after(std::chrono::seconds(3));
  patience_.async_wait([self = shared_from_this()](error_code error) {
    if (!error) self->cut();
  });
  if (outgoing_.empty()) say_goodbye();
}

void WebSocket::say_goodbye() {
  stream_->async_close(websocket::close_code::normal,
                       [self = shared_from_this()](error_code /*error*/) {
                         self->ended(websocket::close_code::normal, {});
                       });
}

void WebSocket::cut() {
  events_.reset();
  ended(kAbnormal, {});
}

void WebSocket::ended(int code, std::string reason) {
  if (phase_ == Phase::kGone) return;
  phase_ = Phase::kGone;
  const auto self = shared_from_this();
  patience_.cancel();
  if (connecting_) std::exchange(connecting_, nullptr)->cancel();
  if (wire_) wire_->cut();
  const std::optional<SocketEvents> events = std::exchange(events_, std::nullopt);
  std::exchange(gone_, nullptr)();
  if (events) events->closed(code, std::move(reason));
}

}  // namespace echatim
