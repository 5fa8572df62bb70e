// Connections that wait for another request to the same server.
//
// A server closes them after a while, and may do so just when a request is on its way: whether that
// was carried out is unknown then, so it is not sent again. Therefore a connection is kept less
// long than the server says it keeps it, and looked at before it is used.

#ifndef ECHATIM_NET_IDLE_WIRES_H_
#define ECHATIM_NET_IDLE_WIRES_H_

#include <chrono>
#include <list>
#include <memory>
#include <string>

#include "net/io.h"
#include "net/wire.h"

namespace echatim {

class IdleWires {
 public:
  explicit IdleWires(asio::io_context& context) : timer_(context) {}

  // nullptr when there is none that lives.
  [[nodiscard]] std::shared_ptr<Wire> take(const std::string& route);
  void put(const std::string& route, std::shared_ptr<Wire> wire, std::chrono::seconds keep);
  void clear();

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Idle {
    std::string route;
    std::shared_ptr<Wire> wire;
    Time until;
  };

  void sweep();
  void sweep_later();

  std::list<Idle> idle_;
  asio::steady_timer timer_;
  bool waits_ = false;
};

}  // namespace echatim

#endif  // ECHATIM_NET_IDLE_WIRES_H_
