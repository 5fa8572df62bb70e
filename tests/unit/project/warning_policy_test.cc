#include "command/project/warning_policy.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("warnings are reported unless they are allowed, and are errors if denied",
          "[warning_policy]") {
  WarningPolicy policy;
  CHECK(policy.severity(Code::kMisspelt) == Severity::kWarning);
  CHECK_FALSE(policy.denies_any());
  REQUIRE(policy.deny("W101"));
  REQUIRE(policy.allow("W105"));
  CHECK(policy.severity(Code::kMisspelt) == Severity::kError);
  CHECK(policy.severity(Code::kEmptyGroup) == Severity::kWarning);
  CHECK(policy.severity(Code::kMalformed) == Severity::kError);
  CHECK(policy.allows(Code::kKeptByAll));
  CHECK_FALSE(policy.allows(Code::kMalformed));
  CHECK(policy.denies_any());

  // All but what is allowed; a code by its name overrides that.
  REQUIRE(policy.deny("all"));
  CHECK(policy.denies(Code::kEmptyGroup));
  CHECK_FALSE(policy.denies(Code::kKeptByAll));
  REQUIRE(policy.deny("W105"));
  CHECK(policy.denies(Code::kKeptByAll));
  CHECK_FALSE(policy.denies(Code::kMalformed));
}

TEST_CASE("only warnings can be denied or allowed", "[warning_policy]") {
  struct Row {
    std::string name;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"E001", "E001 is an error, not a warning"},
      {"W11", "there is no warning 'W11'; did you mean W101?"},
      {"", "there is no warning ''; the warnings are W101 to W107"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    WarningPolicy policy;
    const auto denied = policy.deny(row.name);
    const auto allowed = policy.allow(row.name);
    REQUIRE_FALSE(denied);
    REQUIRE_FALSE(allowed);
    CHECK(denied.error().message == row.expected);
    CHECK(allowed.error().message == row.expected);
  }
  WarningPolicy policy;
  CHECK_FALSE(policy.allow("all"));
}

}  // namespace
}  // namespace iftrue
