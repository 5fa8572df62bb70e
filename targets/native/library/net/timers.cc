#include "net/timers.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

#include "net/io.h"

namespace echatim {

struct Timers::Running {
  struct Timer {
    asio::steady_timer timer;
    std::function<void()> ring;
  };

  asio::io_context& context;
  std::uint64_t last = 0;
  std::unordered_map<std::uint64_t, Timer> timers;
};

Timers::Timers(Loop& loop)
    : running_(std::make_unique<Running>(Running{loop.io().context, 0, {}})) {}
Timers::~Timers() = default;

std::uint64_t Timers::start(std::chrono::milliseconds delay, std::function<void()> ring) {
  const std::uint64_t id = ++running_->last;
  auto& timer =
      running_->timers
          .try_emplace(id, Running::Timer{asio::steady_timer(running_->context), std::move(ring)})
          .first->second;
  timer.timer.expires_after(delay);
  timer.timer.async_wait([this, id](error_code error) {
    // One that is stopped when it has rung already is called without an error; one whose owner is
    // gone always has one.
    if (error) return;
    const auto found = running_->timers.find(id);
    if (found == running_->timers.end()) return;
    const std::function<void()> ring_now = std::move(found->second.ring);
    running_->timers.erase(found);
    ring_now();
  });
  return id;
}

void Timers::stop(std::uint64_t timer) { running_->timers.erase(timer); }
void Timers::stop_all() { running_->timers.clear(); }
std::size_t Timers::count() const { return running_->timers.size(); }

}  // namespace echatim
