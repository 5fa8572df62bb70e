#include "net/network_watch.h"

#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "net/io.h"

namespace echatim {
namespace {

// The addresses by which others can be reached, as bytes after their interface's name.
std::set<std::string> addresses() {
  std::set<std::string> found;
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return found;
  for (const ifaddrs* each = list; each != nullptr; each = each->ifa_next) {
    const unsigned flags = each->ifa_flags;
    if (each->ifa_addr == nullptr || (flags & IFF_LOOPBACK) != 0 || (flags & IFF_UP) == 0 ||
        (flags & IFF_RUNNING) == 0)
      continue;
    const int family = each->ifa_addr->sa_family;
    const std::size_t size = family == AF_INET    ? sizeof(sockaddr_in)
                             : family == AF_INET6 ? sizeof(sockaddr_in6)
                                                  : 0;
    if (size == 0) continue;
    found.insert(std::string(each->ifa_name) + ' ' +
                 std::string(reinterpret_cast<const char*>(each->ifa_addr), size));
  }
  freeifaddrs(list);
  return found;
}

int open_netlink() {
  const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  if (fd < 0) return -1;
  sockaddr_nl address = {};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

}  // namespace

class NetworkWatch::State : public std::enable_shared_from_this<State> {
 public:
  State(Loop& loop, std::function<void(bool)> changed)
      : descriptor_(loop.io().context), changed_(std::move(changed)), known_(addresses()) {}

  void start() {
    const int fd = open_netlink();
    if (fd < 0) return;
    descriptor_.assign(fd);
    wait();
  }

  void stop() {
    changed_ = nullptr;
    error_code ignored;
    descriptor_.close(ignored);
  }

 private:
  void wait() {
    descriptor_.async_wait(asio::posix::stream_descriptor::wait_read,
                           [self = shared_from_this()](error_code error) {
                             if (error || !self->changed_) return;
                             if (!self->drain()) return self->stop();
                             self->wait();
                             self->look();
                           });
  }

  // What the messages say does not matter: one that was lost for want of room would be missed.
  bool drain() {
    std::array<char, 8192> bytes;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    for (;;) {
      if (recv(descriptor_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT) >= 0)
        continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) return true;
      if (errno != ENOBUFS && errno != EINTR) return false;
    }
  }

  void look() {
    std::set<std::string> now = addresses();
    if (now == known_) return;
    known_ = std::move(now);
    // A copy: it may stop the watch.
    const std::function<void(bool)> changed = changed_;
    changed(!known_.empty());
  }

  asio::posix::stream_descriptor descriptor_;
  std::function<void(bool)> changed_;
  std::set<std::string> known_;
};

NetworkWatch::NetworkWatch(Loop& loop, std::function<void(bool)> changed)
    : state_(std::make_shared<State>(loop, std::move(changed))) {
  state_->start();
}

NetworkWatch::~NetworkWatch() { state_->stop(); }

}  // namespace echatim
