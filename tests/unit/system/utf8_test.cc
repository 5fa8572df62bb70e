#include "command/system/utf8.h"

#include <catch2/catch.hpp>
#include <string>

namespace iftrue {
namespace {

TEST_CASE("a character of UTF-8 has its length, and other bytes have none", "[utf8]") {
  struct Row {
    std::string text;
    std::size_t size;
    bool is_utf8;
  };
  const Row rows[] = {
      {"", 0, true},
      {"ab", 1, true},
      {"\u00e9", 2, true},
      {"\u4e2d\xff", 3, false},
      {"\U0001f600x", 4, true},
      {"\xff", 0, false},
      {"\xe4\xb8", 0, false},
      {"a\x80", 1, false},
      {"\xed\xa0\x80", 0, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(utf8_size(row.text) == row.size);
    CHECK(is_utf8(row.text) == row.is_utf8);
  }
}

}  // namespace
}  // namespace iftrue
