// Tells when the machine gets or loses its network: whether there is an interface that is up, with
// an address that others can reach. By rtnetlink.

#ifndef ECHATIM_NET_NETWORK_WATCH_H_
#define ECHATIM_NET_NETWORK_WATCH_H_

#include <functional>
#include <memory>

#include "net/loop.h"

namespace echatim {

class NetworkWatch {
 public:
  // `changed` also comes when another address is there than before, as after a walk to another
  // network. A kernel without rtnetlink never tells.
  NetworkWatch(Loop& loop, std::function<void(bool is_online)> changed);
  NetworkWatch(const NetworkWatch&) = delete;
  NetworkWatch& operator=(const NetworkWatch&) = delete;
  ~NetworkWatch();

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_NETWORK_WATCH_H_
