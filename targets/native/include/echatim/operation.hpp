/*
 * How an operation ends, and the way from a callback of C to one of C++. Of the names here a
 * program uses Result, Done, Pending and Uncaught.
 */
#ifndef ECHATIM_OPERATION_HPP
#define ECHATIM_OPERATION_HPP

#include <echatim.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "config.hpp"
#include "error.hpp"

namespace echatim {

/** A T, or why there is none. */
template <class T>
class Result {
  using Held = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

 public:
  explicit Result(Held value) : held_(std::move(value)) {}
  explicit Result(Failure failure) : held_(std::move(failure)) {}

  [[nodiscard]] bool ok() const noexcept { return std::holds_alternative<Held>(held_); }
  explicit operator bool() const noexcept { return ok(); }

  /** Throws the Error when there is no T. */
  std::conditional_t<std::is_void_v<T>, void, std::add_lvalue_reference_t<Held>> value() {
    if (!ok()) failure().raise();
    if constexpr (!std::is_void_v<T>) return std::get<Held>(held_);
  }

  /** Only of one that is not ok(). */
  [[nodiscard]] const Failure& failure() const { return std::get<Failure>(held_); }

 private:
  std::variant<Held, Failure> held_;
};

/** Called once, with the end of an operation, where callbacks come. */
template <class T>
using Done = std::function<void(Result<T>)>;

/** Names an operation of one client while it is under way. */
using Operation = echatim_operation;

/**
 * A future, and the name of the operation behind it for Client::cancel. Does not wait when it is
 * destroyed. Client::wait waits for one of a client that is polled.
 */
template <class T>
class Pending : public std::future<T> {
 public:
  Pending(std::future<T> result, Operation operation)
      : std::future<T>(std::move(result)), operation_(operation) {}

  [[nodiscard]] Operation operation() const noexcept { return operation_; }

 private:
  Operation operation_;
};

/**
 * Takes what a callback of the program threw. It is called where callbacks come, and must not
 * throw. A client without one ends the program by std::terminate, as a thread does whose function
 * throws.
 */
using Uncaught = std::function<void(std::exception_ptr)>;

namespace detail {

/** Calls what belongs to the program. No exception leaves it: C is outside. */
template <class Call>
void call_guarded(const Uncaught& uncaught, const Call& call) noexcept {
  try {
    call();
  } catch (...) {
    if (!uncaught) std::terminate();
    uncaught(std::current_exception());
  }
}

/** What C's user_data points to while an operation is under way. */
template <class T>
struct Callbacks {
  Done<T> done;
  Progress progress;
  std::shared_ptr<const Uncaught> uncaught;

  static void on_done(void* user_data, const echatim_error* error, const char* result,
                      std::size_t length) noexcept {
    const std::unique_ptr<Callbacks> self(static_cast<Callbacks*>(user_data));
    call_guarded(*self->uncaught, [&] {
      if (self->done) self->done(read(error, {result, length}));
    });
  }

  static void on_progress(void* user_data, std::uint64_t sent, std::uint64_t total) noexcept {
    const auto* self = static_cast<const Callbacks*>(user_data);
    call_guarded(*self->uncaught, [&] { self->progress(sent, total); });
  }

  static Result<T> read(const echatim_error* error, std::string_view json) {
    if (error != nullptr) return Result<T>(Failure::from(error));
    if constexpr (std::is_void_v<T>)
      return Result<T>(std::monostate());
    else
      return Result<T>(T::from_json(json));
  }
};

/** Begins an operation: `start` is given the pointer for user_data. */
template <class T, class Start>
Operation begin(std::shared_ptr<const Uncaught> uncaught, Progress progress, Done<T> done,
                const Start& start) {
  auto callbacks = std::make_unique<Callbacks<T>>(
      Callbacks<T>{std::move(done), std::move(progress), std::move(uncaught)});
  const Operation operation = start(callbacks.get());
  if (operation == 0) throw std::bad_alloc();
  // on_done has it now, and may have freed it.
  static_cast<void>(callbacks.release());
  return operation;
}

/** A callback that fulfils `promise`. */
template <class T>
Done<T> fulfil(std::shared_ptr<std::promise<T>> promise) {
  return [promise = std::move(promise)](Result<T> result) {
    try {
      if constexpr (std::is_void_v<T>) {
        result.value();
        promise->set_value();
      } else {
        promise->set_value(std::move(result.value()));
      }
    } catch (...) {
      promise->set_exception(std::current_exception());
    }
  };
}

}  // namespace detail
}  // namespace echatim

#endif
