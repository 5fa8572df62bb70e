#include "net/network_watch.h"

#include <sched.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "net/loop.h"
#include "net/timers.h"

using echatim::Loop;
using echatim::NetworkWatch;
using echatim::Timers;
using std::chrono::milliseconds;

namespace {

bool run(const std::string& command) { return std::system(command.c_str()) == 0; }

}  // namespace

TEST_CASE("an interface that comes and goes is told, and nothing else") {
  std::vector<bool> told;
  bool has_network_of_its_own = false;
  bool was_set = true;
  // A network of its own: of this thread, and of the processes that it starts.
  std::thread([&] {
    if (unshare(CLONE_NEWNET) != 0) return;
    has_network_of_its_own = true;
    was_set = run("ip link add one type veth peer name two && ip link set two up");
    Loop loop;
    Timers timers(loop);
    const NetworkWatch watch(loop, [&](bool is_online) {
      told.push_back(is_online);
      if (is_online) {
        was_set = was_set && run("ip link set one down");
      } else {
        loop.stop();
      }
    });
    timers.start(milliseconds(0), [&] {
      was_set = was_set && run("ip addr add 10.9.9.9/24 dev one && ip link set one up");
    });
    timers.start(milliseconds(10'000), [&] { loop.stop(); });
    loop.run([] {});
  }).join();
  if (!has_network_of_its_own) {
    WARN("not tried: only root may have a network of its own");
    return;
  }
  REQUIRE(was_set);
  // An IPv6 address may come in between, which is another network to the SDK.
  REQUIRE(told.size() >= 2);
  CHECK(told.front());
  CHECK_FALSE(told.back());
}
