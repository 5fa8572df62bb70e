#include "command/options/option_table.h"

#include <catch2/catch.hpp>

#include "command/options/options.h"

namespace iftrue {
namespace {

// Not a static_assert: to GCC 12's undefined-behaviour sanitizer the addresses are not constant.
TEST_CASE("an option either stores its value or answers", "[option_table]") {
  for (const OptionRow& row : option_rows()) {
    CAPTURE(row.name, row.letter);
    CHECK((row.value.store == nullptr) != (row.value.answer == nullptr));
  }
}

}  // namespace
}  // namespace iftrue
