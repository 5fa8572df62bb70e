// The addresses that the SDK makes: `http`, `https`, `ws` and `wss`, escaped, without fragment.

#ifndef ECHATIM_NET_URL_H_
#define ECHATIM_NET_URL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace echatim {

struct Url {
  bool is_secure = false;
  bool is_socket = false;  // ws or wss
  std::string user;        // "name:password", unescaped; of proxies
  std::string host;        // an IPv6 address without brackets
  std::uint16_t port = 0;
  std::string target;  // path and query

  // Host and port as CONNECT names them.
  [[nodiscard]] std::string authority() const;
  // As the header `Host` says it: the usual port is left out.
  [[nodiscard]] std::string host_header() const;
  [[nodiscard]] std::string text() const;
};

// nullopt for what is none of these.
[[nodiscard]] std::optional<Url> read_url(std::string_view text);

// What a `Location` means at `base`.
[[nodiscard]] std::optional<Url> resolve_url(const Url& base, std::string_view location);

}  // namespace echatim

#endif  // ECHATIM_NET_URL_H_
