// What the connections of a client have in common.

#ifndef ECHATIM_NET_NETWORK_H_
#define ECHATIM_NET_NETWORK_H_

#include "net/loop.h"
#include "net/proxies.h"
#include "net/tls.h"

namespace echatim {

struct Network {
  Loop& loop;
  Tls& tls;
  Proxies proxies;
};

}  // namespace echatim

#endif  // ECHATIM_NET_NETWORK_H_
