#include "engine/format.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string>

namespace iftrue {
namespace {

TEST_CASE("values stand where the pattern says", "[format]") {
  const std::string owned = "owned";
  CHECK(formatted("plain") == "plain");
  CHECK(formatted("") == "");
  CHECK(formatted("{}", owned) == "owned");
  CHECK(formatted("{} and {}.", "one", std::string_view("two")) == "one and two.");
  CHECK(formatted("'{0}{0}', not '{0}'", '&') == "'&&', not '&'");
  CHECK(formatted("{1}{0}{1}", "a", "b") == "bab");
  CHECK(formatted("{}:{}", std::size_t{0}, std::numeric_limits<std::size_t>::max()) ==
        "0:18446744073709551615");
  CHECK(formatted("{}", "{} is no field of a value") == "{} is no field of a value");
  CHECK(formatted("({})", "") == "()");
  CHECK(formatted("{}", std::string_view("a\0b", 3)) == std::string("a\0b", 3));
}

}  // namespace
}  // namespace iftrue
