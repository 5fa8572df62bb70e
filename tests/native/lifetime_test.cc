// The ends of clients, operations and subscriptions, and polling.

#include <dlfcn.h>
#include <echatim.h>
#include <netdb.h>
#include <poll.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "client.h"

using native_test::config;
using native_test::create;
using native_test::Outcome;
using native_test::Record;
using native_test::SilentServer;
using native_test::StoreFolder;
using native_test::subscribe;

namespace {

std::string silent(const StoreFolder& store) {
  static const SilentServer server;
  return server.config(store.path);
}

// How far the resolver has come with slow.test.
enum class Resolving { kNotBegun, kBegun, kAnswered, kOver };

struct SlowResolver {
  std::mutex mutex;
  std::condition_variable changed;
  Resolving state = Resolving::kNotBegun;

  void tell(Resolving next) {
    const std::scoped_lock lock(mutex);
    state = next;
    changed.notify_all();
  }
  void wait_for(Resolving wanted) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return state >= wanted; });
  }
};

SlowResolver& slow_resolver() {
  static SlowResolver resolver;
  return resolver;
}

std::size_t resident_pages() {
  std::size_t all = 0;
  std::size_t resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident;
}

std::size_t entries(const char* folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}

}  // namespace

// In place of the C library's, for the library under test, too: names under .test.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                           addrinfo** result) {
  static const auto real =
      reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  if (name == nullptr) return real(name, service, hints, result);
  const std::string_view asked = name;
  if (asked == "unknown.test") return EAI_NONAME;
  const bool is_slow = asked == "slow.test";
  if (is_slow) {
    slow_resolver().tell(Resolving::kBegun);
    slow_resolver().wait_for(Resolving::kAnswered);
  }
  const bool is_two = asked == "two.test";
  const bool is_known = is_slow || is_two || asked == "known.test";
  const int status = real(is_known ? "127.0.0.1" : name, service, hints, result);
  if (is_two && status == 0) {
    // Nobody listens at the first one.
    addrinfo* good = std::exchange(*result, nullptr);
    if (real("127.0.0.2", service, hints, result) != 0) return EAI_FAIL;
    (*result)->ai_next = good;
  }
  if (is_slow) slow_resolver().tell(Resolving::kOver);
  return status;
}

TEST_CASE("close ends what is under way, and leaves nothing open") {
  const StoreFolder store;
  echatim_client* client = create(silent(store));
  Outcome outcome;
  Record states;
  subscribe(client, "state", states);
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  REQUIRE(states.wait([&] { return states.values.size() == 1; }));
  CHECK(echatim_pending(client) > 0);
  echatim_close(client);
  REQUIRE(outcome.wait());
  CHECK(outcome.code == ECHATIM_STATE);
  CHECK(echatim_get_state(client) == ECHATIM_CLOSED);
  for (int i = 0; i < 1000 && echatim_pending(client) > 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(echatim_pending(client) == 0);
  echatim_close(client);
  Outcome after;
  echatim_connect(client, nullptr, 0, Outcome::done, &after);
  REQUIRE(after.wait());
  CHECK(after.code == ECHATIM_STATE);
  echatim_destroy(client);
}

TEST_CASE("destroy ends what is under way before it returns, and each subscription once") {
  for (const echatim_delivery delivery : {ECHATIM_DELIVER_ON_THREAD, ECHATIM_DELIVER_IN_POLL}) {
    const StoreFolder store;
    echatim_client* client = create(silent(store), delivery);
    Outcome outcome;
    Record states;
    subscribe(client, "state", states);
    subscribe(client, "message", states);
    echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
    echatim_destroy(client);
    CHECK(outcome.is_there);
    CHECK(outcome.code == ECHATIM_STATE);
    CHECK(states.releases == 2);
  }
}

TEST_CASE("an operation is cancelled, and only once") {
  const StoreFolder store;
  echatim_client* client = create(silent(store));
  Outcome outcome;
  const echatim_operation operation = echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  echatim_cancel(client, operation);
  REQUIRE(outcome.wait());
  CHECK(outcome.code == ECHATIM_ABORTED);
  echatim_cancel(client, operation);
  echatim_destroy(client);
}

TEST_CASE("a time limit ends an operation") {
  const StoreFolder store;
  echatim_client* client = create(silent(store));
  Outcome outcome;
  echatim_connect(client, "{\"timeout\":20}", 14, Outcome::done, &outcome);
  REQUIRE(outcome.wait());
  CHECK(outcome.code == ECHATIM_TIMEOUT);
  CHECK(outcome.json.find("\"timeout\":20") != std::string::npos);
  echatim_destroy(client);
}

TEST_CASE("a client is destroyed inside its callback") {
  for (const echatim_delivery delivery : {ECHATIM_DELIVER_ON_THREAD, ECHATIM_DELIVER_IN_POLL}) {
    const StoreFolder store;
    echatim_client* client = create(config(store.path), delivery);
    Outcome outcome;
    Record states;
    subscribe(client, "state", states);
    outcome.then = [&] { echatim_destroy(client); };
    echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
    if (delivery == ECHATIM_DELIVER_IN_POLL)
      while (!outcome.is_there) REQUIRE(echatim_poll(client, 5000) > 0);
    REQUIRE(outcome.wait());
    CHECK(states.wait([&] { return states.releases == 1; }));
  }
}

TEST_CASE("a client is closed inside its callback") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  struct Closing {
    echatim_client* client;
    std::atomic<int> calls;
  } closing = {client, 0};
  const auto close = [](void* user_data, const char* /*value*/, std::size_t /*length*/) {
    auto* self = static_cast<Closing*>(user_data);
    ++self->calls;
    echatim_close(self->client);
  };
  echatim_subscribe(client, "state", 5, close, nullptr, &closing);
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  REQUIRE(outcome.wait());
  // The connection failed, or it was closed before.
  CHECK((outcome.code == ECHATIM_STATE || outcome.code == ECHATIM_TRANSPORT));
  echatim_destroy(client);
  CHECK(closing.calls >= 1);
}

TEST_CASE("a polled client calls back inside poll alone, and its descriptor tells when") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path), ECHATIM_DELIVER_IN_POLL);
  CHECK(echatim_poll(client, 0) == 0);
  Outcome outcome;
  std::thread::id where;
  outcome.then = [&] { where = std::this_thread::get_id(); };
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  pollfd watched = {echatim_fd(client), POLLIN, 0};
  REQUIRE(poll(&watched, 1, 5000) == 1);
  CHECK_FALSE(outcome.is_there);
  CHECK(echatim_poll(client, 5000) == 1);
  CHECK(outcome.is_there);
  CHECK(where == std::this_thread::get_id());
  CHECK(poll(&watched, 1, 0) == 0);
  const auto begin = std::chrono::steady_clock::now();
  CHECK(echatim_poll(client, 30) == 0);
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(30));
  echatim_destroy(client);
}

TEST_CASE("poll is refused where it makes no sense") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  CHECK(echatim_poll(client, 0) == ECHATIM_POLL_REFUSED);
  CHECK(echatim_fd(client) == -1);
  echatim_destroy(client);

  client = create(config(store.path), ECHATIM_DELIVER_IN_POLL);
  Outcome outcome;
  int inside = 0;
  int beside = 0;
  outcome.then = [&] {
    inside = echatim_poll(client, 0);
    std::thread([&] { beside = echatim_poll(client, 0); }).join();
  };
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  CHECK(echatim_poll(client, 5000) == 1);
  CHECK(inside == ECHATIM_POLL_REFUSED);
  CHECK(beside == ECHATIM_POLL_REFUSED);
  // Afterwards another thread may.
  std::thread([&] { beside = echatim_poll(client, 0); }).join();
  CHECK(beside == 0);
  echatim_destroy(client);
}

TEST_CASE("destroy wakes a thread that waits in poll") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path), ECHATIM_DELIVER_IN_POLL);
  std::atomic<bool> polls = false;
  int made = 17;
  std::thread poller([&] {
    polls = true;
    made = echatim_poll(client, -1);
  });
  while (!polls) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  echatim_destroy(client);
  poller.join();
  CHECK(made <= 0);
}

TEST_CASE("a subscription ends once, and nothing comes after it") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path), ECHATIM_DELIVER_IN_POLL);
  Record states;
  const echatim_subscription subscription = subscribe(client, "state", states);
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  pollfd watched = {echatim_fd(client), POLLIN, 0};
  REQUIRE(poll(&watched, 1, 5000) == 1);
  echatim_unsubscribe(client, subscription);
  echatim_unsubscribe(client, subscription);
  while (!outcome.is_there) REQUIRE(echatim_poll(client, 5000) > 0);
  while (states.releases == 0) REQUIRE(echatim_poll(client, 5000) > 0);
  echatim_destroy(client);
  CHECK(states.values.empty());
  CHECK(states.releases == 1);
}

TEST_CASE("a name that is being resolved keeps nobody from the end") {
  const StoreFolder store;
  std::string text = config(store.path);
  const std::string host = "127.0.0.1";
  echatim_client* client = create(text.replace(text.find(host), host.size(), "slow.test"));
  REQUIRE(client != nullptr);
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  slow_resolver().wait_for(Resolving::kBegun);
  echatim_destroy(client);
  // Before the resolver has answered, and when it does so nobody is there.
  CHECK(outcome.is_there);
  CHECK(outcome.code == ECHATIM_STATE);
  slow_resolver().tell(Resolving::kAnswered);
  slow_resolver().wait_for(Resolving::kOver);
}

TEST_CASE("what the resolver says goes to the caller") {
  const StoreFolder store;
  for (const auto& [name, words] :
       {std::pair{"known.test", "can't connect to known.test:1: Connection refused"},
        std::pair{"unknown.test", "can't resolve unknown.test: Name or service not known"}}) {
    std::string text = config(store.path);
    const std::string host = "127.0.0.1";
    echatim_client* client = create(text.replace(text.find(host), host.size(), name));
    Outcome outcome;
    echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
    REQUIRE(outcome.wait());
    CHECK(outcome.code == ECHATIM_TRANSPORT);
    CHECK(outcome.json.find(words) != std::string::npos);
    echatim_destroy(client);
  }
}

TEST_CASE("an address that refuses gives way to the next one") {
  const StoreFolder store;
  const SilentServer server;
  std::string text = server.config(store.path);
  const std::string host = "127.0.0.1";
  echatim_client* client = create(text.replace(text.find(host), host.size(), "two.test"));
  REQUIRE(client != nullptr);
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  CHECK(server.wait());
  echatim_destroy(client);
}

TEST_CASE("a thousand clients come and go without a trace", "[thousand]") {
  const StoreFolder store;
  const auto cycle = [&] {
    echatim_client* client = create(config(store.path));
    Outcome outcome;
    echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
    REQUIRE(outcome.wait());
    echatim_destroy(client);
  };
  for (int i = 0; i < 10; ++i) cycle();
  const std::size_t pages = resident_pages();
  const std::size_t files = entries("/proc/self/fd");
  const std::size_t threads = entries("/proc/self/task");
  for (int i = 0; i < 990; ++i) cycle();
  CHECK(entries("/proc/self/fd") == files);
  CHECK(entries("/proc/self/task") <= threads + 2);  // the engine's helpers come and go
  // 4 MB, where one client has some 10: a heap that breathes, and no client that stays.
  CHECK(resident_pages() < pages + 4096);
}

TEST_CASE("several clients live side by side") {
  const StoreFolder store;
  std::vector<echatim_client*> clients;
  std::vector<Outcome> outcomes(4);
  for (Outcome& outcome : outcomes) {
    clients.push_back(create(config(store.path)));
    REQUIRE(clients.back() != nullptr);
    echatim_connect(clients.back(), nullptr, 0, Outcome::done, &outcome);
  }
  for (Outcome& outcome : outcomes) {
    REQUIRE(outcome.wait());
    CHECK(outcome.code == ECHATIM_TRANSPORT);
  }
  for (echatim_client* client : clients) echatim_destroy(client);
}

TEST_CASE("threads have clients of their own at the same time") {
  const StoreFolder store;
  std::vector<int> failures(4);
  std::vector<std::thread> threads;
  for (std::size_t number = 0; number < failures.size(); ++number)
    threads.emplace_back([&, number] {
      const bool is_polled = number % 2 == 1;
      for (int round = 0; round < 5; ++round) {
        echatim_client* client = create(
            config(store.path), is_polled ? ECHATIM_DELIVER_IN_POLL : ECHATIM_DELIVER_ON_THREAD);
        Outcome outcome;
        echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
        while (is_polled && !outcome.is_there && echatim_poll(client, 5000) > 0) continue;
        if (!outcome.wait() || outcome.code != ECHATIM_TRANSPORT) ++failures[number];
        echatim_destroy(client);
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == std::vector<int>(4));
}
