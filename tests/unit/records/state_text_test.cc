#include "command/records/state_text.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace iftrue {
namespace {

using namespace std::string_literals;

std::uint64_t sum_of(std::string_view text, std::size_t piece) {
  StateSum sum;
  for (std::size_t pos = 0; pos < text.size(); pos += piece) sum.add(text.substr(pos, piece));
  return sum.value();
}

TEST_CASE("a checksum does not depend on the pieces", "[state_text]") {
  const std::string text = "a text that is no whole number of words\0"s;
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string_view part = std::string_view(text).substr(0, size);
    const std::uint64_t whole = sum_of(part, text.size());
    for (std::size_t piece = 1; piece < text.size(); ++piece) {
      CAPTURE(size, piece);
      CHECK(sum_of(part, piece) == whole);
    }
  }
}

TEST_CASE("a checksum tells zeros at the end from none", "[state_text]") {
  std::set<std::uint64_t> sums;
  for (std::size_t size = 0; size < 20; ++size) sums.insert(sum_of(std::string(size, '\0'), 3));
  CHECK(sums.size() == 20);
}

TEST_CASE("a number is read as it was written", "[state_text]") {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{0x123456789ABCDEF0}}) {
    const NumberBytes bytes = bytes_of(number);
    CHECK(number_at({bytes.data(), bytes.size()}) == number);
  }
}

}  // namespace
}  // namespace iftrue
