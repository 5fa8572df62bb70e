#include "net/http_exchange.h"

#include <algorithm>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/read.hpp>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "echatim.h"
#include "net/connecting.h"
#include "net/form_file.h"
#include "net/http_request.h"
#include "net/io.h"
#include "net/route.h"
#include "net/url.h"
#include "net/wire.h"

namespace echatim {
namespace {

namespace http = boost::beast::http;

constexpr std::uint32_t kHeaderLimit = 64UL * 1024;
constexpr std::uint64_t kBodyLimit = 32UL * 1024 * 1024;
constexpr int kMostRedirects = 5;
// Shorter than any server's that does not tell.
constexpr std::chrono::seconds kKeep{4};
constexpr std::chrono::seconds kLongestKeep{60};

bool has_line_end(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

// From `Keep-Alive: timeout=5`, a second less for the way.
std::chrono::seconds keep_of(std::string_view field) {
  const std::string_view name = "timeout=";
  const std::size_t at = field.find(name);
  if (at == std::string_view::npos) return kKeep;
  const std::string_view digits = field.substr(at + name.size());
  int seconds = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (read.ec != std::errc()) return kKeep;
  return std::clamp(std::chrono::seconds(seconds - 1), std::chrono::seconds(0), kLongestKeep);
}

}  // namespace

HttpExchange::HttpExchange(Network& network, IdleWires& idle, HttpRequest request,
                           HttpProgress progress, HttpDone done)
    : network_(network),
      idle_(idle),
      request_(std::move(request)),
      progress_(std::move(progress)),
      done_(std::move(done)) {}

void HttpExchange::start() {
  asio::post(network_.loop.io().context, [self = shared_from_this()] {
    if (!self->done_) return;
    const std::optional<Url> url = read_url(self->request_.url);
    if (!url || url->is_socket) return self->fail("no address that HTTP goes to");
    for (const auto& [name, value] : self->request_.headers)
      if (has_line_end(name) || has_line_end(value)) return self->fail("a header holds a line end");
    self->go(*url);
  });
}

void HttpExchange::cancel() {
  done_ = nullptr;
  if (connecting_) connecting_->cancel();
  if (wire_) wire_->cut();
}

void HttpExchange::go(const Url& url) {
  url_ = url;
  std::string failure;
  const auto route = route_to(url, network_, failure);
  if (!route) return fail(failure);
  route_ = *route;
  if (failure = open_file(); !failure.empty()) return fail(failure);
  if (std::shared_ptr<Wire> wire = idle_.take(route_.name())) return use(std::move(wire));
  connecting_ = std::make_shared<Connecting>(
      network_.loop, network_.tls, route_,
      [self = shared_from_this()](const std::string& words, std::shared_ptr<Wire> wire) {
        self->connecting_.reset();
        if (!wire) return self->fail(words);
        self->use(std::move(wire));
      });
  connecting_->start();
}

std::string HttpExchange::open_file() {
  if (!request_.file) return {};
  file_ = std::make_unique<FormFile>();
  return file_->open(*request_.file);
}

std::string HttpExchange::head() const {
  const bool forwarded = route_.through == Connecting::Through::kForward;
  std::string head = request_.method + ' ' + (forwarded ? url_.text() : url_.target) +
                     " HTTP/1.1\r\nHost: " + url_.host_header() + "\r\nUser-Agent: libechatim/" +
                     echatim_version() + "\r\n";
  if (forwarded) head += proxy_authorization(route_.proxy);
  for (const auto& [name, value] : request_.headers)
    head.append(name).append(": ").append(value).append("\r\n");
  if (file_) head += "Content-Type: " + file_->content_type() + "\r\n";
  const std::uint64_t length = file_ ? file_->length() : request_.body.size();
  return head + "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

void HttpExchange::use(std::shared_ptr<Wire> wire) {
  wire_ = std::move(wire);
  channel_.emplace(wire_);
  parser_ = std::make_unique<Parser>();
  parser_->header_limit(kHeaderLimit);
  parser_->body_limit(kBodyLimit);
  outgoing_ = head();
  if (!file_) outgoing_ += request_.body;
  is_sent_ = false;
  // At the same time: a server may answer, and close, before it has read all.
  write_more();
  read();
}

void HttpExchange::write_more() {
  asio::async_write(
      *channel_, asio::buffer(outgoing_),
      [self = shared_from_this(), wire = wire_](error_code error, std::size_t /*size*/) {
        // A failure shows when the answer is read, or there is an answer.
        if (error || !self->done_ || wire != self->wire_) return;
        if (!self->file_) {
          self->is_sent_ = true;
          return;
        }
        const bool reports = self->file_->file_sent() > 0 && self->progress_;
        const std::uint64_t sent = self->file_->file_sent();
        std::string_view piece;
        if (const std::string failure = self->file_->next(piece); !failure.empty())
          return self->fail(failure);
        if (piece.empty()) {
          self->is_sent_ = true;
          return;
        }
        self->outgoing_.assign(piece);
        self->write_more();
        if (reports) self->progress_(sent, self->file_->file_size());
      });
}

void HttpExchange::read() {
  http::async_read(
      *channel_, buffer_, *parser_,
      [self = shared_from_this(), wire = wire_](error_code error, std::size_t /*size*/) {
        if (self->done_ && wire == self->wire_) self->answered(error);
      });
}

void HttpExchange::answered(error_code error) {
  const std::string peer = url_.authority();
  if (error == http::error::header_limit || error == http::error::body_limit)
    return fail("the answer of " + peer + " is too large");
  if (error == http::error::end_of_stream || error == http::error::partial_message ||
      error == asio::error::eof)
    return fail(peer + " closed the connection without an answer");
  if (error && error.category() == make_error_code(http::error::bad_version).category())
    return fail("the answer of " + peer + " is no HTTP: " + error.message());
  if (error) return fail("no answer from " + peer + ": " + error.message());
  const std::optional<Url> next = redirect();
  if (next && ++redirects_ > kMostRedirects) return fail(peer + " redirects without end");
  HttpAnswer answer{{}, parser_->get().result_int(), std::move(parser_->get().body())};
  give_back_wire();
  if (!next) return finish(std::move(answer));
  if (next->authority() != url_.authority() || next->is_secure != url_.is_secure)
    // Another server is not to learn the session's token.
    std::erase_if(request_.headers, [](const auto& header) {
      return boost::beast::iequals(header.first, "authorization");
    });
  go(*next);
}

std::optional<Url> HttpExchange::redirect() const {
  const unsigned status = parser_->get().result_int();
  // The others turn a POST into a GET: an answer to that is none to the request.
  if (status != 307 && status != 308) return std::nullopt;
  const auto location = parser_->get()[http::field::location];
  std::optional<Url> next = resolve_url(url_, {location.data(), location.size()});
  if (!next || next->is_socket || (url_.is_secure && !next->is_secure)) return std::nullopt;
  return next;
}

void HttpExchange::give_back_wire() {
  std::shared_ptr<Wire> wire = std::exchange(wire_, nullptr);
  if (!is_sent_ || !parser_->get().keep_alive() || buffer_.size() > 0) {
    wire->cut();
    buffer_.clear();
    return;
  }
  const auto field = parser_->get()["Keep-Alive"];
  idle_.put(route_.name(), std::move(wire), keep_of({field.data(), field.size()}));
}

void HttpExchange::finish(HttpAnswer answer) {
  if (wire_) wire_->cut();
  if (const HttpDone done = std::exchange(done_, nullptr)) done(std::move(answer));
}

}  // namespace echatim
