#include "command/system/file_clock.h"

#include <catch2/catch.hpp>
#include <cstdint>

namespace iftrue {
namespace {

TEST_CASE("the tick of the file system's clock passes", "[file_clock]") {
  await_next_tick();
  CHECK_FALSE(in_current_tick(0));
  CHECK_FALSE(in_current_tick(INT64_MAX));  // a clock that was set back is no reason to wait
}

}  // namespace
}  // namespace iftrue
