#include "net/web_sockets.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "net/network.h"
#include "net/web_socket.h"

namespace echatim {

class WebSockets::State {
 public:
  explicit State(Network& shared_network) : network(shared_network) {}

  Network& network;
  std::uint64_t last = 0;
  std::unordered_map<std::uint64_t, std::shared_ptr<WebSocket>> sockets;
};

WebSockets::WebSockets(Network& network) : state_(std::make_unique<State>(network)) {}

WebSockets::~WebSockets() {
  const auto sockets = state_->sockets;
  for (const auto& [id, socket] : sockets) socket->cut();
}

std::uint64_t WebSockets::open(const std::string& url, SocketEvents events) {
  const std::uint64_t id = ++state_->last;
  const auto gone = [state = state_.get(), id] { state->sockets.erase(id); };
  auto socket = std::make_shared<WebSocket>(state_->network, std::move(events), gone);
  state_->sockets.emplace(id, socket);
  socket->open(url);
  return id;
}

void WebSockets::send(std::uint64_t socket, SocketData data) {
  if (const auto found = state_->sockets.find(socket); found != state_->sockets.end())
    found->second->send(std::move(data));
}

void WebSockets::close(std::uint64_t socket) {
  const auto found = state_->sockets.find(socket);
  if (found == state_->sockets.end()) return;
  // Closing may take it out of the map.
  const std::shared_ptr<WebSocket> held = found->second;
  held->close();
}

std::size_t WebSockets::count() const { return state_->sockets.size(); }

}  // namespace echatim
