#include "client/mailbox.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>

namespace echatim {

Mailbox::Mailbox() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Mailbox::~Mailbox() {
  if (fd_ >= 0) close(fd_);
}

void Mailbox::put(Letter letter) {
  const std::scoped_lock lock(mutex_);
  letters_.push_back(std::move(letter));
  // Readable exactly while there are some.
  if (letters_.size() == 1) static_cast<void>(eventfd_write(fd_, 1));
}

void Mailbox::wait(int timeout) const {
  pollfd watched = {fd_, POLLIN, 0};
  // Who is woken by a signal before its time looks at the clock, and comes again.
  poll(&watched, 1, timeout);
}

Mailbox::Letter Mailbox::take() {
  const std::scoped_lock lock(mutex_);
  if (letters_.empty()) return nullptr;
  Letter letter = std::move(letters_.front());
  letters_.pop_front();
  eventfd_t ignored = 0;
  if (letters_.empty()) static_cast<void>(eventfd_read(fd_, &ignored));
  return letter;
}

int Mailbox::deliver(const std::function<bool()>& goes_on) {
  std::size_t count = 0;
  {
    const std::scoped_lock lock(mutex_);
    count = letters_.size();
  }
  int made = 0;
  for (; count > 0 && goes_on(); --count) {
    const Letter letter = take();
    if (!letter) break;
    made += letter();
  }
  return made;
}

}  // namespace echatim
