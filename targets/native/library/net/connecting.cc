#include "net/connecting.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/detail/base64.hpp>
#include <boost/beast/http/read.hpp>
#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "net/io.h"
#include "net/look_up.h"
#include "net/url.h"
#include "net/wire.h"

namespace echatim {
namespace {

class PlainWire : public Wire {
 public:
  explicit PlainWire(Tcp::socket socket) : socket_(std::move(socket)) {}
  void read(asio::mutable_buffer buffer, Done done) override {
    socket_.async_read_some(buffer, std::move(done));
  }
  void write(asio::const_buffer buffer, Done done) override {
    socket_.async_write_some(buffer, std::move(done));
  }
  Tcp::socket& socket() override { return socket_; }

 private:
  Tcp::socket socket_;
};

// In place of one that was open. Asio's own way leaves it open to a child's program.
error_code open_socket(Tcp::socket& socket, const Tcp& protocol) {
  error_code error;
  socket.close(error);
  const int fd = ::socket(protocol.family(), protocol.type() | SOCK_CLOEXEC, protocol.protocol());
  if (fd < 0) return {errno, asio::error::get_system_category()};
  socket.assign(protocol, fd, error);
  if (error) close(fd);
  return error;
}

}  // namespace

std::shared_ptr<Wire> plain_wire(Tcp::socket socket) {
  return std::make_shared<PlainWire>(std::move(socket));
}

class Connecting::SecureWire : public Wire {
 public:
  SecureWire(Tcp::socket socket, asio::ssl::context& context)
      : stream_(std::move(socket), context) {}
  void read(asio::mutable_buffer buffer, Done done) override {
    stream_.async_read_some(buffer, std::move(done));
  }
  void write(asio::const_buffer buffer, Done done) override {
    stream_.async_write_some(buffer, std::move(done));
  }
  Tcp::socket& socket() override { return stream_.next_layer(); }
  Secure& stream() { return stream_; }

 private:
  Secure stream_;
};

std::string Connecting::Route::name() const {
  std::string name = target.is_secure ? "https://" : "http://";
  name += through == Through::kForward ? "*" : target.authority();
  if (through != Through::kNothing) name += " through " + proxy.user + '@' + proxy.authority();
  return name;
}

std::string proxy_authorization(const Url& proxy) {
  if (proxy.user.empty()) return {};
  namespace base64 = boost::beast::detail::base64;
  std::string encoded(base64::encoded_size(proxy.user.size()), '\0');
  encoded.resize(base64::encode(encoded.data(), proxy.user.data(), proxy.user.size()));
  return "Proxy-Authorization: Basic " + encoded + "\r\n";
}

Connecting::Connecting(Loop& loop, Tls& tls, Route route, Done done)
    : loop_(loop),
      tls_(tls),
      route_(std::move(route)),
      done_(std::move(done)),
      socket_(loop.io().context) {}

void Connecting::start() {
  error_code error;
  const auto address = asio::ip::make_address(peer().host, error);
  if (error) return resolve();
  loop_.post([self = shared_from_this(), endpoint = Tcp::endpoint(address, peer().port)] {
    self->resolved({endpoint});
  });
}

void Connecting::resolve() {
  // Not to be kept alive by a thread that is not the loop's.
  const std::string failure = look_up(
      peer().host, peer().port, loop_.poster(), [weak = weak_from_this()](const Found& found) {
        const auto self = weak.lock();
        if (!self) return;
        if (!found.failure.empty())
          return self->fail("can't resolve " + self->peer().host + ": " + found.failure);
        self->resolved(found.addresses);
      });
  if (failure.empty()) return;
  loop_.post([self = shared_from_this(), failure] { self->fail(failure); });
}

void Connecting::cancel() {
  done_ = nullptr;
  error_code ignored;
  socket_.close(ignored);
  if (plain_) plain_->cut();
  if (secure_) secure_->cut();
}

void Connecting::resolved(std::vector<Tcp::endpoint> addresses) {
  addresses_ = std::move(addresses);
  std::ranges::reverse(addresses_);
  connect(asio::error::not_found);
}

void Connecting::connect(error_code failed) {
  if (!done_) return;
  if (addresses_.empty())
    return fail("can't connect to " + peer().authority() + ": " + failed.message());
  const Tcp::endpoint address = addresses_.back();
  addresses_.pop_back();
  if (const error_code unopened = open_socket(socket_, address.protocol()))
    return connect(unopened);
  socket_.async_connect(address, [self = shared_from_this()](error_code error) {
    if (error) return self->connect(error);
    self->connected();
  });
}

void Connecting::connected() {
  if (!done_) return;
  error_code ignored;
  socket_.set_option(Tcp::no_delay(true), ignored);
  if (route_.through == Through::kTunnel) return ask_proxy();
  if (route_.target.is_secure) return secure();
  succeed(plain_wire(std::move(socket_)));
}

void Connecting::ask_proxy() {
  request_ = "CONNECT " + route_.target.authority() +
             " HTTP/1.1\r\nHost: " + route_.target.authority() + "\r\n" +
             proxy_authorization(route_.proxy) + "\r\n";
  plain_ = plain_wire(std::move(socket_));
  answer_ = std::make_unique<boost::beast::http::response_parser<boost::beast::http::empty_body>>();
  answer_->skip(true);
  auto channel = std::make_shared<Channel>(plain_);
  asio::async_write(*channel, asio::buffer(request_),
                    [self = shared_from_this(), channel](error_code failed, std::size_t /*size*/) {
                      if (failed) return self->proxy_answered(failed);
                      boost::beast::http::async_read_header(
                          *channel, self->buffer_, *self->answer_,
                          [self, channel](error_code error, std::size_t /*size*/) {
                            self->proxy_answered(error);
                          });
                    });
}

void Connecting::proxy_answered(error_code error) {
  if (!done_) return;
  const std::string proxy = "the proxy " + route_.proxy.authority();
  if (error) return fail(proxy + " does not answer: " + error.message());
  const unsigned status = answer_->get().result_int();
  if (status / 100 != 2)
    return fail(proxy + " does not connect to " + route_.target.authority() + ": HTTP " +
                std::to_string(status));
  // The peer behind it has nothing to say before it is spoken to.
  if (buffer_.size() > 0) return fail(proxy + " speaks out of turn");
  if (!route_.target.is_secure) return succeed(std::move(plain_));
  socket_ = std::move(plain_->socket());
  plain_.reset();
  secure();
}

void Connecting::secure() {
  const std::string& host = route_.target.host;
  secure_ = std::make_shared<SecureWire>(std::move(socket_), tls_.context().ssl);
  SSL* ssl = secure_->stream().native_handle();
  error_code is_name;
  asio::ip::make_address(host, is_name);
  // An address is no name to indicate (RFC 6066, 3).
  if (is_name) SSL_set_tlsext_host_name(ssl, host.c_str());
  secure_->stream().set_verify_callback(asio::ssl::host_name_verification(host));
  secure_->stream().async_handshake(
      asio::ssl::stream_base::client, [self = shared_from_this(), ssl](error_code failed) {
        if (!self->done_) return;
        if (!failed) return self->succeed(std::move(self->secure_));
        // What the check of names refuses OpenSSL has no word for.
        const long result = SSL_get_verify_result(ssl);
        std::string words = failed.message();
        if (result == X509_V_ERR_UNSPECIFIED) {
          words = "its certificate is for another host";
        } else if (result != X509_V_OK) {
          words = std::string("its certificate is not trusted: ") +
                  X509_verify_cert_error_string(result);
        }
        self->fail("no TLS with " + self->route_.target.authority() + ": " + words);
      });
}

void Connecting::fail(const std::string& words) {
  if (!done_) return;
  std::exchange(done_, nullptr)(words, nullptr);
}

void Connecting::succeed(std::shared_ptr<Wire> wire) {
  if (!done_) return;
  std::exchange(done_, nullptr)({}, std::move(wire));
}

}  // namespace echatim
