// Any bytes as what a peer sends to libechatim on a connection: an HTTP answer, a proxy's, a
// WebSocket's handshake, and frames after a good one. Then the peer hangs up.

#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "echatim.h"
#include "engine/text.h"
#include "fuzz/law.h"
#include "net/http_client.h"
#include "net/loop.h"
#include "net/network.h"
#include "net/tls.h"
#include "net/web_sockets.h"

namespace {

// Takes connections on a thread of its own, one after the other.
class Peer {
 public:
  Peer() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    fuzz::require(bind(listener_, any, size) == 0 && listen(listener_, 16) == 0 &&
                      getsockname(listener_, any, &size) == 0,
                  "a peer has an address");
    address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    std::thread([this] {
      for (;;) serve();
    }).detach();
  }

  [[nodiscard]] const std::string& address() const { return address_; }

  // What the next connections get.
  void say(std::string_view bytes, bool shakes_hands) {
    const std::scoped_lock lock(mutex_);
    for (const int connection : std::exchange(connections_, {})) close(connection);
    bytes_ = bytes;
    shakes_hands_ = shakes_hands;
  }

 private:
  void serve() {
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    std::string request;
    std::array<char, 4096> piece = {};
    while (request.find("\r\n\r\n") == std::string::npos) {
      const ssize_t count = recv(connection, piece.data(), piece.size(), 0);
      if (count <= 0) break;
      request.append(piece.data(), static_cast<std::size_t>(count));
    }
    const std::scoped_lock lock(mutex_);
    const std::string answer = (shakes_hands_ ? handshake(request) : std::string()) + bytes_;
    send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
    shutdown(connection, SHUT_WR);
    // Closed now, with bytes that were not read, it would be reset.
    connections_.push_back(connection);
  }

  // RFC 6455, 4.2.2.
  static std::string handshake(std::string_view request) {
    constexpr std::string_view kName = "Sec-WebSocket-Key: ";
    const std::size_t at = request.find(kName);
    if (at == std::string_view::npos) return {};
    const std::string key =
        std::string(request.substr(at + kName.size(), 24)) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest = {};
    SHA1(reinterpret_cast<const unsigned char*>(key.data()), key.size(), digest.data());
    std::array<unsigned char, 32> accepted = {};
    const int size = EVP_EncodeBlock(accepted.data(), digest.data(), digest.size());
    return "HTTP/1.1 101 \r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: " +
           std::string(accepted.begin(), accepted.begin() + size) + "\r\n\r\n";
  }

  int listener_;
  std::string address_;
  std::mutex mutex_;
  std::string bytes_;
  bool shakes_hands_ = false;
  std::vector<int> connections_;
};

void request(echatim::Loop& loop, echatim::Network& network, const std::string& url) {
  int answers = 0;
  echatim::HttpClient client(network);
  client.start({"POST", url, {{"content-type", "text/plain"}}, "body", {}}, nullptr,
               [&](const echatim::HttpAnswer& answer) {
                 ++answers;
                 fuzz::require(answer.failure.empty() == (answer.status != 0),
                               "there is an answer, or words why not");
                 loop.stop();
               });
  loop.run([] {});
  fuzz::require(answers == 1 && client.count() == 0, "a request ends once");
}

void talk(echatim::Loop& loop, echatim::Network& network, const std::string& url) {
  bool is_open = false;
  bool is_over = false;
  echatim::WebSockets sockets(network);
  std::uint64_t id = 0;
  id = sockets.open(url, {[&] {
                            fuzz::require(!is_open && !is_over, "a socket opens once");
                            is_open = true;
                            sockets.send(id, {"hello", true});
                          },
                          [&](const echatim::SocketData& data) {
                            fuzz::require(is_open && !is_over, "messages come while it is open");
                            fuzz::require(!data.is_text || echatim::utf16_of(data.bytes),
                                          "text is UTF-8");
                          },
                          [&](int code, const std::string& reason) {
                            fuzz::require(!is_over, "a socket ends once");
                            fuzz::require(code != 1006 || !reason.empty(), "with words why");
                            is_over = true;
                            loop.stop();
                          }});
  loop.run([] {});
  fuzz::require(is_over && sockets.count() == 0, "a socket ends");
}

}  // namespace

// The library's is with its engine.
const char* echatim_version() { return "0"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Peer peer;
  static echatim::Tls tls;
  const std::string_view text = fuzz::text_of(data, size);
  if (text.empty()) return 0;
  enum { kHttp, kFrames, kHandshake, kTunnel };
  const int kind = text[0] & 3;
  peer.say(text.substr(1), kind == kFrames);
  const std::string& address = peer.address();
  // Where a redirect leads, too: a proxy is on the way to every name.
  const std::string proxy = kind == kHttp || kind == kTunnel ? "http://" + address : "";
  echatim::Loop loop;
  echatim::Network network{loop, tls, echatim::Proxies(proxy, proxy, "")};
  switch (kind) {
    case kHttp:
      request(loop, network, "http://a.test/b");
      break;
    case kTunnel:
      request(loop, network, "https://a.test/b");
      break;
    default:
      talk(loop, network, "ws://" + address + "/b");
  }
  loop.end();
  return 0;
}
