// The way to a server: its addresses one after the other, through a proxy where the environment
// names one, with TLS where the address says so. Host names are checked.

#ifndef ECHATIM_NET_CONNECTING_H_
#define ECHATIM_NET_CONNECTING_H_

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/io.h"
#include "net/tls_context.h"
#include "net/url.h"
#include "net/wire.h"

namespace echatim {

class Connecting : public std::enable_shared_from_this<Connecting> {
 public:
  // `failure`: "" when there is a wire, else why there is none, in words for a developer.
  using Done = std::function<void(std::string failure, std::shared_ptr<Wire> wire)>;

  enum class Through { kNothing, kTunnel, kForward };
  struct Route {
    Url target;
    Url proxy;  // unless through nothing
    // kTunnel: the proxy connects us; kForward: it reads the request itself.
    Through through = Through::kNothing;

    // Requests of equal routes may share a wire.
    [[nodiscard]] std::string name() const;
  };

  Connecting(Loop& loop, Tls& tls, Route route, Done done);

  void start();
  // `done` is not called any more.
  void cancel();

 private:
  using Secure = asio::ssl::stream<Tcp::socket>;
  class SecureWire;

  void resolve();
  void resolved(std::vector<Tcp::endpoint> addresses);
  // To the next of them, from the end; `failed` says what was wrong with the one before.
  void connect(error_code failed);
  void connected();
  void ask_proxy();
  void proxy_answered(error_code error);
  void secure();
  void fail(const std::string& words);
  void succeed(std::shared_ptr<Wire> wire);
  // Where the connection itself goes.
  [[nodiscard]] const Url& peer() const {
    return route_.through == Through::kNothing ? route_.target : route_.proxy;
  }

  Loop& loop_;
  Tls& tls_;
  Route route_;
  Done done_;
  std::vector<Tcp::endpoint> addresses_;  // not tried yet, the last one first
  Tcp::socket socket_;
  std::string request_;  // to the proxy
  boost::beast::flat_buffer buffer_;
  std::unique_ptr<boost::beast::http::response_parser<boost::beast::http::empty_body>> answer_;
  std::shared_ptr<Wire> plain_;
  std::shared_ptr<SecureWire> secure_;
};

// `Proxy-Authorization: …` with its line end, or "".
[[nodiscard]] std::string proxy_authorization(const Url& proxy);

}  // namespace echatim

#endif  // ECHATIM_NET_CONNECTING_H_
