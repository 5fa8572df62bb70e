#ifndef ECHATIM_NET_HTTP_REQUEST_H_
#define ECHATIM_NET_HTTP_REQUEST_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace echatim {

// A file that is sent as the one field of a form.
struct FilePart {
  std::string field;
  std::string path;
  std::string file_name;  // that the server is told
};

struct HttpRequest {
  std::string method;
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<FilePart> file;  // in place of the body
};

struct HttpAnswer {
  std::string failure;  // why there is none, in words for a developer; "" when there is one
  unsigned status = 0;
  std::string body;
};

using HttpDone = std::function<void(HttpAnswer)>;
// Bytes of the file sent so far, and its size.
using HttpProgress = std::function<void(std::uint64_t sent, std::uint64_t total)>;

}  // namespace echatim

#endif  // ECHATIM_NET_HTTP_REQUEST_H_
