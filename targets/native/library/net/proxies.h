// The proxies that the environment names, as curl reads them: `http_proxy`, `https_proxy` (also for
// ws and wss), `all_proxy`, `no_proxy`, the latter three in capitals, too. Plain HTTP proxies only.

#ifndef ECHATIM_NET_PROXIES_H_
#define ECHATIM_NET_PROXIES_H_

#include <string>

#include "net/url.h"

namespace echatim {

class Proxies {
 public:
  [[nodiscard]] static Proxies of_environment();
  Proxies(std::string http, std::string https, std::string none);

  // The proxy on the way to `target`, or "".
  [[nodiscard]] std::string of(const Url& target) const;

 private:
  std::string http_;
  std::string https_;
  std::string none_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_PROXIES_H_
