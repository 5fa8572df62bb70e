#include "net/route.h"

#include <optional>
#include <string>

#include "net/connecting.h"
#include "net/network.h"
#include "net/url.h"

namespace echatim {

std::optional<Connecting::Route> route_to(const Url& target, const Network& network,
                                          std::string& failure) {
  Connecting::Route route{target, {}, Connecting::Through::kNothing};
  std::string named = network.proxies.of(target);
  if (named.empty()) return route;
  if (named.find("://") == std::string::npos) named.insert(0, "http://");
  const std::optional<Url> proxy = read_url(named);
  if (!proxy || proxy->is_secure || proxy->is_socket) {
    failure = "the environment's proxy for " + target.host + " is no http:// address";
    return std::nullopt;
  }
  route.proxy = *proxy;
  route.through = target.is_secure || target.is_socket ? Connecting::Through::kTunnel
                                                       : Connecting::Through::kForward;
  return route;
}

}  // namespace echatim
