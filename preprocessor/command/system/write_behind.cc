#include "command/system/write_behind.h"

#include <cstddef>
#include <system_error>
#include <utility>

namespace iftrue {
namespace {

// How much is passed at once: two of these are all that waits.
constexpr std::size_t kBlock = std::size_t{256} * 1024;

}  // namespace

WriteBehind::WriteBehind(Sink sink) : sink_(std::move(sink)) {
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::system_error&) {
    // The bytes go to the sink at once.
  }
}

WriteBehind::~WriteBehind() { end(); }

void WriteBehind::write(std::string_view bytes) {
  if (!thread_.joinable()) return sink_(bytes);
  filling_ += bytes;
  if (filling_.size() >= kBlock) pass();
}

void WriteBehind::finish() {
  end();
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void WriteBehind::end() {
  if (!thread_.joinable()) return;
  pass();
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void WriteBehind::pass() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return passing_.empty(); });
  std::swap(filling_, passing_);
  lock.unlock();
  changed_.notify_all();
}

void WriteBehind::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ended_ || !passing_.empty(); });
    if (passing_.empty()) return;
    lock.unlock();
    try {
      if (!thrown_) sink_(passing_);
    } catch (...) {
      thrown_ = std::current_exception();
    }
    lock.lock();
    passing_.clear();
    changed_.notify_all();
  }
}

}  // namespace iftrue
