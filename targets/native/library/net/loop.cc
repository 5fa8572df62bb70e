#include "net/loop.h"

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "net/io.h"

namespace echatim {

Loop::Loop() : io_(std::make_unique<Io>()), gate_(std::make_shared<Gate>()) {
  gate_->io = io_.get();
}

Loop::~Loop() { end(); }

void Loop::run(const std::function<void()>& after) {
  while (io_->context.run_one() > 0) after();
}

void Loop::stop() { io_->context.stop(); }

void Loop::end() {
  {
    const std::scoped_lock lock(gate_->mutex);
    gate_->io = nullptr;
  }
  // Unlocked: what is freed here may post.
  io_.reset();
}

void Loop::Gate::post(std::function<void()> work) {
  const std::scoped_lock lock(mutex);
  if (io != nullptr) asio::post(io->context, std::move(work));
}

}  // namespace echatim
