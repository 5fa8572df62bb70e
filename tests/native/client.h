// A client of the C interface for tests, with a record of what it was told. Nobody listens at its
// server's ports, and its store is a folder of its own.

#ifndef TESTS_NATIVE_CLIENT_H_
#define TESTS_NATIVE_CLIENT_H_

#include <arpa/inet.h>
#include <echatim.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace native_test {

struct StoreFolder {
  std::string path;

  StoreFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "echatim-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  StoreFolder(const StoreFolder&) = delete;
  StoreFolder& operator=(const StoreFolder&) = delete;
  ~StoreFolder() { std::filesystem::remove_all(path); }
};

// `more`: further fields, each after a comma.
inline std::string config(const std::string& store, const std::string& more = "") {
  return R"({"host":"127.0.0.1","httpPort":1,"socketPort":1,"key":"k","loginAuid":"alice",)"
         R"("loginToken":"t","storeFolder":")" +
         store + "\"" + more + "}";
}

// A server that says nothing: the kernel takes the connections, and nobody reads from them.
class SilentServer {
 public:
  SilentServer() {
    auto* name = reinterpret_cast<sockaddr*>(&address_);
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address_;
    if (bind(listener_, name, length) != 0 || listen(listener_, 64) != 0 ||
        getsockname(listener_, name, &length) != 0)
      std::abort();
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { close(listener_); }

  // Of a client whose WebSocket goes there.
  [[nodiscard]] std::string config(const std::string& store) const {
    std::string text = native_test::config(store);
    const std::string field = "\"socketPort\":";
    return text.replace(text.find(field) + field.size(), 1,
                        std::to_string(ntohs(address_.sin_port)));
  }

  // Until the first connection is there.
  [[nodiscard]] bool wait() const {
    pollfd watched = {listener_, POLLIN, 0};
    return poll(&watched, 1, 10'000) == 1;
  }

 private:
  int listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address_ = {};
};

// The outcome of one operation, for whoever waits for it.
struct Outcome {
  std::mutex mutex;
  std::condition_variable came;
  bool is_there = false;
  echatim_code code = ECHATIM_OK;
  std::string name, message, field, json, result;
  // Called with the outcome, where callbacks come.
  std::function<void()> then;

  static void done(void* user_data, const echatim_error* error, const char* result,
                   std::size_t length) {
    auto* self = static_cast<Outcome*>(user_data);
    {
      const std::scoped_lock lock(self->mutex);
      self->code = echatim_error_code(error);
      self->name = echatim_error_name(error, nullptr);
      self->message = echatim_error_message(error, nullptr);
      self->field = echatim_error_field(error, nullptr);
      self->json = echatim_error_json(error, nullptr);
      self->result = std::string(result, length);
    }
    if (self->then) self->then();
    const std::scoped_lock lock(self->mutex);
    self->is_there = true;
    self->came.notify_all();
  }

  [[nodiscard]] bool wait() {
    std::unique_lock lock(mutex);
    return came.wait_for(lock, std::chrono::seconds(10), [this] { return is_there; });
  }
};

// Values of one event.
struct Record {
  std::mutex mutex;
  std::condition_variable came;
  std::vector<std::string> values;
  int releases = 0;

  static void handle(void* user_data, const char* value, std::size_t length) {
    auto* self = static_cast<Record*>(user_data);
    const std::scoped_lock lock(self->mutex);
    self->values.emplace_back(value, length);
    self->came.notify_all();
  }

  static void release(void* user_data) {
    auto* self = static_cast<Record*>(user_data);
    const std::scoped_lock lock(self->mutex);
    ++self->releases;
    self->came.notify_all();
  }

  [[nodiscard]] bool wait(const std::function<bool()>& condition) {
    std::unique_lock lock(mutex);
    return came.wait_for(lock, std::chrono::seconds(10), condition);
  }
};

inline echatim_client* create(const std::string& text,
                              echatim_delivery delivery = ECHATIM_DELIVER_ON_THREAD) {
  return echatim_create(text.data(), text.size(), delivery, nullptr);
}

inline echatim_subscription subscribe(echatim_client* client, std::string_view event,
                                      Record& record) {
  return echatim_subscribe(client, event.data(), event.size(), Record::handle, Record::release,
                           &record);
}

}  // namespace native_test

#endif  // TESTS_NATIVE_CLIENT_H_
