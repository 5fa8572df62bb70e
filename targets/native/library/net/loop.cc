#include "net/loop.h"

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "net/io.h"

namespace echatim {

Loop::Loop() : io_(std::make_unique<Io>()) {}
Loop::~Loop() = default;

void Loop::run(const std::function<void()>& after) {
  while (io_->context.run_one() > 0) after();
}

void Loop::stop() { io_->context.stop(); }

void Loop::end() {
  std::unique_ptr<Io> last;
  {
    const std::scoped_lock lock(mutex_);
    last = std::move(io_);
  }
  // Unlocked: what is freed here may post.
  last.reset();
}

void Loop::post(std::function<void()> work) {
  const std::scoped_lock lock(mutex_);
  if (io_) asio::post(io_->context, std::move(work));
}

}  // namespace echatim
