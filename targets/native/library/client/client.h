// A client as programs have it, from any thread. What it does it does on its own thread; what it
// has to tell waits in the mailbox for the thread that makes the callbacks.

#ifndef ECHATIM_CLIENT_CLIENT_H_
#define ECHATIM_CLIENT_CLIENT_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "abi/error.h"
#include "client/mailbox.h"
#include "client/script.h"
#include "client/subscriptions.h"
#include "echatim.h"
#include "net/loop.h"
#include "net/timers.h"

namespace echatim {

class Client : public std::enable_shared_from_this<Client> {
 public:
  struct Callbacks {
    echatim_done done = nullptr;
    echatim_progress progress = nullptr;
    void* user_data = nullptr;
  };

  // Seconds of processor time. No turn of the SDK takes a thousandth of it.
  static constexpr double kTurn = 10;

  // nullptr with an error. `turn`: the longest that a turn of the script may take.
  [[nodiscard]] static std::shared_ptr<Client> create(const std::u16string& config,
                                                      echatim_delivery delivery,
                                                      std::optional<Error>& error,
                                                      double turn = kTurn);
  Client(echatim_delivery delivery, double turn);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() = default;

  // `fault`: of an argument; then nothing else happens.
  std::uint64_t begin(const char* name, Script::Argument options,
                      std::vector<Script::Argument> arguments, std::optional<Error> fault,
                      Callbacks callbacks);
  void cancel(std::uint64_t operation);
  std::uint64_t subscribe(Subscription subscription);
  void unsubscribe(std::uint64_t subscription);
  void close();
  void destroy();

  [[nodiscard]] echatim_state state() const { return state_; }
  [[nodiscard]] std::size_t pending() const { return pending_; }
  [[nodiscard]] int fd() const { return is_polled_ ? mailbox_.fd() : -1; }
  int poll(int timeout);

 private:
  void start(const std::u16string& config, std::optional<Error>& error);
  // On the client's thread:
  void work(const std::u16string& config, const std::function<void(std::optional<Error>)>& started);
  [[nodiscard]] ScriptEvents script_events();
  void after_work();
  void end_soon();
  void succeeded(std::uint64_t operation, std::string result);
  void failed(std::uint64_t operation, Error error);
  void progressed(std::uint64_t operation, std::uint64_t sent, std::uint64_t total);
  void happened(std::string event, std::string value, std::uint64_t number);
  void state_changed(std::string_view state);
  void died();
  void fail_all(const Error& error);
  void listen(const std::string& event);

  // Where the callbacks are made:
  void finish();
  void handled(std::uint64_t number);
  [[nodiscard]] bool is_polling_here() const {
    return polling_thread_ == std::this_thread::get_id();
  }

  const bool is_polled_;
  const double turn_;
  Loop loop_;
  Mailbox mailbox_;
  Subscriptions subscriptions_;
  std::thread thread_;
  std::atomic<std::uint64_t> last_operation_ = 0;
  std::atomic<echatim_state> state_ = ECHATIM_IDLE;
  std::atomic<std::size_t> pending_ = 0;
  // Whether destroy() was called: events are of no interest.
  std::atomic<bool> is_muted_ = false;

  // Messages that the script does not know to be handled.
  std::mutex handled_mutex_;
  std::vector<std::uint64_t> handled_;

  std::mutex poll_mutex_;
  std::condition_variable poll_ended_;
  bool is_polling_ = false;
  std::atomic<std::thread::id> polling_thread_ = std::thread::id();
  bool is_ended_here_ = false;  // by a callback of the poll

  // Of the client's thread.
  Script* script_ = nullptr;
  std::unordered_map<std::uint64_t, Callbacks> operations_;
  std::vector<std::string> heard_;
  // Messages that no handler has seen, by the numbers that the script gave them.
  std::vector<std::pair<std::uint64_t, std::string>> waiting_;
  std::unique_ptr<Timers> patience_;  // with what is still open at the end
  bool is_ending_ = false;
};

}  // namespace echatim

#endif  // ECHATIM_CLIENT_CLIENT_H_
