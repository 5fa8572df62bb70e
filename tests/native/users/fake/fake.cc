// A small echatim.h without a network, for the tests of what stands on it: what the real library
// does only when a server or a network lets it, this one does on a word.
//
//   loginToken "wrong"   the login is refused with 403 and a text of the server
//   call("no")           is answered with 404; call("never") has no answer; others give the form
//   back text "refuse"        is refused with 413; any other comes back as a message, with its text
//   path "missing"       is a transport error; any other is told in two steps and stored

#include <echatim.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>

using nlohmann::json;

struct echatim_error {
  json all;
  std::string text;
  std::string name, message, field, server_message;
};

namespace {

constexpr std::pair<echatim_code, const char*> kNames[] = {
    {ECHATIM_CONFIG, "ConfigError"},
    {ECHATIM_STATE, "StateError"},
    {ECHATIM_ABORTED, "AbortError"},
    {ECHATIM_TIMEOUT, "TimeoutError"},
    {ECHATIM_TRANSPORT, "TransportError"},
    {ECHATIM_REFUSED, "RefusedError"},
    {ECHATIM_LOGIN_REFUSED, "LoginRefusedError"}};

echatim_error make_error(echatim_code code, const std::string& message,
                         json more = json::object()) {
  more["code"] = code;
  more["message"] = message;
  for (const auto& [each, name] : kNames)
    if (each == code) more["name"] = name;
  return {more,
          more.dump(),
          more.value("name", ""),
          message,
          more.value("field", ""),
          more.value("serverMessage", "")};
}

const char* give(const std::string& text, size_t* length) {
  if (length != nullptr) *length = text.size();
  return text.c_str();
}

json read(const char* text, size_t length) {
  return text == nullptr ? json::object() : json::parse(text, text + length, nullptr, false);
}

struct Running {
  echatim_done done;
  void* user_data;
};

struct Listener {
  std::string event;
  echatim_handler handler;
  echatim_release release;
  void* user_data;
};

}  // namespace

struct echatim_client {
  using Clock = std::chrono::steady_clock;

  echatim_client(echatim_delivery where, json fields)
      : delivery(where), config(std::move(fields)) {}

  echatim_delivery delivery;
  json config;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> queue;
  std::multimap<Clock::time_point, std::pair<echatim_operation, int>> limits;
  std::map<echatim_operation, Running> running;
  std::map<echatim_subscription, Listener> listeners;
  std::uint64_t last_id = 0;
  echatim_state state = ECHATIM_IDLE;
  bool ending = false;
  bool inside = false;
  int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  std::thread thread;

  void post(std::function<void()> call) {
    {
      const std::lock_guard lock(mutex);
      queue.push_back(std::move(call));
    }
    changed.notify_all();
    const std::uint64_t one = 1;
    if (write(fd, &one, sizeof one) < 0) std::abort();
  }

  /// Makes what waits; waits for something until `until`. Also ends what has taken too long.
  int step(Clock::time_point until) {
    std::unique_lock lock(mutex);
    while (queue.empty() && !ending) {
      const auto next = limits.empty() ? until : std::min(until, limits.begin()->first);
      if (next == Clock::time_point::max())
        changed.wait(lock);
      else
        changed.wait_until(lock, next);
      const auto now = Clock::now();
      while (!limits.empty() && limits.begin()->first <= now) {
        const auto [operation, timeout] = limits.begin()->second;
        limits.erase(limits.begin());
        lock.unlock();
        fail(operation, ECHATIM_TIMEOUT, "no result in time", {{"timeout", timeout}});
        lock.lock();
      }
      if (now >= until) break;
    }
    std::uint64_t count = 0;
    if (read(fd, &count, sizeof count) < 0 && errno != EAGAIN) std::abort();
    int made = 0;
    while (!queue.empty()) {
      const auto call = std::move(queue.front());
      queue.pop_front();
      lock.unlock();
      call();
      ++made;
      lock.lock();
    }
    return made;
  }

  echatim_operation begin(echatim_done done, void* user_data, const json& options, int otherwise) {
    const std::lock_guard lock(mutex);
    running[++last_id] = {done, user_data};
    const int timeout = options.contains("timeout") && options["timeout"].is_null()
                            ? 0
                            : options.value("timeout", otherwise);
    if (timeout > 0)
      limits.emplace(Clock::now() + std::chrono::milliseconds(timeout),
                     std::pair(last_id, timeout));
    changed.notify_all();
    return last_id;
  }

  void end(echatim_operation operation, std::function<void(const Running&)> tell) {
    post([this, operation, tell = std::move(tell)] {
      std::unique_lock lock(mutex);
      const auto found = running.find(operation);
      if (found == running.end()) return;
      const Running ended = found->second;
      running.erase(found);
      lock.unlock();
      if (ended.done != nullptr) tell(ended);
    });
  }

  void succeed(echatim_operation operation, const json& result) {
    end(operation, [text = result.dump()](const Running& ended) {
      ended.done(ended.user_data, nullptr, text.data(), text.size());
    });
  }

  void fail(echatim_operation operation, echatim_code code, const std::string& message,
            json more = json::object()) {
    end(operation, [error = make_error(code, message, std::move(more))](const Running& ended) {
      ended.done(ended.user_data, &error, "null", 4);
    });
  }

  void tell(const std::string& event, const json& value) {
    post([this, event, text = value.dump()] {
      std::map<echatim_subscription, Listener> now;
      {
        const std::lock_guard lock(mutex);
        now = listeners;
      }
      for (const auto& [id, listener] : now)
        if (listener.event == event) listener.handler(listener.user_data, text.data(), text.size());
    });
  }

  void enter(echatim_state next) {
    state = next;
    tell("state", echatim_state_name(next));
  }
};

extern "C" {

const char* echatim_version(void) { return "0.1.0"; }

echatim_code echatim_error_code(const echatim_error* error) {
  return error == nullptr ? ECHATIM_OK : error->all["code"].get<echatim_code>();
}
const char* echatim_error_name(const echatim_error* error, size_t* length) {
  return give(error->name, length);
}
const char* echatim_error_message(const echatim_error* error, size_t* length) {
  return give(error->message, length);
}
const char* echatim_error_field(const echatim_error* error, size_t* length) {
  return give(error->field, length);
}
int32_t echatim_error_server_code(const echatim_error* error) {
  return error->all.value("serverCode", 0);
}
const char* echatim_error_server_message(const echatim_error* error, size_t* length) {
  return give(error->server_message, length);
}
const char* echatim_error_json(const echatim_error* error, size_t* length) {
  return give(error->text, length);
}
void echatim_error_free(echatim_error* error) { delete error; }

echatim_client* echatim_create(const char* config, size_t length, echatim_delivery delivery,
                               echatim_error** error) {
  json fields = read(config, length);
  for (const char* field : {"host", "key", "loginAuid", "loginToken"}) {
    if (fields.is_object() && fields.contains(field) && fields[field] != "") continue;
    if (error != nullptr)
      *error = new echatim_error(
          make_error(ECHATIM_CONFIG, std::string(field) + ": is required", {{"field", field}}));
    return nullptr;
  }
  if (error != nullptr) *error = nullptr;
  auto* client = new echatim_client(delivery, std::move(fields));
  if (delivery == ECHATIM_DELIVER_ON_THREAD) {
    client->thread = std::thread([client] {
      while (!client->ending) client->step(echatim_client::Clock::time_point::max());
    });
  } else {  // for the time-outs alone: they make the descriptor readable
    client->thread = std::thread([client] {
      std::unique_lock lock(client->mutex);
      while (!client->ending) {
        client->changed.wait_for(lock, std::chrono::milliseconds(20));
        if (client->limits.empty() || client->limits.begin()->first > echatim_client::Clock::now())
          continue;
        const auto [operation, timeout] = client->limits.begin()->second;
        client->limits.erase(client->limits.begin());
        lock.unlock();
        client->fail(operation, ECHATIM_TIMEOUT, "no result in time", {{"timeout", timeout}});
        lock.lock();
      }
    });
  }
  return client;
}

void echatim_destroy(echatim_client* client) {
  if (client == nullptr) return;
  std::map<echatim_subscription, Listener> listeners;
  {
    const std::lock_guard lock(client->mutex);
    client->ending = true;
    listeners.swap(client->listeners);
  }
  client->changed.notify_all();
  client->thread.join();
  for (const auto& [id, running] : client->running) client->fail(id, ECHATIM_STATE, "destroyed");
  client->step(echatim_client::Clock::now());
  for (const auto& [id, listener] : listeners)
    if (listener.release != nullptr) listener.release(listener.user_data);
  close(client->fd);
  delete client;
}

void echatim_close(echatim_client* client) {
  std::map<echatim_operation, Running> running;
  {
    const std::lock_guard lock(client->mutex);
    running = client->running;
  }
  for (const auto& [id, each] : running) client->fail(id, ECHATIM_STATE, "closed");
  client->enter(ECHATIM_CLOSED);
}

echatim_state echatim_get_state(const echatim_client* client) { return client->state; }

const char* echatim_state_name(echatim_state state) {
  constexpr const char* names[] = {"idle", "connecting", "online", "offline", "closed"};
  return names[state];
}

size_t echatim_pending(const echatim_client* client) { return client->running.size(); }

int echatim_fd(const echatim_client* client) {
  return client->delivery == ECHATIM_DELIVER_IN_POLL ? client->fd : -1;
}

int echatim_poll(echatim_client* client, int timeout_ms) {
  if (client->delivery != ECHATIM_DELIVER_IN_POLL || client->inside) return ECHATIM_POLL_REFUSED;
  client->inside = true;
  const auto now = echatim_client::Clock::now();
  const int made = client->step(timeout_ms < 0 ? echatim_client::Clock::time_point::max()
                                               : now + std::chrono::milliseconds(timeout_ms));
  client->inside = false;
  return made;
}

echatim_operation echatim_connect(echatim_client* client, const char* options,
                                  size_t options_length, echatim_done done, void* user_data) {
  const auto operation = client->begin(done, user_data, read(options, options_length), 0);
  client->enter(ECHATIM_CONNECTING);
  if (client->config["loginToken"] == "wrong") {
    client->enter(ECHATIM_IDLE);
    client->fail(operation, ECHATIM_LOGIN_REFUSED, "the login was refused [403]",
                 {{"serverCode", 403}, {"serverMessage", "no \x1b[31m such account"}});
  } else {
    client->enter(ECHATIM_ONLINE);
    client->succeed(operation, nullptr);
  }
  return operation;
}

echatim_operation echatim_call(echatim_client* client, const char* api, size_t api_length,
                               const char* form, size_t form_length, const char* options,
                               size_t options_length, echatim_done done, void* user_data) {
  const auto operation = client->begin(done, user_data, read(options, options_length), 10'000);
  const std::string name(api, api_length);
  const json data = read(form, form_length);
  if (!data.is_object())
    client->fail(operation, ECHATIM_CONFIG, "form: must be an object", {{"field", "form"}});
  else if (name == "no")
    client->succeed(operation, {{"code", 404}, {"msg", "there is none"}, {"data", nullptr}});
  else if (name != "never")
    client->succeed(operation, {{"code", 200}, {"msg", "success"}, {"data", data}});
  return operation;
}

static json receipt(echatim_operation operation) {
  return {{"messageId", "m" + std::to_string(operation)},
          {"clientMessageId", "c" + std::to_string(operation)},
          {"sendTime", 1700000000000}};
}

echatim_operation echatim_send(echatim_client* client, echatim_target target, const char* id,
                               size_t id_length, const char* content, size_t content_length,
                               const char* options, size_t options_length, echatim_done done,
                               void* user_data) {
  const auto operation = client->begin(done, user_data, read(options, options_length), 0);
  const json said = read(content, content_length);
  if (said["body"] == "refuse") {
    client->fail(operation, ECHATIM_REFUSED, "the message was refused [413]",
                 {{"serverCode", 413}, {"serverMessage", "too long"}});
    return operation;
  }
  json message = receipt(operation);
  client->succeed(operation, message);
  message.update({{"fromUser", std::string(id, id_length)},
                  {"toTarget", client->config["loginAuid"]},
                  {"way", target == ECHATIM_TO_ROOM ? "P2R" : "P2P"},
                  {"type", said["type"]},
                  {"body", said["body"]}});
  client->tell("message", message);
  return operation;
}

echatim_operation echatim_send_text(echatim_client* client, echatim_target target, const char* id,
                                    size_t id_length, const char* text, size_t text_length,
                                    const char* options, size_t options_length, echatim_done done,
                                    void* user_data) {
  const std::string content =
      json{{"type", "TEXT"}, {"body", std::string(text, text_length)}}.dump();
  return echatim_send(client, target, id, id_length, content.data(), content.size(), options,
                      options_length, done, user_data);
}

static echatim_operation upload(echatim_client* client, const std::string& path,
                                const json& options, echatim_progress progress, echatim_done done,
                                void* user_data, bool is_message) {
  const auto operation = client->begin(done, user_data, options, 0);
  if (path == "missing") {
    client->fail(operation, ECHATIM_TRANSPORT, "there is no such file");
    return operation;
  }
  for (const std::uint64_t sent : {5, 10})
    if (progress != nullptr) client->post([=] { progress(user_data, sent, 10); });
  const std::string name = options.value("name", path.substr(path.rfind('/') + 1));
  client->succeed(operation, is_message
                                 ? receipt(operation)
                                 : json{{"url", "http://files/1"}, {"name", name}, {"size", 10}});
  return operation;
}

echatim_operation echatim_send_image(echatim_client* client, echatim_target, const char*, size_t,
                                     const char* path, size_t path_length, const char* options,
                                     size_t options_length, echatim_progress progress,
                                     echatim_done done, void* user_data) {
  return upload(client, {path, path_length}, read(options, options_length), progress, done,
                user_data, true);
}
echatim_operation echatim_send_file(echatim_client* client, echatim_target, const char*, size_t,
                                    const char* path, size_t path_length, const char* options,
                                    size_t options_length, echatim_progress progress,
                                    echatim_done done, void* user_data) {
  return upload(client, {path, path_length}, read(options, options_length), progress, done,
                user_data, true);
}
echatim_operation echatim_upload(echatim_client* client, const char* path, size_t path_length,
                                 const char* options, size_t options_length,
                                 echatim_progress progress, echatim_done done, void* user_data) {
  return upload(client, {path, path_length}, read(options, options_length), progress, done,
                user_data, false);
}

echatim_operation echatim_mark_read(echatim_client* client, echatim_target, const char*, size_t,
                                    const char* message_id, size_t message_id_length,
                                    const char* options, size_t options_length, echatim_done done,
                                    void* user_data) {
  const auto operation = client->begin(done, user_data, read(options, options_length), 0);
  const json counts = {{"total", 1},
                       {"conversations", {{{"way", "P2R"}, {"toTarget", "r"}, {"unread", 1}}}}};
  client->tell("unread", counts);
  if (std::string(message_id, message_id_length) == "none")
    client->fail(operation, ECHATIM_REFUSED, "there is no such message", {{"serverCode", 404}});
  else
    client->succeed(operation, nullptr);
  return operation;
}

echatim_operation echatim_unread(echatim_client* client, const char* options, size_t options_length,
                                 echatim_done done, void* user_data) {
  const auto operation = client->begin(done, user_data, read(options, options_length), 0);
  client->succeed(operation, {{"total", 3},
                              {"conversations",
                               {{{"way", "P2R"}, {"toTarget", "r"}, {"unread", 1}},
                                {{"way", "P2P"}, {"toTarget", "bob"}, {"unread", 2}}}}});
  return operation;
}

echatim_operation echatim_outbox_list(echatim_client* client, echatim_done done, void* user_data) {
  const auto operation = client->begin(done, user_data, json::object(), 0);
  client->succeed(operation, {{{"clientMessageId", "1"},
                               {"way", "P2P"},
                               {"toTarget", "bob"},
                               {"type", "TEXT"},
                               {"body", "a,b"},
                               {"state", "sending"}},
                              {{"clientMessageId", "2"},
                               {"way", "P2R"},
                               {"toTarget", "r"},
                               {"type", "FILE"},
                               {"state", "waiting"}}});
  return operation;
}

static echatim_operation find(echatim_client* client, const std::string& id, echatim_done done,
                              void* user_data) {
  const auto operation = client->begin(done, user_data, json::object(), 0);
  client->succeed(operation, id == "1");
  return operation;
}
echatim_operation echatim_outbox_retry(echatim_client* client, const char* id, size_t id_length,
                                       echatim_done done, void* user_data) {
  return find(client, {id, id_length}, done, user_data);
}
echatim_operation echatim_outbox_drop(echatim_client* client, const char* id, size_t id_length,
                                      echatim_done done, void* user_data) {
  return find(client, {id, id_length}, done, user_data);
}

void echatim_cancel(echatim_client* client, echatim_operation operation) {
  client->fail(operation, ECHATIM_ABORTED, "cancelled");
}

echatim_subscription echatim_subscribe(echatim_client* client, const char* event,
                                       size_t event_length, echatim_handler handler,
                                       echatim_release release, void* user_data) {
  const std::string name(event, event_length);
  bool known = false;
  for (const char* each :
       {"message", "notification", "presence", "unread", "state", "kicked", "error", "log"})
    known = known || name == each;
  if (!known) return 0;
  const std::lock_guard lock(client->mutex);
  client->listeners[++client->last_id] = {name, handler, release, user_data};
  return client->last_id;
}

void echatim_unsubscribe(echatim_client* client, echatim_subscription subscription) {
  Listener ended;
  {
    const std::lock_guard lock(client->mutex);
    const auto found = client->listeners.find(subscription);
    if (found == client->listeners.end()) return;
    ended = found->second;
    client->listeners.erase(found);
  }
  client->post([ended] {
    if (ended.release != nullptr) ended.release(ended.user_data);
  });
}

}  // extern "C"
