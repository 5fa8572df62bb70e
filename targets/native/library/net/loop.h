// The event loop of one client's thread. Nothing of Boost is seen here: its headers take a minute
// to compile, and are read by this folder's files alone, which are compiled together.

#ifndef ECHATIM_NET_LOOP_H_
#define ECHATIM_NET_LOOP_H_

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace echatim {

class Loop {
 public:
  struct Io;

  Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  // Works until stop() is called; `after` is called after each piece of work.
  void run(const std::function<void()>& after);
  void stop();
  // Frees all that waits, on the thread that worked.
  void end();
  // From any thread. What is posted after the end is never done.
  void post(std::function<void()> work) { gate_->post(std::move(work)); }
  // Posts as post() does, also when the loop is no longer there.
  using Poster = std::function<void(std::function<void()> work)>;
  [[nodiscard]] Poster poster() const {
    return [gate = gate_](std::function<void()> work) { gate->post(std::move(work)); };
  }

  [[nodiscard]] Io& io() { return *io_; }

 private:
  struct Gate {
    std::mutex mutex;  // of the pointer, between post() and end()
    Io* io = nullptr;

    void post(std::function<void()> work);
  };

  std::unique_ptr<Io> io_;
  std::shared_ptr<Gate> gate_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_LOOP_H_
