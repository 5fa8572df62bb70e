#include "command/system/write_behind.h"

#include <catch2/catch.hpp>
#include <new>
#include <string>
#include <thread>

namespace iftrue {
namespace {

TEST_CASE("the sink gets all bytes in their order, from another thread", "[write_behind]") {
  for (const std::size_t size : {1U, 1000U, 300'000U, 2'000'000U}) {
    CAPTURE(size);
    std::string written;
    std::string expected;
    bool elsewhere = true;
    const auto here = std::this_thread::get_id();
    WriteBehind writer([&](std::string_view bytes) {
      elsewhere = elsewhere && std::this_thread::get_id() != here;
      written += bytes;
    });
    while (expected.size() < 5'000'000 && expected.size() < size * 1000) {
      const std::string piece(size, static_cast<char>('a' + expected.size() % 26));
      writer.write(piece);
      expected += piece;
    }
    writer.finish();
    const bool same = written == expected;
    CHECK(same);
    CHECK(elsewhere);
  }
}

TEST_CASE("what the sink throws comes out at the end, and the sink is let alone",
          "[write_behind]") {
  int calls = 0;
  WriteBehind writer([&](std::string_view) {
    ++calls;
    throw std::bad_alloc();
  });
  const std::string piece(300'000, 'x');
  for (int i = 0; i < 5; ++i) writer.write(piece);
  CHECK_THROWS_AS(writer.finish(), std::bad_alloc);
  CHECK(calls == 1);
}

TEST_CASE("a writer to which nothing is given calls no sink", "[write_behind]") {
  bool called = false;
  {
    WriteBehind writer([&](std::string_view) { called = true; });
  }
  CHECK_FALSE(called);
}

}  // namespace
}  // namespace iftrue
