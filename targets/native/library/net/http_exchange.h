// One request with its answer, through redirects.

#ifndef ECHATIM_NET_HTTP_EXCHANGE_H_
#define ECHATIM_NET_HTTP_EXCHANGE_H_

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/connecting.h"
#include "net/form_file.h"
#include "net/http_request.h"
#include "net/idle_wires.h"
#include "net/io.h"
#include "net/network.h"
#include "net/url.h"
#include "net/wire.h"

namespace echatim {

class HttpExchange : public std::enable_shared_from_this<HttpExchange> {
 public:
  HttpExchange(Network& network, IdleWires& idle, HttpRequest request, HttpProgress progress,
               HttpDone done);

  void start();
  void cancel();

 private:
  using Parser = boost::beast::http::response_parser<boost::beast::http::string_body>;

  void go(const Url& url);
  [[nodiscard]] std::string open_file();
  [[nodiscard]] std::string head() const;
  void use(std::shared_ptr<Wire> wire);
  void write_more();
  void read();
  void answered(error_code error);
  [[nodiscard]] std::optional<Url> redirect() const;
  void give_back_wire();
  void finish(HttpAnswer answer);
  void fail(const std::string& words) { finish({words, 0, {}}); }

  Network& network_;
  IdleWires& idle_;
  HttpRequest request_;
  HttpProgress progress_;
  HttpDone done_;
  Url url_;
  Connecting::Route route_;
  std::shared_ptr<Connecting> connecting_;
  std::shared_ptr<Wire> wire_;
  std::optional<Channel> channel_;
  std::unique_ptr<FormFile> file_;
  std::string outgoing_;
  bool is_sent_ = false;
  boost::beast::flat_buffer buffer_;
  std::unique_ptr<Parser> parser_;
  int redirects_ = 0;
};

}  // namespace echatim

#endif  // ECHATIM_NET_HTTP_EXCHANGE_H_
