#ifndef ECHATIM_NET_ROUTE_H_
#define ECHATIM_NET_ROUTE_H_

#include <optional>
#include <string>

#include "net/connecting.h"
#include "net/network.h"
#include "net/url.h"

namespace echatim {

// The way to `target`; nullopt with `failure` when the environment names a proxy of another kind.
// A proxy forwards plain requests, and is asked for a tunnel for everything else.
[[nodiscard]] std::optional<Connecting::Route> route_to(const Url& target, const Network& network,
                                                        std::string& failure);

}  // namespace echatim

#endif  // ECHATIM_NET_ROUTE_H_
