// Timers that ring once.

#ifndef ECHATIM_NET_TIMERS_H_
#define ECHATIM_NET_TIMERS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "net/loop.h"

namespace echatim {

class Timers {
 public:
  explicit Timers(Loop& loop);
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;
  ~Timers();

  // Never from within this call.
  std::uint64_t start(std::chrono::milliseconds delay, std::function<void()> ring);
  void stop(std::uint64_t timer);
  void stop_all();
  [[nodiscard]] std::size_t count() const;

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_TIMERS_H_
