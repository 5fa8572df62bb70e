#include "command/plan/state_conditions.h"

#include <catch2/catch.hpp>
#include <string>

namespace iftrue {
namespace {

TEST_CASE("all that an output depends on beside its source is a condition", "[state_conditions]") {
  const auto of = [](const Symbols& symbols, Undefined undefined, Layout layout) {
    return state_conditions(symbols, undefined, layout);
  };
  Symbols on;
  on.set("X", true);
  Symbols off;
  off.set("X", false);
  const std::string base = of(on, Undefined::kError, Layout::kPreserve);
  CHECK(of(on, Undefined::kError, Layout::kPreserve) == base);
  CHECK(of(off, Undefined::kError, Layout::kPreserve) != base);
  CHECK(of(Symbols(), Undefined::kError, Layout::kPreserve) != base);
  CHECK(of(on, Undefined::kOff, Layout::kPreserve) != base);
  CHECK(of(on, Undefined::kKeep, Layout::kPreserve) != base);
  CHECK(of(on, Undefined::kKeep, Layout::kPreserve) != of(on, Undefined::kOff, Layout::kPreserve));
  CHECK(of(on, Undefined::kError, Layout::kCompact) != base);
}

}  // namespace
}  // namespace iftrue
