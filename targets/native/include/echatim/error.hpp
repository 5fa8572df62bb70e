/*
 * Errors of the C++ interface: one class for each code of echatim.h whose kind a program may want
 * to catch by itself. They are thrown by futures, by Result::value and by the constructors of
 * Client; the rest of the interface hands over Failure, the same as a value.
 *
 *   Error
 *     ConfigError  StateError  AbortError  SessionExpiredError  KickedError  OutboxFullError
 *     OutcomeUnknownError  StorageError  HandlerError  InternalError
 *     TransportError:  TimeoutError, ProtocolError
 *     RefusedError:  LoginRefusedError
 */
#ifndef ECHATIM_ERROR_HPP
#define ECHATIM_ERROR_HPP

#include <echatim.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "json.hpp"

namespace echatim {

/** What went wrong; the numbers are those of echatim_code, and never change their meaning. */
enum class Code : int {
  kOk = ECHATIM_OK,
  kConfig = ECHATIM_CONFIG,
  kState = ECHATIM_STATE,
  kAborted = ECHATIM_ABORTED,
  kTimeout = ECHATIM_TIMEOUT,
  kTransport = ECHATIM_TRANSPORT,
  kProtocol = ECHATIM_PROTOCOL,
  kRefused = ECHATIM_REFUSED,
  kLoginRefused = ECHATIM_LOGIN_REFUSED,
  kSessionExpired = ECHATIM_SESSION_EXPIRED,
  kKicked = ECHATIM_KICKED,
  kOutboxFull = ECHATIM_OUTBOX_FULL,
  kOutcomeUnknown = ECHATIM_OUTCOME_UNKNOWN,
  kStorage = ECHATIM_STORAGE,
  kHandler = ECHATIM_HANDLER,
  kInternal = ECHATIM_INTERNAL,
  kOther = ECHATIM_OTHER,
};

/** Why something failed, as a value. */
struct Failure {
  Code code = Code::kOther;
  /** The class's name in the SDK, such as "LoginRefusedError". */
  std::string name;
  /** In words for a developer. Holds no key, token, message body or word of the server. */
  std::string message;
  /** Of kConfig: the field at fault. */
  std::string field;
  /** The `code` of the server's "no"; 0 when the server said nothing. */
  int server_code = 0;
  /** The `msg` of the server's "no"; it may repeat what was sent. */
  std::string server_message;
  /** All of it as echatim_error_json gives it. */
  std::string json;

  /** From the form of echatim_error_json, which `error` events have, too. */
  [[nodiscard]] static Failure from_json(std::string_view json) {
    return {static_cast<Code>(json::integer_member(json, "code")),
            json::text_member(json, "name"),
            json::text_member(json, "message"),
            json::text_member(json, "field"),
            static_cast<int>(json::integer_member(json, "serverCode")),
            json::text_member(json, "serverMessage"),
            std::string(json)};
  }

  [[nodiscard]] static Failure from(const echatim_error* error) {
    std::size_t length = 0;
    const char* json = echatim_error_json(error, &length);
    return from_json({json, length});
  }

  /** Throws it as an exception of its class. */
  [[noreturn]] void raise() const;
};

/** What all errors of the library are. `what()` is the message. */
class Error : public std::runtime_error {
 public:
  explicit Error(Failure failure)
      : std::runtime_error(failure.message), failure_(std::move(failure)) {}

  [[nodiscard]] const Failure& failure() const noexcept { return failure_; }
  [[nodiscard]] Code code() const noexcept { return failure_.code; }

 private:
  Failure failure_;
};

/** A config, a form or an argument that can't be used; `failure().field` names it. */
class ConfigError : public Error {
  using Error::Error;
};
/** The client is not, or is no longer, in a state that allows the call. */
class StateError : public Error {
  using Error::Error;
};
/** The operation was cancelled. */
class AbortError : public Error {
  using Error::Error;
};
/** No answer: no network, no server, a broken connection. Trying again may help. */
class TransportError : public Error {
  using Error::Error;
};
/** The time that was allowed is over. Whether the server carried the call out is unknown. */
class TimeoutError : public TransportError {
  using TransportError::TransportError;
};
/** The server's packet or answer breaks the protocol. */
class ProtocolError : public TransportError {
  using TransportError::TransportError;
};
/** The server's "no" to a message or an upload; `failure().server_code` is its code. */
class RefusedError : public Error {
  using Error::Error;
};
/** The server does not let this account in. */
class LoginRefusedError : public RefusedError {
  using RefusedError::RefusedError;
};
/** The session expired and could not be renewed. */
class SessionExpiredError : public Error {
  using Error::Error;
};
/** The server ended the session. */
class KickedError : public Error {
  using Error::Error;
};
/** Too many messages wait to be sent; this one was not taken. */
class OutboxFullError : public Error {
  using Error::Error;
};
/** The message was tried often, and never answered with yes or no. It may have arrived. */
class OutcomeUnknownError : public Error {
  using Error::Error;
};
/** The store failed. */
class StorageError : public Error {
  using Error::Error;
};
/** A handler threw. */
class HandlerError : public Error {
  using Error::Error;
};
/** A fault of the library itself, or no memory. The client is closed. */
class InternalError : public Error {
  using Error::Error;
};

inline void Failure::raise() const {
  switch (code) {
    case Code::kConfig:
      throw ConfigError(*this);
    case Code::kState:
      throw StateError(*this);
    case Code::kAborted:
      throw AbortError(*this);
    case Code::kTimeout:
      throw TimeoutError(*this);
    case Code::kTransport:
      throw TransportError(*this);
    case Code::kProtocol:
      throw ProtocolError(*this);
    case Code::kRefused:
      throw RefusedError(*this);
    case Code::kLoginRefused:
      throw LoginRefusedError(*this);
    case Code::kSessionExpired:
      throw SessionExpiredError(*this);
    case Code::kKicked:
      throw KickedError(*this);
    case Code::kOutboxFull:
      throw OutboxFullError(*this);
    case Code::kOutcomeUnknown:
      throw OutcomeUnknownError(*this);
    case Code::kStorage:
      throw StorageError(*this);
    case Code::kHandler:
      throw HandlerError(*this);
    case Code::kInternal:
      throw InternalError(*this);
    case Code::kOk:
    case Code::kOther:
      break;
  }
  throw Error(*this);
}

}  // namespace echatim

#endif
