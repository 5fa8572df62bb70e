#include "net/idle_wires.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "net/io.h"
#include "net/wire.h"

namespace echatim {
namespace {

constexpr std::size_t kMost = 16;

// Nobody has anything to say on a connection that waits: what can be read is its end.
bool is_quiet(Wire& wire) {
  char byte = 0;
  const ssize_t count =
      recv(wire.socket().native_handle(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT);
  return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace

std::shared_ptr<Wire> IdleWires::take(const std::string& route) {
  sweep();
  // The last one that was put is the least likely to be closed.
  for (auto idle = idle_.rbegin(); idle != idle_.rend(); ++idle) {
    if (idle->route != route) continue;
    std::shared_ptr<Wire> wire = std::move(idle->wire);
    idle_.erase(std::next(idle).base());
    return wire;
  }
  return nullptr;
}

void IdleWires::put(const std::string& route, std::shared_ptr<Wire> wire,
                    std::chrono::seconds keep) {
  if (keep.count() <= 0) return;
  if (idle_.size() == kMost) idle_.pop_front();
  idle_.push_back({route, std::move(wire), std::chrono::steady_clock::now() + keep});
  sweep_later();
}

void IdleWires::clear() {
  idle_.clear();
  waits_ = false;
  timer_.cancel();
}

void IdleWires::sweep() {
  const Time now = std::chrono::steady_clock::now();
  idle_.remove_if([&](const Idle& idle) { return idle.until <= now || !is_quiet(*idle.wire); });
}

void IdleWires::sweep_later() {
  if (waits_ || idle_.empty()) return;
  waits_ = true;
  const auto next = std::ranges::min_element(idle_, {}, &Idle::until);
  timer_.expires_at(next->until);
  timer_.async_wait([this](error_code error) {
    // Aborted: cleared, or gone altogether.
    if (error) return;
    waits_ = false;
    sweep();
    sweep_later();
  });
}

}  // namespace echatim
