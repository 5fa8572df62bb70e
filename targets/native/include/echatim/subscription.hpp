/* The lifetime of a subscription, tied to an object. */
#ifndef ECHATIM_SUBSCRIPTION_HPP
#define ECHATIM_SUBSCRIPTION_HPP

#include <echatim.h>

#include <memory>
#include <mutex>
#include <utility>

namespace echatim {

class Client;

namespace detail {

/**
 * The client of C, shared by a Client and its Subscriptions, which may outlive it: nothing is
 * called with a client after its end.
 */
class Handle {
 public:
  explicit Handle(echatim_client* client) : client_(client) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle() { destroy(); }

  /** For the Client, which may not be used while it is destroyed. */
  [[nodiscard]] echatim_client* get() const noexcept { return client_; }

  void unsubscribe(echatim_subscription subscription) {
    const std::lock_guard lock(mutex_);
    if (client_ != nullptr) echatim_unsubscribe(client_, subscription);
  }

  void destroy() {
    // Not under the lock: the callbacks that come now may end subscriptions.
    echatim_client* client = nullptr;
    {
      const std::lock_guard lock(mutex_);
      std::swap(client, client_);
    }
    echatim_destroy(client);
  }

 private:
  std::mutex mutex_;
  echatim_client* client_;
};

}  // namespace detail

/**
 * A handler's place at an event; move-only. Its end ends the subscription: no call of the handler
 * begins after that, one that runs on another thread may still be running. It may outlive its
 * Client.
 */
class [[nodiscard]] Subscription {
 public:
  Subscription() = default;
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;
  Subscription(Subscription&& other) noexcept
      : handle_(std::move(other.handle_)), id_(std::exchange(other.id_, 0)) {}
  Subscription& operator=(Subscription&& other) noexcept {
    if (this != &other) {
      reset();
      handle_ = std::move(other.handle_);
      id_ = std::exchange(other.id_, 0);
    }
    return *this;
  }
  ~Subscription() { reset(); }

  /** Ends it now. */
  void reset() {
    if (const std::shared_ptr<detail::Handle> handle = std::exchange(handle_, nullptr))
      handle->unsubscribe(id_);
  }

  /** Lets the handler stay until the client ends. */
  void keep() noexcept { handle_ = nullptr; }

 private:
  friend class Client;
  Subscription(std::shared_ptr<detail::Handle> handle, echatim_subscription id)
      : handle_(std::move(handle)), id_(id) {}

  std::shared_ptr<detail::Handle> handle_;
  echatim_subscription id_ = 0;
};

}  // namespace echatim

#endif
