#include "host/host.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "engine/engine.h"
#include "net/http_request.h"
#include "net/network.h"
#include "net/network_watch.h"
#include "net/web_sockets.h"

namespace echatim {
namespace {

using Shared = std::shared_ptr<Held>;

// For callbacks, which std::function wants to copy.
Shared shared(Engine& engine, JSValueRef value) {
  return std::make_shared<Held>(engine.hold(value));
}

}  // namespace

Host::Host(Engine& engine, Network& network, Outside outside)
    : engine_(engine),
      network_(network),
      outside_(std::move(outside)),
      timers_(network.loop),
      http_(network),
      sockets_(network),
      store_(std::make_unique<Store>(std::string())) {}

Host::~Host() = default;

void Host::install() {
  struct Member {
    const char* name;
    Method method;
  };
  constexpr std::array kMembers = {
      Member{"setTimer", &Host::set_timer},
      Member{"clearTimer", &Host::clear_timer},
      Member{"request", &Host::request},
      Member{"upload", &Host::upload},
      Member{"cancelRequest", &Host::cancel_request},
      Member{"openSocket", &Host::open_socket},
      Member{"sendSocket", &Host::send_socket},
      Member{"closeSocket", &Host::close_socket},
      Member{"readItem", &Host::read_item},
      Member{"writeItem", &Host::write_item},
      Member{"removeItem", &Host::remove_item},
      Member{"takeLock", &Host::take_lock},
      Member{"releaseLock", &Host::release_lock},
      Member{"randomId", &Host::random_id},
      Member{"watchNetwork", &Host::watch_network},
      Member{"unwatchNetwork", &Host::unwatch_network},
      Member{"log", &Host::log},
  };
  JSObjectRef host = engine_.object();
  for (const Member& member : kMembers) {
    const auto native = [this, method = member.method](const Arguments& arguments) {
      return (this->*method)(arguments);
    };
    engine_.define(host, member.name, engine_.function(native));
  }
  engine_.define(engine_.global(), "__echatHost", host);
}

std::size_t Host::pending() const {
  return timers_.count() + http_.count() + sockets_.count() + watches_.size();
}

JSValueRef Host::set_timer(const Arguments& arguments) {
  // Longer ones than a JavaScript timer can be would overflow the clock.
  const double delay = std::clamp(std::ceil(arguments.number(1)), 0.0, 0x1p31);
  const auto ring = [this, callback = shared(engine_, arguments[0])] {
    outside_.enter([&] { engine_.call(callback->get(), {}); });
  };
  return id_value(timers_.start(std::chrono::milliseconds(static_cast<std::int64_t>(delay)), ring));
}

JSValueRef Host::clear_timer(const Arguments& arguments) {
  timers_.stop(arguments.id(0));
  return engine_.undefined();
}

HttpRequest Host::request_of(JSValueRef given) const {
  HttpRequest request;
  request.method = "POST";
  request.url = engine_.text_of(engine_.member(given, "url"));
  const JSValueRef headers = engine_.member(given, "headers");
  for (const std::string& name : engine_.names_of(headers))
    request.headers.emplace_back(name, engine_.text_of(engine_.member(headers, name.c_str())));
  return request;
}

JSValueRef Host::start(HttpRequest request, HttpProgress progress, JSValueRef done) {
  const auto answer = [this, callback = shared(engine_, done)](const HttpAnswer& answered) {
    outside_.enter([&] {
      const bool failed = !answered.failure.empty();
      engine_.call(callback->get(), {failed ? engine_.text(answered.failure) : engine_.null(),
                                     engine_.value(static_cast<double>(answered.status)),
                                     engine_.text(answered.body)});
    });
  };
  return id_value(http_.start(std::move(request), std::move(progress), answer));
}

JSValueRef Host::request(const Arguments& arguments) {
  HttpRequest request = request_of(arguments[0]);
  request.body = engine_.text_of(engine_.member(arguments[0], "body"));
  return start(std::move(request), nullptr, arguments[1]);
}

JSValueRef Host::upload(const Arguments& arguments) {
  HttpRequest request = request_of(arguments[0]);
  const auto field = [&](const char* name) {
    return engine_.text_of(engine_.member(arguments[0], name));
  };
  request.file = FilePart{field("field"), field("path"), field("fileName")};
  const auto progress = [this, callback = shared(engine_, arguments[1])](std::uint64_t sent,
                                                                         std::uint64_t total) {
    outside_.enter([&] {
      engine_.call(callback->get(), {engine_.value(static_cast<double>(sent)),
                                     engine_.value(static_cast<double>(total))});
    });
  };
  return start(std::move(request), progress, arguments[2]);
}

JSValueRef Host::cancel_request(const Arguments& arguments) {
  http_.cancel(arguments.id(0));
  return engine_.undefined();
}

JSValueRef Host::open_socket(const Arguments& arguments) {
  const Shared events = shared(engine_, arguments[1]);
  return id_value(
      sockets_.open(arguments.text(0),
                    {
                        [this, events] {
                          outside_.enter([&] { engine_.call_member(events->get(), "opened", {}); });
                        },
                        [this, events](const SocketData& data) {
                          outside_.enter([&] {
                            const std::array value = {data.is_text ? engine_.text(data.bytes)
                                                                   : engine_.buffer(data.bytes)};
                            engine_.call_member(events->get(), "received", value);
                          });
                        },
                        [this, events](int code, const std::string& reason) {
                          outside_.enter([&] {
                            const std::array values = {engine_.value(static_cast<double>(code)),
                                                       engine_.text(reason)};
                            engine_.call_member(events->get(), "closed", values);
                          });
                        },
                    }));
}

JSValueRef Host::send_socket(const Arguments& arguments) {
  const bool is_binary = engine_.is_buffer(arguments[1]);
  sockets_.send(arguments.id(0), is_binary ? SocketData{engine_.bytes_of(arguments[1]), false}
                                           : SocketData{arguments.text(1), true});
  return engine_.undefined();
}

JSValueRef Host::close_socket(const Arguments& arguments) {
  sockets_.close(arguments.id(0));
  return engine_.undefined();
}

JSValueRef Host::read_item(const Arguments& arguments) {
  std::optional<std::string> value;
  if (const std::string failure = store_->read(arguments.text(0), value); !failure.empty())
    throw std::runtime_error(failure);
  return value ? engine_.text(*value) : engine_.null();
}

JSValueRef Host::write_item(const Arguments& arguments) {
  const std::string failure = store_->write(arguments.text(0), arguments.text(1));
  if (!failure.empty()) throw std::runtime_error(failure);
  return engine_.undefined();
}

JSValueRef Host::remove_item(const Arguments& arguments) {
  const std::string failure = store_->remove(arguments.text(0));
  if (!failure.empty()) throw std::runtime_error(failure);
  return engine_.undefined();
}

JSValueRef Host::take_lock(const Arguments& arguments) {
  return engine_.value(store_->take_lock(arguments.text(0)));
}

JSValueRef Host::release_lock(const Arguments& arguments) {
  store_->release_lock(arguments.text(0));
  return engine_.undefined();
}

JSValueRef Host::random_id(const Arguments& /*arguments*/) {
  std::array<unsigned char, 16> bytes = {};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("the system gives no random bytes");
  std::string text;
  for (const unsigned char byte : bytes) {
    text.push_back("0123456789abcdef"[byte >> 4U]);
    text.push_back("0123456789abcdef"[byte & 0xFU]);
  }
  return engine_.text(text);
}

JSValueRef Host::watch_network(const Arguments& arguments) {
  const std::uint64_t id = ++last_watch_;
  const auto changed = [this, callback = shared(engine_, arguments[0])](bool is_online) {
    outside_.enter([&] { engine_.call(callback->get(), {engine_.value(is_online)}); });
  };
  watches_.emplace(id, std::make_unique<NetworkWatch>(network_.loop, changed));
  return id_value(id);
}

JSValueRef Host::unwatch_network(const Arguments& arguments) {
  watches_.erase(arguments.id(0));
  return engine_.undefined();
}

JSValueRef Host::log(const Arguments& arguments) {
  outside_.log(arguments.text(0));
  return engine_.undefined();
}

}  // namespace echatim
