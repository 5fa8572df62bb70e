#include "net/look_up.h"

#include <netdb.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <system_error>
#include <thread>

#include "net/io.h"
#include "net/loop.h"

namespace echatim {
namespace {

Found found(const std::string& host, std::uint16_t port) {
  addrinfo hints = {};
  hints.ai_flags = AI_ADDRCONFIG;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  const int status = getaddrinfo(host.c_str(), nullptr, &hints, &first);
  if (status == EAI_SYSTEM) return {std::generic_category().message(errno), {}};
  if (status != 0) return {gai_strerror(status), {}};
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(first, freeaddrinfo);
  Found result;
  for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
    Tcp::endpoint endpoint;
    endpoint.resize(each->ai_addrlen);
    std::memcpy(endpoint.data(), each->ai_addr, each->ai_addrlen);
    endpoint.port(port);
    result.addresses.push_back(endpoint);
  }
  return result;
}

}  // namespace

std::string look_up(const std::string& host, std::uint16_t port, const Loop::Poster& post,
                    const std::function<void(const Found&)>& done) {
  try {
    // It has the signals blocked that the client's thread has, which starts it.
    std::thread([host, port, post, done] {
      post([result = found(host, port), done] { done(result); });
    }).detach();
  } catch (const std::system_error& thrown) {
    return std::string("no thread to resolve a name: ") + thrown.what();
  }
  return {};
}

}  // namespace echatim
