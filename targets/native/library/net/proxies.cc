#include "net/proxies.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "net/url.h"

namespace echatim {
namespace {

std::string first_of(std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return {};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

bool equal(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

// `example.org` stands for itself and what is below it, `*` for all.
bool covers(std::string_view entry, const Url& target) {
  if (entry == "*") return true;
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.empty()) return false;
  const std::string_view host = target.host;
  for (const std::string& exact : {target.host, target.authority(), '[' + target.host + ']'})
    if (equal(entry, exact)) return true;
  if (host.size() <= entry.size()) return false;
  const std::string_view end = host.substr(host.size() - entry.size());
  return host[host.size() - entry.size() - 1] == '.' && equal(end, entry);
}

}  // namespace

Proxies::Proxies(std::string http, std::string https, std::string none)
    : http_(std::move(http)), https_(std::move(https)), none_(std::move(none)) {}

Proxies Proxies::of_environment() {
  // Not HTTP_PROXY: in a CGI program that is what a client has sent.
  return {first_of({"http_proxy", "all_proxy", "ALL_PROXY"}),
          first_of({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}),
          first_of({"no_proxy", "NO_PROXY"})};
}

std::string Proxies::of(const Url& target) const {
  std::string_view rest = none_;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find_first_of(", "), rest.size());
    if (covers(trimmed(rest.substr(0, comma)), target)) return {};
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return target.is_secure ? https_ : http_;
}

}  // namespace echatim
