#include "lsp/uri.h"

#include <charconv>
#include <filesystem>

namespace iftrue {
namespace {

constexpr std::string_view kScheme = "file://";

// Characters of a path that stand for themselves (RFC 3986: unreserved, and the slash).
bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~' || c == '/';
}

// Nothing where an escape is none, or writes NUL, which no path holds.
std::optional<std::string> decoded(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      bytes += text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    unsigned byte = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (digits.size() < 2 || error != std::errc() || end != digits.data() + 2 || byte == 0) {
      return std::nullopt;
    }
    bytes += static_cast<char>(byte);
    i += 2;
  }
  return bytes;
}

}  // namespace

std::optional<std::string> path_of_uri(std::string_view uri) {
  if (!uri.starts_with(kScheme)) return std::nullopt;
  std::string_view rest = uri.substr(kScheme.size());
  // The part of the host is empty, or names this machine.
  if (constexpr std::string_view kHost = "localhost"; rest.starts_with(kHost)) {
    rest.remove_prefix(kHost.size());
  }
  if (!rest.starts_with('/')) return std::nullopt;
  auto path = decoded(rest.substr(0, rest.find_first_of("?#")));
  if (!path || path->find('\0') != std::string::npos) return std::nullopt;
  return std::filesystem::path(*path).lexically_normal().string();
}

std::string uri_of_path(std::string_view path) {
  std::string uri(kScheme);
  for (const char c : path) {
    if (is_plain(c)) {
      uri += c;
      continue;
    }
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += kDigits[byte >> 4U];
    uri += kDigits[byte & 0xFU];
  }
  return uri;
}

}  // namespace iftrue
