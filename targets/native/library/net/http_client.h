// HTTP/1.1: any number of requests at a time, on connections that are kept. Redirects that keep the
// method (307, 308) are followed; every other status is an answer. A request that was sent is never
// sent again.
//
// Limits: a header of 64 KiB, a body of 32 MiB, 5 redirects.

#ifndef ECHATIM_NET_HTTP_CLIENT_H_
#define ECHATIM_NET_HTTP_CLIENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "net/http_request.h"
#include "net/network.h"

namespace echatim {

class HttpClient {
 public:
  explicit HttpClient(Network& network);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  // `done` comes once, never from within this call.
  std::uint64_t start(HttpRequest request, HttpProgress progress, HttpDone done);
  // Nothing comes any more.
  void cancel(std::uint64_t request);
  // How many are under way.
  [[nodiscard]] std::size_t count() const;
  // Closes the connections that wait.
  void rest();

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_HTTP_CLIENT_H_
