#include "client/client.h"

#include <pthread.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "abi/error.h"
#include "client/own_thread.h"
#include "client/script.h"
#include "client/subscriptions.h"
#include "echatim.h"
#include "net/timers.h"

namespace echatim {
namespace {

// For closing handshakes.
constexpr std::chrono::milliseconds kPatience{1000};

// The one event of which the library is told when it was handled.
constexpr std::string_view kMessage = "message";

using Clock = std::chrono::steady_clock;

}  // namespace

std::shared_ptr<Client> Client::create(const std::u16string& config, echatim_delivery delivery,
                                       std::optional<Error>& error, double turn) {
  auto client = std::make_shared<Client>(delivery, turn);
  client->start(config, error);
  return error ? nullptr : client;
}

Client::Client(echatim_delivery delivery, double turn)
    : is_polled_(delivery == ECHATIM_DELIVER_IN_POLL), turn_(turn) {}

void Client::start(const std::u16string& config, std::optional<Error>& error) {
  if (mailbox_.fd() < 0) {
    error = internal_error("no descriptor is left for the client");
    return;
  }
  // Shared: who sets it may still be at that when the other has what it waits for.
  const auto started = std::make_shared<std::promise<std::optional<Error>>>();
  try {
    thread_ = own_thread([self = shared_from_this(), &config, started] {
      self->work(config, [started](std::optional<Error> failure) {
        started->set_value(std::move(failure));
      });
    });
  } catch (const std::system_error& thrown) {
    error = internal_error(std::string("no thread for the client: ") + thrown.what());
    return;
  }
  error = started->get_future().get();
  if (error) thread_.join();
}

// --- On the client's thread.

void Client::work(const std::u16string& config,
                  const std::function<void(std::optional<Error>)>& started) {
  {
    Script script(loop_, script_events(), turn_);
    std::optional<Error> failure = script.create(config);
    if (failure) return started(std::move(failure));
    script_ = &script;
    patience_ = std::make_unique<Timers>(loop_);
    started(std::nullopt);
    // From here on what it was given is gone.
    loop_.run([this] { after_work(); });
    fail_all(state_error("the client was destroyed"));
    patience_.reset();
    script_ = nullptr;
  }
  if (!is_polled_) finish();
}

ScriptEvents Client::script_events() {
  ScriptEvents events;
  events.succeeded = [this](std::uint64_t operation, std::string result) {
    succeeded(operation, std::move(result));
  };
  events.failed = [this](std::uint64_t operation, Error error) {
    failed(operation, std::move(error));
  };
  events.progressed = [this](std::uint64_t operation, std::uint64_t sent, std::uint64_t total) {
    progressed(operation, sent, total);
  };
  events.happened = [this](std::string event, std::string value, std::uint64_t number) {
    happened(std::move(event), std::move(value), number);
  };
  events.state_changed = [this](const std::string& state) { state_changed(state); };
  events.logged = [this](const std::string& line) { happened("log", json_string(line), 0); };
  events.died = [this] { died(); };
  return events;
}

void Client::after_work() {
  pending_ = script_->pending();
  // Outside the engine: a callback may take long, and may ask for the end.
  if (!is_polled_)
    while (mailbox_.deliver([] { return true; }) > 0) pending_ = script_->pending();
  if (is_ending_ && script_->pending() == 0) loop_.stop();
}

void Client::end_soon() {
  if (is_ending_) return;
  is_ending_ = true;
  script_->close();
  script_->rest();
  patience_->start(kPatience, [this] { loop_.stop(); });
}

void Client::succeeded(std::uint64_t operation, std::string result) {
  const auto found = operations_.find(operation);
  if (found == operations_.end()) return;
  const Callbacks callbacks = found->second;
  operations_.erase(found);
  if (callbacks.done == nullptr) return;
  mailbox_.put([callbacks, result = std::move(result)] {
    callbacks.done(callbacks.user_data, nullptr, result.c_str(), result.size());
    return 1;
  });
}

void Client::failed(std::uint64_t operation, Error error) {
  const auto found = operations_.find(operation);
  if (found == operations_.end()) return;
  const Callbacks callbacks = found->second;
  operations_.erase(found);
  if (callbacks.done == nullptr) return;
  mailbox_.put([callbacks, error = std::move(error)] {
    callbacks.done(callbacks.user_data, &error, "null", 4);
    return 1;
  });
}

void Client::progressed(std::uint64_t operation, std::uint64_t sent, std::uint64_t total) {
  const auto found = operations_.find(operation);
  if (found == operations_.end() || found->second.progress == nullptr) return;
  mailbox_.put([this, callbacks = found->second, sent, total] {
    if (is_muted_) return 0;
    callbacks.progress(callbacks.user_data, sent, total);
    return 1;
  });
}

void Client::happened(std::string event, std::string value, std::uint64_t number) {
  if (!subscriptions_.has(event)) {
    // The last handler of messages has gone: as in the SDK, they wait for the next one.
    if (number != 0) waiting_.emplace_back(number, std::move(value));
    return;
  }
  mailbox_.put([this, event = std::move(event), value = std::move(value), number] {
    // A message that was not acknowledged comes again: after the end it must not be seen twice.
    if (is_muted_ || (number != 0 && state_ == ECHATIM_CLOSED)) return 0;
    const int told = subscriptions_.tell(event, value);
    if (number == 0) return told;
    if (told > 0) {
      handled(number);
    } else {
      loop_.post([this, event, value, number] { happened(event, value, number); });
    }
    return told;
  });
}

// While the client's thread is busy, messages gather, and it tells the script of all in one turn.
void Client::handled(std::uint64_t number) {
  const std::scoped_lock lock(handled_mutex_);
  handled_.push_back(number);
  if (handled_.size() > 1) return;
  loop_.post([this] {
    std::vector<std::uint64_t> numbers;
    {
      const std::scoped_lock inner_lock(handled_mutex_);
      numbers.swap(handled_);
    }
    script_->handled(numbers);
  });
}

void Client::state_changed(std::string_view state) {
  constexpr std::array<std::string_view, 5> kStates = {"idle", "connecting", "online", "offline",
                                                       "closed"};
  const auto* const found = std::ranges::find(kStates, state);
  if (found == kStates.end()) return;
  state_ = static_cast<echatim_state>(found - kStates.begin());
  if (state_ == ECHATIM_CLOSED && script_ != nullptr) script_->rest();
}

void Client::died() {
  const Error error = internal_error("a script of the library ran for too long and was stopped");
  state_ = ECHATIM_CLOSED;
  happened("error", error.json, 0);
  happened("state", "\"closed\"", 0);
  fail_all(error);
}

void Client::fail_all(const Error& error) {
  while (!operations_.empty()) failed(operations_.begin()->first, error);
}

void Client::listen(const std::string& event) {
  // As it is now: subscriptions may have come and gone since this was asked for.
  const bool is_wanted = subscriptions_.has(event);
  if (is_wanted && event == kMessage)
    for (auto& [number, value] : std::exchange(waiting_, {}))
      happened(event, std::move(value), number);
  const auto heard = std::ranges::find(heard_, event);
  if (is_wanted == (heard != heard_.end())) return;
  if (is_wanted) {
    heard_.push_back(event);
    script_->hear(event);
  } else {
    heard_.erase(heard);
    script_->unhear(event);
  }
}

// --- From any thread.

std::uint64_t Client::begin(const char* name, Script::Argument options,
                            std::vector<Script::Argument> arguments, std::optional<Error> fault,
                            Callbacks callbacks) {
  const std::uint64_t id = ++last_operation_;
  loop_.post([this, id, name, options = std::move(options), arguments = std::move(arguments),
              fault = std::move(fault), callbacks] {
    operations_.emplace(id, callbacks);
    if (fault) return failed(id, *fault);
    if (script_->is_dead()) return failed(id, internal_error("the client is of no use any more"));
    script_->begin(id, name, options, arguments);
  });
  return id;
}

void Client::cancel(std::uint64_t operation) {
  loop_.post([this, operation] { script_->cancel(operation); });
}

std::uint64_t Client::subscribe(Subscription subscription) {
  const std::string event = subscription.event;
  const std::uint64_t id = subscriptions_.add(std::move(subscription));
  if (event != "log") loop_.post([this, event] { listen(event); });
  return id;
}

void Client::unsubscribe(std::uint64_t subscription) {
  const Subscriptions::Shared removed = subscriptions_.remove(subscription);
  if (removed == nullptr) return;
  loop_.post([this, removed] {
    if (removed->event != "log") listen(removed->event);
  });
  // After the call that may be under way: callbacks come one after the other.
  mailbox_.put([removed] {
    if (removed->release != nullptr) removed->release(removed->user_data);
    return removed->release != nullptr ? 1 : 0;
  });
  if (!is_polled_) loop_.post([] {});
}

void Client::close() {
  loop_.post([this] { script_->close(); });
}

int Client::poll(int timeout) {
  if (!is_polled_) return ECHATIM_POLL_REFUSED;
  // It may be destroyed from inside a callback.
  const auto self = shared_from_this();
  {
    const std::scoped_lock lock(poll_mutex_);
    if (is_polling_ || is_muted_) return ECHATIM_POLL_REFUSED;
    is_polling_ = true;
    polling_thread_ = std::this_thread::get_id();
  }
  const Clock::time_point end = Clock::now() + std::chrono::milliseconds(std::max(timeout, 0));
  const auto goes_on = [this] { return !is_muted_; };
  int made = mailbox_.deliver(goes_on);
  while (made == 0 && goes_on()) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (timeout >= 0 && left <= 0) break;
    // Rounded up, so that it does not spin in the last millisecond.
    mailbox_.wait(timeout < 0 ? -1 : static_cast<int>(left) + 1);
    made += mailbox_.deliver(goes_on);
  }
  bool is_last = false;
  {
    const std::scoped_lock lock(poll_mutex_);
    is_polling_ = false;
    polling_thread_ = std::thread::id();
    is_last = is_muted_ && thread_.joinable() && is_ended_here_;
  }
  poll_ended_.notify_all();
  if (is_last) finish();
  return made;
}

void Client::destroy() {
  const auto self = shared_from_this();
  is_muted_ = true;
  loop_.post([this] { end_soon(); });
  if (thread_.get_id() == std::this_thread::get_id()) {
    // Its callback is under way: the thread ends by itself, and frees the client.
    thread_.detach();
    return;
  }
  if (is_polled_) {
    std::unique_lock lock(poll_mutex_);
    if (is_polling_ && is_polling_here()) {
      is_ended_here_ = true;
      return;
    }
    // Wakes a thread that waits.
    mailbox_.put([] { return 0; });
    poll_ended_.wait(lock, [this] { return !is_polling_; });
  }
  if (is_polled_) {
    finish();
  } else {
    thread_.join();
  }
}

// The last callbacks: the ends of operations and of subscriptions.
void Client::finish() {
  if (is_polled_) thread_.join();
  for (const Subscriptions::Shared& each : subscriptions_.remove_all())
    mailbox_.put([each] {
      if (each->release != nullptr) each->release(each->user_data);
      return 1;
    });
  mailbox_.deliver([] { return true; });
}

}  // namespace echatim
