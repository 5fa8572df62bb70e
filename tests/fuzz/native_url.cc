// Any bytes as the addresses that libechatim reads: of a config, of a server's redirect, and of the
// environment's proxies.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/law.h"
#include "net/proxies.h"
#include "net/url.h"

namespace {

bool is_clean(std::string_view text) {
  for (const char letter : text)
    if (static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7F) return false;
  return true;
}

void check(const echatim::Url& url) {
  fuzz::require(!url.host.empty() && url.port != 0, "an address has a host and a port");
  fuzz::require(is_clean(url.target) && url.target.starts_with('/') && is_clean(url.host_header()),
                "no part of an address ends a line of a request");
  const std::optional<echatim::Url> again = echatim::read_url(url.text());
  fuzz::require(again && again->host == url.host && again->port == url.port &&
                    again->target == url.target && again->is_secure == url.is_secure,
                "an address is read as it is written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view first = text.substr(0, end);
  const std::string_view second = text.substr(std::min(end + 1, text.size()));
  const std::optional<echatim::Url> url = echatim::read_url(first);
  if (!url) return 0;
  check(*url);
  if (const auto next = echatim::resolve_url(*url, second)) check(*next);
  const echatim::Proxies proxies("http://p", "http://s", std::string(second));
  const std::string proxy = proxies.of(*url);
  fuzz::require(proxy.empty() || proxy == (url->is_secure ? "http://s" : "http://p"),
                "a proxy is one of the environment's");
  // A list's own signs have another meaning there.
  const std::string authority = url->authority();
  if (authority.find(',') == std::string::npos && !authority.starts_with('.'))
    fuzz::require(echatim::Proxies("http://p", "http://s", authority).of(*url).empty(),
                  "no_proxy with an address excepts it");
  return 0;
}
