#include <catch2/catch.hpp>
#include <string>

#include "iftrue/iftrue.h"

namespace iftrue {
namespace {

TEST_CASE("the version of the header is the project's", "[version]") {
  CHECK(std::string(IFTRUE_VERSION_STRING) == IFTRUE_VERSION);
  CHECK(std::to_string(IFTRUE_VERSION_MAJOR) + '.' + std::to_string(IFTRUE_VERSION_MINOR) + '.' +
            std::to_string(IFTRUE_VERSION_PATCH) ==
        IFTRUE_VERSION);
}

}  // namespace
}  // namespace iftrue
