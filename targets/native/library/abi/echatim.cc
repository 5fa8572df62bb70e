// The C border: turns what C gives into what the client takes. No exception leaves it.

#include "echatim.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "abi/error.h"
#include "client/client.h"
#include "client/script.h"
#include "client/subscriptions.h"
#include "engine/text.h"

using echatim::Client;
using echatim::Error;
using echatim::Script;

struct echatim_client {
  std::shared_ptr<Client> client;
};

namespace {

#define ECHATIM_TEXT_OF(number) #number
#define ECHATIM_TEXT(number) ECHATIM_TEXT_OF(number)

const char* text_of(const std::string& text, std::size_t* length) {
  if (length != nullptr) *length = text.size();
  return text.c_str();
}

const char* no_text(std::size_t* length) {
  if (length != nullptr) *length = 0;
  return "";
}

// The arguments of an operation. The first one that is no UTF-8 is its fault.
class Given {
 public:
  Script::Argument text(const char* field, const char* bytes, std::size_t length) {
    if (bytes == nullptr && length == 0) return {std::u16string(), std::nullopt};
    return optional(field, bytes, length);
  }

  Script::Argument optional(const char* field, const char* bytes, std::size_t length) {
    if (bytes == nullptr && length == 0) return {};
    std::optional<std::u16string> text;
    if (bytes != nullptr) text = echatim::utf16_of({bytes, length});
    if (!text && !fault_) fault_ = echatim::config_error(field, "is not UTF-8");
    return {std::move(text), std::nullopt};
  }

  std::optional<Error> fault() { return std::move(fault_); }

 private:
  std::optional<Error> fault_;
};

// Of an enumeration: in C any number may stand in one, in C++ no other than its own may be read.
template <typename Enumeration>
int number_in(const Enumeration& value) {
  static_assert(sizeof(Enumeration) == sizeof(int));
  int result = 0;
  std::memcpy(&result, &value, sizeof result);
  return result;
}

Script::Argument number(int value) { return {std::nullopt, static_cast<double>(value)}; }

// A C++ program's bad_alloc is a C program's 0.
template <typename Work>
auto guarded(Work work) noexcept -> decltype(work()) {
  try {
    return work();
  } catch (...) {
    return {};
  }
}

void set(echatim_error** to, Error error) {
  if (to != nullptr) *to = new (std::nothrow) Error(std::move(error));
}

echatim_operation send_stored(const char* name, echatim_client* client, int target, const char* id,
                              std::size_t id_length, const char* path, std::size_t path_length,
                              const char* options, std::size_t options_length,
                              echatim_progress progress, echatim_done done, void* user_data) {
  return guarded([&] {
    Given given;
    std::vector<Script::Argument> arguments = {number(target), given.text("target", id, id_length),
                                               given.text("path", path, path_length)};
    Script::Argument read = given.optional("options", options, options_length);
    return client->client->begin(name, std::move(read), std::move(arguments), given.fault(),
                                 {done, progress, user_data});
  });
}

// Of what takes options alone.
echatim_operation simple(const char* name, echatim_client* client, const char* options,
                         std::size_t options_length, echatim_done done, void* user_data) {
  return guarded([&] {
    Given given;
    Script::Argument read = given.optional("options", options, options_length);
    return client->client->begin(name, std::move(read), {}, given.fault(),
                                 {done, nullptr, user_data});
  });
}

// Of what is about one message that waits.
echatim_operation of_message(const char* name, echatim_client* client, const char* id,
                             std::size_t id_length, echatim_done done, void* user_data) {
  return guarded([&] {
    Given given;
    std::vector<Script::Argument> arguments = {given.text("clientMessageId", id, id_length)};
    return client->client->begin(name, {}, std::move(arguments), given.fault(),
                                 {done, nullptr, user_data});
  });
}

// Of what has a target and one text.
echatim_operation with_text(const char* name, const char* field, echatim_client* client, int target,
                            const char* id, std::size_t id_length, const char* content,
                            std::size_t content_length, const char* options,
                            std::size_t options_length, echatim_done done, void* user_data) {
  return guarded([&] {
    Given given;
    std::vector<Script::Argument> arguments = {number(target), given.text("target", id, id_length),
                                               given.text(field, content, content_length)};
    Script::Argument read = given.optional("options", options, options_length);
    return client->client->begin(name, std::move(read), std::move(arguments), given.fault(),
                                 {done, nullptr, user_data});
  });
}

}  // namespace

extern "C" {

const char* echatim_version() {
  return ECHATIM_TEXT(ECHATIM_VERSION_MAJOR) "." ECHATIM_TEXT(
      ECHATIM_VERSION_MINOR) "." ECHATIM_TEXT(ECHATIM_VERSION_PATCH);
}

echatim_code echatim_error_code(const echatim_error* error) {
  return error == nullptr ? ECHATIM_OK : error->code;
}

const char* echatim_error_name(const echatim_error* error, size_t* length) {
  return error == nullptr ? no_text(length) : text_of(error->name, length);
}

const char* echatim_error_message(const echatim_error* error, size_t* length) {
  return error == nullptr ? no_text(length) : text_of(error->message, length);
}

const char* echatim_error_field(const echatim_error* error, size_t* length) {
  return error == nullptr ? no_text(length) : text_of(error->field, length);
}

int32_t echatim_error_server_code(const echatim_error* error) {
  return error == nullptr ? 0 : error->server_code;
}

const char* echatim_error_server_message(const echatim_error* error, size_t* length) {
  return error == nullptr ? no_text(length) : text_of(error->server_message, length);
}

const char* echatim_error_json(const echatim_error* error, size_t* length) {
  return error == nullptr ? no_text(length) : text_of(error->json, length);
}

void echatim_error_free(echatim_error* error) { delete error; }

echatim_client* echatim_create(const char* config, size_t config_length, echatim_delivery delivery,
                               echatim_error** error) {
  if (error != nullptr) *error = nullptr;
  try {
    std::optional<std::u16string> text;
    if (config != nullptr) text = echatim::utf16_of({config, config_length});
    std::optional<Error> failure;
    if (!text) failure = echatim::config_error("config", "is not UTF-8");
    const int where = number_in(delivery);
    if (where != ECHATIM_DELIVER_ON_THREAD && where != ECHATIM_DELIVER_IN_POLL)
      failure = echatim::config_error("delivery", "is neither on the thread nor in poll");
    std::shared_ptr<Client> client;
    if (!failure) client = Client::create(*text, delivery, failure);
    if (!failure) return new echatim_client{std::move(client)};
    set(error, std::move(*failure));
  } catch (const std::exception& thrown) {
    try {
      set(error, echatim::internal_error(thrown.what()));
    } catch (...) {  // no memory even for that: NULL says it
    }
  }
  return nullptr;
}

void echatim_destroy(echatim_client* client) {
  if (client == nullptr) return;
  const std::unique_ptr<echatim_client> owned(client);
  client->client->destroy();
}

void echatim_close(echatim_client* client) { client->client->close(); }

echatim_state echatim_get_state(const echatim_client* client) { return client->client->state(); }

const char* echatim_state_name(echatim_state state) {
  switch (number_in(state)) {
    case ECHATIM_IDLE:
      return "idle";
    case ECHATIM_CONNECTING:
      return "connecting";
    case ECHATIM_ONLINE:
      return "online";
    case ECHATIM_OFFLINE:
      return "offline";
    case ECHATIM_CLOSED:
      return "closed";
  }
  return "";
}

size_t echatim_pending(const echatim_client* client) { return client->client->pending(); }

int echatim_fd(const echatim_client* client) { return client->client->fd(); }

int echatim_poll(echatim_client* client, int timeout_ms) {
  return client->client->poll(timeout_ms);
}

echatim_operation echatim_connect(echatim_client* client, const char* options,
                                  size_t options_length, echatim_done done, void* user_data) {
  return simple("connect", client, options, options_length, done, user_data);
}

echatim_operation echatim_call(echatim_client* client, const char* api, size_t api_length,
                               const char* form, size_t form_length, const char* options,
                               size_t options_length, echatim_done done, void* user_data) {
  return guarded([&] {
    Given given;
    std::vector<Script::Argument> arguments = {given.text("api", api, api_length),
                                               given.optional("form", form, form_length)};
    Script::Argument read = given.optional("options", options, options_length);
    return client->client->begin("call", std::move(read), std::move(arguments), given.fault(),
                                 {done, nullptr, user_data});
  });
}

echatim_operation echatim_send_text(echatim_client* client, echatim_target target, const char* id,
                                    size_t id_length, const char* text, size_t text_length,
                                    const char* options, size_t options_length, echatim_done done,
                                    void* user_data) {
  return with_text("sendText", "text", client, number_in(target), id, id_length, text, text_length,
                   options, options_length, done, user_data);
}

echatim_operation echatim_send_image(echatim_client* client, echatim_target target, const char* id,
                                     size_t id_length, const char* path, size_t path_length,
                                     const char* options, size_t options_length,
                                     echatim_progress progress, echatim_done done,
                                     void* user_data) {
  return send_stored("sendImage", client, number_in(target), id, id_length, path, path_length,
                     options, options_length, progress, done, user_data);
}

echatim_operation echatim_send_file(echatim_client* client, echatim_target target, const char* id,
                                    size_t id_length, const char* path, size_t path_length,
                                    const char* options, size_t options_length,
                                    echatim_progress progress, echatim_done done, void* user_data) {
  return send_stored("sendFile", client, number_in(target), id, id_length, path, path_length,
                     options, options_length, progress, done, user_data);
}

echatim_operation echatim_send(echatim_client* client, echatim_target target, const char* id,
                               size_t id_length, const char* content, size_t content_length,
                               const char* options, size_t options_length, echatim_done done,
                               void* user_data) {
  return with_text("send", "content", client, number_in(target), id, id_length, content,
                   content_length, options, options_length, done, user_data);
}

echatim_operation echatim_upload(echatim_client* client, const char* path, size_t path_length,
                                 const char* options, size_t options_length,
                                 echatim_progress progress, echatim_done done, void* user_data) {
  return guarded([&] {
    Given given;
    std::vector<Script::Argument> arguments = {given.text("path", path, path_length)};
    Script::Argument read = given.optional("options", options, options_length);
    return client->client->begin("upload", std::move(read), std::move(arguments), given.fault(),
                                 {done, progress, user_data});
  });
}

echatim_operation echatim_mark_read(echatim_client* client, echatim_target target, const char* id,
                                    size_t id_length, const char* message_id,
                                    size_t message_id_length, const char* options,
                                    size_t options_length, echatim_done done, void* user_data) {
  return with_text("markRead", "messageId", client, number_in(target), id, id_length, message_id,
                   message_id_length, options, options_length, done, user_data);
}

echatim_operation echatim_unread(echatim_client* client, const char* options, size_t options_length,
                                 echatim_done done, void* user_data) {
  return simple("unread", client, options, options_length, done, user_data);
}

echatim_operation echatim_outbox_list(echatim_client* client, echatim_done done, void* user_data) {
  return simple("outboxList", client, nullptr, 0, done, user_data);
}

echatim_operation echatim_outbox_retry(echatim_client* client, const char* client_message_id,
                                       size_t client_message_id_length, echatim_done done,
                                       void* user_data) {
  return of_message("outboxRetry", client, client_message_id, client_message_id_length, done,
                    user_data);
}

echatim_operation echatim_outbox_drop(echatim_client* client, const char* client_message_id,
                                      size_t client_message_id_length, echatim_done done,
                                      void* user_data) {
  return of_message("outboxDrop", client, client_message_id, client_message_id_length, done,
                    user_data);
}

void echatim_cancel(echatim_client* client, echatim_operation operation) {
  client->client->cancel(operation);
}

echatim_subscription echatim_subscribe(echatim_client* client, const char* event,
                                       size_t event_length, echatim_handler handler,
                                       echatim_release release, void* user_data) {
  return guarded([&]() -> echatim_subscription {
    const std::string_view name = event == nullptr ? "" : std::string_view(event, event_length);
    if (handler == nullptr || !echatim::Subscriptions::is_event(name)) return 0;
    return client->client->subscribe({0, std::string(name), handler, release, user_data, false});
  });
}

void echatim_unsubscribe(echatim_client* client, echatim_subscription subscription) {
  client->client->unsubscribe(subscription);
}

}  // extern "C"
