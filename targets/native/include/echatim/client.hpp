/*
 * One account's connection to E聊, in C++. What echatim.h says of clients, threads, callbacks,
 * operations and events holds here; this adds lifetimes, types and exceptions.
 *
 * - Each operation has two forms: with a callback at the end, and with a future. Wrong arguments,
 *   too, are told by these, not thrown by the function.
 * - No exception of a callback gets into the library: see Uncaught.
 * - A Client may be used from any thread and from any callback, but not while it is moved or
 *   destroyed.
 */
#ifndef ECHATIM_CLIENT_HPP
#define ECHATIM_CLIENT_HPP

#include <echatim.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <limits>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

#include "config.hpp"
#include "operation.hpp"
#include "subscription.hpp"
#include "values.hpp"

namespace echatim {

/** Where the callbacks of a client come. */
enum class Delivery : int {
  /** On the client's own thread. */
  kOnThread = ECHATIM_DELIVER_ON_THREAD,
  /** Only inside Client::poll and Client::wait. */
  kInPoll = ECHATIM_DELIVER_IN_POLL,
};

template <class Value>
using Handler = std::function<void(const Value&)>;

class Client {
 public:
  /** Throws ConfigError, which names the field, or InternalError. */
  explicit Client(const Config& config, Delivery delivery = Delivery::kOnThread,
                  Uncaught uncaught = {})
      : Client(config.json(), delivery, std::move(uncaught)) {}

  /** The same, from a config in JSON. */
  explicit Client(std::string_view config_json, Delivery delivery = Delivery::kOnThread,
                  Uncaught uncaught = {})
      : uncaught_(std::make_shared<const Uncaught>(std::move(uncaught))),
        handle_(std::make_shared<detail::Handle>(create(config_json, delivery))) {}

  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&&) noexcept = default;
  Client& operator=(Client&& other) noexcept {
    if (this != &other) {
      destroy();
      uncaught_ = std::move(other.uncaught_);
      handle_ = std::move(other.handle_);
    }
    return *this;
  }
  /** Ends operations with Code::kState, then the client, as echatim_destroy. */
  ~Client() { destroy(); }

  /** Ends everything, for good; returns at once, the event `state` tells when it is done. */
  void close() { echatim_close(get()); }

  [[nodiscard]] State state() const { return static_cast<State>(echatim_get_state(get())); }

  /** How many connections, requests and timers are open; 0 a moment after close(). */
  [[nodiscard]] std::size_t pending() const { return echatim_pending(get()); }

  // --- Polling ---

  /** Readable when poll() has something to do; -1 for a client that is not polled. */
  [[nodiscard]] int fd() const { return echatim_fd(get()); }

  /**
   * Makes the callbacks that wait; when there are none, waits for one, `timeout` at most.
   * @returns how many were made. Throws StateError where echatim_poll may not be called.
   */
  int poll(std::chrono::milliseconds timeout = std::chrono::milliseconds(0)) {
    constexpr std::chrono::milliseconds longest(std::numeric_limits<int>::max());
    const int wait = timeout > longest ? -1 : static_cast<int>(timeout.count());
    const int made = echatim_poll(get(), wait);
    if (made == ECHATIM_POLL_REFUSED) {
      Failure failure;
      failure.code = Code::kState;
      failure.name = "StateError";
      failure.message = "this client can't be polled, or not here and now";
      failure.raise();
    }
    return made;
  }

  /** The result of a future of this client, which is polled until it is there. */
  template <class T>
  T wait(std::future<T> future) {
    while (future.wait_for(std::chrono::seconds(0)) != std::future_status::ready) poll(kNoLimit);
    return future.get();
  }

  // --- Operations ---

  /** Connects and logs in. A first attempt that fails leaves the client idle, but for `wait`. */
  Operation connect(const ConnectOptions& options, Done<void> done) {
    const std::string json = options.json();
    return begin<void>(std::move(done), {}, [&](void* user_data) {
      return echatim_connect(get(), json.data(), json.size(), detail::Callbacks<void>::on_done,
                             user_data);
    });
  }
  Pending<void> connect(const ConnectOptions& options = {}) {
    return future<void>([&](Done<void> done) { return connect(options, std::move(done)); });
  }

  /** Calls an API by its name, such as "userGet"; `form` is a JSON object. A "no" is an Answer. */
  Operation call(std::string_view api, std::string_view form, const Options& options,
                 Done<Answer> done) {
    const std::string json = options.json();
    return begin<Answer>(std::move(done), {}, [&](void* user_data) {
      return echatim_call(get(), api.data(), api.size(), form.data(), form.size(), json.data(),
                          json.size(), detail::Callbacks<Answer>::on_done, user_data);
    });
  }
  Pending<Answer> call(std::string_view api, std::string_view form = "{}",
                       const Options& options = {}) {
    return future<Answer>(
        [&](Done<Answer> done) { return call(api, form, options, std::move(done)); });
  }

  /** Sends a text, now or as soon as the client is back online. */
  Operation send_text(const Target& to, std::string_view text, const SendOptions& options,
                      Done<Receipt> done) {
    const std::string json = options.json();
    return begin<Receipt>(std::move(done), {}, [&](void* user_data) {
      return echatim_send_text(get(), to.kind, to.id.data(), to.id.size(), text.data(), text.size(),
                               json.data(), json.size(), detail::Callbacks<Receipt>::on_done,
                               user_data);
    });
  }
  Pending<Receipt> send_text(const Target& to, std::string_view text,
                             const SendOptions& options = {}) {
    return future<Receipt>(
        [&](Done<Receipt> done) { return send_text(to, text, options, std::move(done)); });
  }

  /** Sends any message: `content` is a JSON object, `type` and `body`. */
  Operation send(const Target& to, std::string_view content, const SendOptions& options,
                 Done<Receipt> done) {
    const std::string json = options.json();
    return begin<Receipt>(std::move(done), {}, [&](void* user_data) {
      return echatim_send(get(), to.kind, to.id.data(), to.id.size(), content.data(),
                          content.size(), json.data(), json.size(),
                          detail::Callbacks<Receipt>::on_done, user_data);
    });
  }
  Pending<Receipt> send(const Target& to, std::string_view content,
                        const SendOptions& options = {}) {
    return future<Receipt>(
        [&](Done<Receipt> done) { return send(to, content, options, std::move(done)); });
  }

  /** Uploads an image and sends it. */
  Operation send_image(const Target& to, std::string_view path, const FileOptions& options,
                       Done<Receipt> done) {
    return send_from_path(echatim_send_image, to, path, options, std::move(done));
  }
  Pending<Receipt> send_image(const Target& to, std::string_view path,
                              const FileOptions& options = {}) {
    return future<Receipt>(
        [&](Done<Receipt> done) { return send_image(to, path, options, std::move(done)); });
  }

  /** Uploads a file and sends it. */
  Operation send_file(const Target& to, std::string_view path, const FileOptions& options,
                      Done<Receipt> done) {
    return send_from_path(echatim_send_file, to, path, options, std::move(done));
  }
  Pending<Receipt> send_file(const Target& to, std::string_view path,
                             const FileOptions& options = {}) {
    return future<Receipt>(
        [&](Done<Receipt> done) { return send_file(to, path, options, std::move(done)); });
  }

  /** Brings a file to the config's file server. */
  Operation upload(std::string_view path, const FileOptions& options, Done<StoredFile> done) {
    const std::string json = options.json();
    return begin<StoredFile>(std::move(done), options.progress, [&](void* user_data) {
      return echatim_upload(get(), path.data(), path.size(), json.data(), json.size(),
                            progress_of<StoredFile>(options),
                            detail::Callbacks<StoredFile>::on_done, user_data);
    });
  }
  Pending<StoredFile> upload(std::string_view path, const FileOptions& options = {}) {
    return future<StoredFile>(
        [&](Done<StoredFile> done) { return upload(path, options, std::move(done)); });
  }

  /** Tells the server that all of a conversation up to a message, by its `message_id`, is read. */
  Operation mark_read(const Target& of, std::string_view message_id, const Options& options,
                      Done<void> done) {
    const std::string json = options.json();
    return begin<void>(std::move(done), {}, [&](void* user_data) {
      return echatim_mark_read(get(), of.kind, of.id.data(), of.id.size(), message_id.data(),
                               message_id.size(), json.data(), json.size(),
                               detail::Callbacks<void>::on_done, user_data);
    });
  }
  Pending<void> mark_read(const Target& of, std::string_view message_id,
                          const Options& options = {}) {
    return future<void>(
        [&](Done<void> done) { return mark_read(of, message_id, options, std::move(done)); });
  }

  /** Asks the server how many messages are not read; on_unread tells what changes later. */
  Operation unread(const Options& options, Done<Unread> done) {
    const std::string json = options.json();
    return begin<Unread>(std::move(done), {}, [&](void* user_data) {
      return echatim_unread(get(), json.data(), json.size(), detail::Callbacks<Unread>::on_done,
                            user_data);
    });
  }
  Pending<Unread> unread(const Options& options = {}) {
    return future<Unread>([&](Done<Unread> done) { return unread(options, std::move(done)); });
  }

  // --- The outbox ---

  /** What waits to be sent now. */
  Operation outbox(Done<Outbox> done) {
    return begin<Outbox>(std::move(done), {}, [&](void* user_data) {
      return echatim_outbox_list(get(), detail::Callbacks<Outbox>::on_done, user_data);
    });
  }
  Pending<Outbox> outbox() {
    return future<Outbox>([&](Done<Outbox> done) { return outbox(std::move(done)); });
  }

  /** Tries a message at once that waits out a pause. Told whether it was there. */
  Operation retry(std::string_view client_message_id, Done<Found> done) {
    return of_message(echatim_outbox_retry, client_message_id, std::move(done));
  }
  Pending<Found> retry(std::string_view client_message_id) {
    return future<Found>(
        [&](Done<Found> done) { return retry(client_message_id, std::move(done)); });
  }

  /** Gives a message up: its operation ends with Code::kAborted. Told whether it was there. */
  Operation drop(std::string_view client_message_id, Done<Found> done) {
    return of_message(echatim_outbox_drop, client_message_id, std::move(done));
  }
  Pending<Found> drop(std::string_view client_message_id) {
    return future<Found>(
        [&](Done<Found> done) { return drop(client_message_id, std::move(done)); });
  }

  /** Ends an operation with Code::kAborted, unless it has ended before. */
  void cancel(Operation operation) { echatim_cancel(get(), operation); }

  // --- Events ---

  /** Each message once. Until there is a handler they wait; when all have returned it is done. */
  Subscription on_message(Handler<Message> handler) {
    return subscribe<Message>("message", std::move(handler), Message::from_json);
  }
  Subscription on_notification(Handler<Notification> handler) {
    return subscribe<Notification>("notification", std::move(handler), Notification::from_json);
  }
  Subscription on_presence(Handler<Presence> handler) {
    return subscribe<Presence>("presence", std::move(handler), Presence::from_json);
  }
  /** A count of unread messages has changed. The first subscription begins the counting. */
  Subscription on_unread(Handler<Unread> handler) {
    return subscribe<Unread>("unread", std::move(handler), Unread::from_json);
  }
  Subscription on_state(Handler<State> handler) {
    return subscribe<State>("state", std::move(handler), read_state);
  }
  /** The server ended the session. */
  Subscription on_kicked(Handler<Notification> handler) {
    return subscribe<Notification>("kicked", std::move(handler), Notification::from_json);
  }
  /** Something failed that no operation waits for. */
  Subscription on_error(Handler<Failure> handler) {
    return subscribe<Failure>("error", std::move(handler), Failure::from_json);
  }
  /** Lines for the developer, without key, token or message body. */
  Subscription on_log(Handler<std::string> handler) {
    return subscribe<std::string>("log", std::move(handler), json::text);
  }

 private:
  template <class Value>
  struct Listener {
    Handler<Value> handler;
    Value (*read)(std::string_view json);
    std::shared_ptr<const Uncaught> uncaught;

    static void on_event(void* user_data, const char* value, std::size_t length) noexcept {
      const auto* self = static_cast<const Listener*>(user_data);
      detail::call_guarded(*self->uncaught, [&] {
        if (self->handler) self->handler(self->read({value, length}));
      });
    }
    static void release(void* user_data) noexcept {
      const std::unique_ptr<Listener> self(static_cast<Listener*>(user_data));
    }
  };

  static echatim_client* create(std::string_view config, Delivery delivery) {
    echatim_error* error = nullptr;
    echatim_client* client = echatim_create(config.data(), config.size(),
                                            static_cast<echatim_delivery>(delivery), &error);
    if (client != nullptr) return client;
    const std::unique_ptr<echatim_error, decltype(&echatim_error_free)> owner(error,
                                                                              echatim_error_free);
    Failure::from(error).raise();
  }

  static State read_state(std::string_view json) {
    const std::string name = json::text(json);
    for (const State state : {State::kIdle, State::kConnecting, State::kOnline, State::kOffline})
      if (name == state_name(state)) return state;
    return State::kClosed;
  }

  [[nodiscard]] echatim_client* get() const { return handle_->get(); }

  void destroy() {
    if (handle_) handle_->destroy();
  }

  template <class T, class Start>
  Operation begin(Done<T> done, Progress progress, const Start& start) {
    return detail::begin<T>(uncaught_, std::move(progress), std::move(done), start);
  }

  /** The form with a future, of the form with a callback. */
  template <class T, class Begin>
  Pending<T> future(const Begin& begin) {
    auto promise = std::make_shared<std::promise<T>>();
    std::future<T> future = promise->get_future();
    const Operation operation = begin(detail::fulfil<T>(std::move(promise)));
    return {std::move(future), operation};
  }

  template <class T>
  static echatim_progress progress_of(const FileOptions& options) {
    return options.progress ? detail::Callbacks<T>::on_progress : nullptr;
  }

  Operation send_from_path(decltype(&echatim_send_file) function, const Target& to,
                           std::string_view path, const FileOptions& options, Done<Receipt> done) {
    const std::string json = options.json();
    return begin<Receipt>(std::move(done), options.progress, [&](void* user_data) {
      return function(get(), to.kind, to.id.data(), to.id.size(), path.data(), path.size(),
                      json.data(), json.size(), progress_of<Receipt>(options),
                      detail::Callbacks<Receipt>::on_done, user_data);
    });
  }

  Operation of_message(decltype(&echatim_outbox_drop) function, std::string_view client_message_id,
                       Done<Found> done) {
    return begin<Found>(std::move(done), {}, [&](void* user_data) {
      return function(get(), client_message_id.data(), client_message_id.size(),
                      detail::Callbacks<Found>::on_done, user_data);
    });
  }

  template <class Value>
  Subscription subscribe(std::string_view event, Handler<Value> handler,
                         Value (*read)(std::string_view)) {
    auto listener =
        std::make_unique<Listener<Value>>(Listener<Value>{std::move(handler), read, uncaught_});
    const echatim_subscription id =
        echatim_subscribe(get(), event.data(), event.size(), Listener<Value>::on_event,
                          Listener<Value>::release, listener.get());
    if (id == 0) throw std::bad_alloc();
    static_cast<void>(listener.release());  // Listener::release has it now
    return {handle_, id};
  }

  std::shared_ptr<const Uncaught> uncaught_;
  std::shared_ptr<detail::Handle> handle_;
};

}  // namespace echatim

#endif
