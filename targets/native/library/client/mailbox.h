// The callbacks that wait to be made. Anybody puts them in; one thread makes them: the client's
// own, or the one that polls, which a descriptor wakes.

#ifndef ECHATIM_CLIENT_MAILBOX_H_
#define ECHATIM_CLIENT_MAILBOX_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace echatim {

class Mailbox {
 public:
  // Returns how many callbacks of the program it made.
  using Letter = std::function<int()>;

  Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox();

  // -1 without one: too many files are open.
  [[nodiscard]] int fd() const { return fd_; }

  void put(Letter letter);
  // Waits for the first letter, for so many milliseconds, or without limit when negative.
  void wait(int timeout) const;
  // Opens those that are there now, while `goes_on()`. Returns the callbacks made.
  int deliver(const std::function<bool()>& goes_on);

 private:
  [[nodiscard]] Letter take();

  mutable std::mutex mutex_;
  std::deque<Letter> letters_;
  int fd_;
};

}  // namespace echatim

#endif  // ECHATIM_CLIENT_MAILBOX_H_
