#include "net/http_client.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>

#include "net/http_exchange.h"
#include "net/http_request.h"
#include "net/idle_wires.h"
#include "net/io.h"
#include "net/network.h"

namespace echatim {

class HttpClient::State {
 public:
  explicit State(Network& shared_network)
      : network(shared_network), idle(shared_network.loop.io().context) {}

  Network& network;
  IdleWires idle;
  std::uint64_t last = 0;
  std::unordered_map<std::uint64_t, std::shared_ptr<HttpExchange>> exchanges;
};

HttpClient::HttpClient(Network& network) : state_(std::make_shared<State>(network)) {}

HttpClient::~HttpClient() {
  for (const auto& [id, exchange] : state_->exchanges) exchange->cancel();
}

std::uint64_t HttpClient::start(HttpRequest request, HttpProgress progress, HttpDone done) {
  const std::uint64_t id = ++state_->last;
  auto exchange = std::make_shared<HttpExchange>(
      state_->network, state_->idle, std::move(request), std::move(progress),
      [state = state_.get(), id, done = std::move(done)](HttpAnswer answer) {
        state->exchanges.erase(id);
        done(std::move(answer));
      });
  state_->exchanges.emplace(id, exchange);
  exchange->start();
  return id;
}

void HttpClient::cancel(std::uint64_t request) {
  const auto found = state_->exchanges.find(request);
  if (found == state_->exchanges.end()) return;
  const std::shared_ptr<HttpExchange> exchange = std::move(found->second);
  state_->exchanges.erase(found);
  exchange->cancel();
}

std::size_t HttpClient::count() const { return state_->exchanges.size(); }

void HttpClient::rest() { state_->idle.clear(); }

}  // namespace echatim
