#include "net/url.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace echatim {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return result;
}

int hex(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      result.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
      i += 2;
    } else {
      result.push_back(text[i]);
    }
  }
  return result;
}

// Such a character in a request would end its line, or the part before it.
bool is_clean(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) {
    return static_cast<unsigned char>(letter) > 0x20 && letter != 0x7F;
  });
}

bool read_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

std::string in_brackets(const std::string& host) {
  return host.find(':') == std::string::npos ? host : '[' + host + ']';
}

}  // namespace

std::string Url::authority() const { return in_brackets(host) + ':' + std::to_string(port); }

std::string Url::host_header() const {
  return port == (is_secure ? 443 : 80) ? in_brackets(host) : authority();
}

std::string Url::text() const {
  const std::string_view scheme =
      is_socket ? (is_secure ? "wss" : "ws") : (is_secure ? "https" : "http");
  return std::string(scheme) + "://" + host_header() + target;
}

std::optional<Url> read_url(std::string_view text) {
  if (!is_clean(text)) return std::nullopt;
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string scheme = lower(text.substr(0, colon));
  Url url;
  url.is_secure = scheme == "https" || scheme == "wss";
  url.is_socket = scheme == "ws" || scheme == "wss";
  if (!url.is_secure && !url.is_socket && scheme != "http") return std::nullopt;
  text.remove_prefix(colon + 3);
  text = text.substr(0, text.find('#'));
  const std::size_t path = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, path);
  url.target = text.substr(path);
  if (url.target.empty() || url.target[0] == '?') url.target.insert(0, "/");
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.user = unescaped(authority.substr(0, at));
    authority.remove_prefix(at + 1);
  }
  url.port = url.is_secure ? 443 : 80;
  std::string_view rest;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    url.host = lower(authority.substr(1, end - 1));
    // Brackets are for IPv6 addresses alone (RFC 3986, 3.2.2).
    if (url.host.find(':') == std::string::npos) return std::nullopt;
    rest = authority.substr(end + 1);
  } else {
    const std::size_t end = std::min(authority.find(':'), authority.size());
    url.host = lower(authority.substr(0, end));
    rest = authority.substr(end);
  }
  if (url.host.empty() || url.host.find_first_of("[]") != std::string::npos) return std::nullopt;
  if (!rest.empty() && (rest[0] != ':' || !read_port(rest.substr(1), url.port)))
    return std::nullopt;
  return url;
}

std::optional<Url> resolve_url(const Url& base, std::string_view location) {
  if (!is_clean(location) || location.empty()) return std::nullopt;
  if (location.starts_with("//")) {
    return read_url(std::string(base.is_secure ? "https:" : "http:") + std::string(location));
  }
  if (location.find("://") != std::string_view::npos) return read_url(location);
  Url url = base;
  location = location.substr(0, location.find('#'));
  if (location.starts_with('/')) {
    url.target = location;
  } else {
    const std::string path = base.target.substr(0, base.target.find('?'));
    url.target = path.substr(0, path.rfind('/') + 1) + std::string(location);
  }
  return url;
}

}  // namespace echatim
