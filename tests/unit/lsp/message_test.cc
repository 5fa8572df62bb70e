#include "lsp/message.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace iftrue {
namespace {

std::string text_of(std::string_view json) { return as_text(parse_message(json).value()).value(); }

TEST_CASE("half of a surrogate pair becomes U+FFFD", "[message]") {
  CHECK(text_of(R"("\ud83d\ude00")") == "\xF0\x9F\x98\x80");
  CHECK(text_of(R"("\ud83d")") == "\xEF\xBF\xBD");
  CHECK(text_of(R"("\uDE00a\ud83d\ud83d\ude00")") ==
        "\xEF\xBF\xBD"
        "a\xEF\xBF\xBD\xF0\x9F\x98\x80");
  CHECK(text_of(R"("\\ud83d\ud83d")") == "\\ud83d\xEF\xBF\xBD");
  CHECK(text_of(R"("\ud83d\n")") == "\xEF\xBF\xBD\n");
}

TEST_CASE("what is no JSON is no message", "[message]") {
  for (const std::string_view json : {"", "{", "\"\xFF\"", "nan", R"("\ud83")", R"(\)"}) {
    CHECK_FALSE(parse_message(json).has_value());
  }
}

TEST_CASE("a member of another type reads as none", "[message]") {
  const Value value = parse_message(R"({"a": {"b": 1}, "t": true, "n": 18446744073709551615,
                                        "f": 1.5, "s": "x", "l": ["x", 1]})")
                          .value();
  CHECK(as_integer(member(value, "a", "b")) == 1);
  CHECK(member(value, "a", "b", "c").is_null());
  CHECK(member(value, "s", "b").is_null());
  CHECK_FALSE(as_integer(member(value, "n")).has_value());
  CHECK_FALSE(as_integer(member(value, "f")).has_value());
  CHECK_FALSE(as_text(member(value, "t")).has_value());
  CHECK(is_true(member(value, "t")));
  CHECK_FALSE(is_true(member(value, "s")));
  CHECK(lists(member(value, "l"), "x"));
  CHECK_FALSE(lists(member(value, "s"), "x"));
}

TEST_CASE("what is not UTF-8 is written as U+FFFD", "[message]") {
  CHECK(format_message("\xFF") == "\"\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace iftrue
