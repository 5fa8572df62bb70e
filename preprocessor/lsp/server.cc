#include "lsp/server.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "command/system/failure.h"

namespace iftrue {

Server::Server(std::function<void(std::string_view)> send)
    : send_(std::move(send)),
      session_(
          [this](std::string_view method, Value params) {
            this->send({{"method", method}, {"params", std::move(params)}});
          },
          [this](std::string_view method, Value params) {
            Value request = {{"id", ++last_id_}, {"method", method}};
            if (!params.is_null()) request["params"] = std::move(params);
            this->send(std::move(request));
          }) {}

void Server::receive(std::string_view body) {
  auto value = parse_message(body);
  if (!value) {
    return send_error(nullptr, {ErrorCode::kParseError, "the message is no JSON in UTF-8"});
  }
  if (as_text(member(*value, "method")) == "$/cancelRequest") {
    return cancel(member(*value, "params", "id"));
  }
  queue_.push_back({std::move(*value)});
}

bool Server::step() {
  if (queue_.empty()) return false;
  const Message message = std::move(queue_.front());
  queue_.pop_front();
  handle(message);
  return true;
}

void Server::settle() {
  if (phase_ == Phase::kRunning) session_.publish();
}

void Server::cancel(const Value& id) {
  if (id.is_null()) return;
  const auto waiting = std::ranges::find_if(
      queue_, [&](const Message& message) { return member(message.value, "id") == id; });
  // One that was answered already is past cancelling.
  if (waiting != queue_.end()) waiting->is_cancelled = true;
}

void Server::handle(const Message& message) {
  const Value& value = message.value;
  const auto method = as_text(member(value, "method"));
  const Value& id = member(value, "id");
  const Value& params = member(value, "params");
  if (phase_ == Phase::kExited) return;
  if (!method) {
    // A response to a request of the server's own needs no answer.
    const bool is_response =
        value.is_object() && (value.contains("result") || value.contains("error"));
    if (is_response) return;
    return send_error(nullptr, {ErrorCode::kInvalidRequest, "a message names its method"});
  }
  if (id.is_null()) return notice(*method, params);
  if (!id.is_string() && !id.is_number_integer()) {
    return send_error(nullptr, {ErrorCode::kInvalidRequest, "an id is a string or an integer"});
  }
  if (message.is_cancelled) {
    return send_error(id, {ErrorCode::kRequestCancelled, "the request was cancelled"});
  }
  auto response = respond(*method, params);
  if (!response) return send_error(id, response.error());
  send({{"id", id}, {"result", std::move(*response)}});
}

Response Server::respond(std::string_view method, const Value& params) {
  if (phase_ == Phase::kShutDown) {
    return refuse(ErrorCode::kInvalidRequest, "the server was shut down");
  }
  if (method == "initialize") {
    if (phase_ != Phase::kNew) {
      return refuse(ErrorCode::kInvalidRequest, "the server was initialized before");
    }
    phase_ = Phase::kRunning;
    return session_.begin(params);
  }
  if (phase_ == Phase::kNew) {
    return refuse(ErrorCode::kNotInitialized, "the first request is initialize");
  }
  if (method == "shutdown") {
    phase_ = Phase::kShutDown;
    return nullptr;
  }
  auto response = session_.answer(method, params);
  if (response) return std::move(*response);
  return refuse(ErrorCode::kMethodNotFound, fmt::format("there is no method {}", quote(method)));
}

void Server::notice(std::string_view method, const Value& params) {
  if (method == "exit") {
    is_clean_ = phase_ == Phase::kShutDown;
    phase_ = Phase::kExited;
  } else if (phase_ != Phase::kRunning) {
    // The protocol has them dropped.
  } else if (method == "initialized") {
    session_.start();
  } else {
    session_.hear(method, params);
  }
}

void Server::send(Value message) {
  message["jsonrpc"] = "2.0";
  send_(format_message(message));
}

void Server::send_error(const Value& id, const ResponseError& error) {
  send({{"id", id},
        {"error", {{"code", static_cast<int>(error.code)}, {"message", error.message}}}});
}

}  // namespace iftrue
