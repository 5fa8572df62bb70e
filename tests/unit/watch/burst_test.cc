#include "command/watch/burst.h"

#include <catch2/catch.hpp>
#include <chrono>

namespace iftrue {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

const Burst::Clock::time_point kBegin{};

TEST_CASE("a burst is over some time after its last change", "[burst]") {
  Burst burst(kBegin);
  CHECK(burst.left(kBegin) == Burst::kQuiet);
  CHECK(burst.left(kBegin + milliseconds(4)) == Burst::kQuiet - milliseconds(4));
  burst.add(kBegin + milliseconds(4));
  CHECK(burst.left(kBegin + milliseconds(4)) == Burst::kQuiet);
  CHECK(burst.left(kBegin + milliseconds(4) + Burst::kQuiet) == milliseconds(0));
  CHECK(burst.left(kBegin + milliseconds(40) + Burst::kQuiet) == milliseconds(0));
}

TEST_CASE("a wait is rounded up, so that it is not one more of no time", "[burst]") {
  const Burst burst(kBegin);
  CHECK(burst.left(kBegin + Burst::kQuiet - nanoseconds(1)) == milliseconds(1));
}

TEST_CASE("a burst without an end is over all the same", "[burst]") {
  Burst burst(kBegin);
  auto now = kBegin;
  for (; now < kBegin + Burst::kLongest; now += milliseconds(1)) {
    REQUIRE(burst.left(now) > milliseconds(0));
    burst.add(now);
  }
  CHECK(burst.left(now) == milliseconds(0));
}

}  // namespace
}  // namespace iftrue
