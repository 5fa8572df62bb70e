#include <catch2/catch.hpp>
#include <vector>

#include "iftrue/document.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

TEST_CASE("what some target turns on is compared", "[compared_symbols]") {
  const std::vector<NamedTarget> targets = {{"web", symbols("WEB !DEBUG")},
                                            {"wx", symbols("WX !WEB")}};
  const std::vector<Symbols> compared = compared_symbols(targets);
  REQUIRE(compared.size() == 2);
  CHECK(compared[0].values() == symbols("WEB !WX").values());
  CHECK(compared[1].values() == symbols("!WEB WX").values());
}

TEST_CASE("of one target there is nothing to compare", "[compared_symbols]") {
  CHECK(compared_symbols({}).empty());
  CHECK(compared_symbols(std::vector<NamedTarget>{{"web", symbols("WEB")}}).empty());
}

}  // namespace
}  // namespace iftrue
