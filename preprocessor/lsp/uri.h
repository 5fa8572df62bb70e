// Addresses of files as a client writes them: file:///home/a%20b.ts (RFC 8089).

#ifndef IFTRUE_LSP_URI_H_
#define IFTRUE_LSP_URI_H_

#include <optional>
#include <string>
#include <string_view>

namespace iftrue {

// The absolute path of a file on this machine, without "." and ".." in it; nothing for another
// address.
[[nodiscard]] std::optional<std::string> path_of_uri(std::string_view uri);

// The address of an absolute path.
[[nodiscard]] std::string uri_of_path(std::string_view path);

}  // namespace iftrue

#endif  // IFTRUE_LSP_URI_H_
