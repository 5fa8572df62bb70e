// `__echatHost`: all that the SDK asks of the program around it (targets/native/host.d.ts), on the
// network, the store and the clock of this machine.

#ifndef ECHATIM_HOST_HOST_H_
#define ECHATIM_HOST_HOST_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "engine/engine.h"
#include "net/http_client.h"
#include "net/network.h"
#include "net/network_watch.h"
#include "net/timers.h"
#include "net/web_sockets.h"
#include "store/store.h"

namespace echatim {

class Host {
 public:
  struct Outside {
    // Runs what calls into the engine.
    std::function<void(const std::function<void()>& work)> enter;
    std::function<void(std::string line)> log;
  };

  Host(Engine& engine, Network& network, Outside outside);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host();

  // Defines the global. The store comes later: its place is known when the config is read.
  void install();
  void use_store(const std::string& folder) { store_ = std::make_unique<Store>(folder); }

  // Timers, requests, sockets and watches.
  [[nodiscard]] std::size_t pending() const;
  // Closes the connections that wait for further requests.
  void rest() { http_.rest(); }

 private:
  using Method = JSValueRef (Host::*)(const Arguments&);

  JSValueRef set_timer(const Arguments& arguments);
  JSValueRef clear_timer(const Arguments& arguments);
  JSValueRef request(const Arguments& arguments);
  JSValueRef upload(const Arguments& arguments);
  JSValueRef cancel_request(const Arguments& arguments);
  JSValueRef open_socket(const Arguments& arguments);
  JSValueRef send_socket(const Arguments& arguments);
  JSValueRef close_socket(const Arguments& arguments);
  JSValueRef read_item(const Arguments& arguments);
  JSValueRef write_item(const Arguments& arguments);
  JSValueRef remove_item(const Arguments& arguments);
  JSValueRef take_lock(const Arguments& arguments);
  JSValueRef release_lock(const Arguments& arguments);
  JSValueRef random_id(const Arguments& arguments);
  JSValueRef watch_network(const Arguments& arguments);
  JSValueRef unwatch_network(const Arguments& arguments);
  JSValueRef log(const Arguments& arguments);

  [[nodiscard]] HttpRequest request_of(JSValueRef given) const;
  JSValueRef start(HttpRequest request, HttpProgress progress, JSValueRef done);
  [[nodiscard]] JSValueRef id_value(std::uint64_t id) const {
    return engine_.value(static_cast<double>(id));
  }

  Engine& engine_;
  Network& network_;
  Outside outside_;
  Timers timers_;
  HttpClient http_;
  WebSockets sockets_;
  std::unique_ptr<Store> store_;
  std::unordered_map<std::uint64_t, std::unique_ptr<NetworkWatch>> watches_;
  std::uint64_t last_watch_ = 0;
};

}  // namespace echatim

#endif  // ECHATIM_HOST_HOST_H_
