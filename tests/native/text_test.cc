#include "engine/text.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <string_view>

using echatim::repaired_utf16_of;
using echatim::utf16_of;
using echatim::utf8_of;
using namespace std::string_view_literals;

TEST_CASE("text of any script goes there and back") {
  for (const std::string_view text : {""sv, "hello"sv, "a\0b"sv, "E聊 \u2028"sv, "🀄 e\u0301"sv,
                                      "\x7F\u0080\u07FF\u0800\uFFFF\U00010000\U0010FFFF"sv}) {
    const std::optional<std::u16string> wide = utf16_of(text);
    REQUIRE(wide);
    CHECK(utf8_of(*wide) == text);
    CHECK(repaired_utf16_of(text) == *wide);
  }
}

TEST_CASE("what is no UTF-8 is refused, and repaired as the web does it") {
  struct Case {
    std::string_view bytes;
    std::u16string_view repaired;
  };
  for (const auto& [bytes, repaired] : {
           Case{"\x80"sv, u"\uFFFD"sv},                      // a lone continuation
           Case{"\xC0\x80"sv, u"\uFFFD\uFFFD"sv},            // NUL, too long
           Case{"\xE0\x80\x80"sv, u"\uFFFD\uFFFD\uFFFD"sv},  // too long
           Case{"\xED\xA0\x80"sv, u"\uFFFD\uFFFD\uFFFD"sv},  // a surrogate
           Case{"\xF4\x90\x80\x80"sv, u"\uFFFD\uFFFD\uFFFD\uFFFD"sv},
           Case{"\xF0\x9F\x80"sv, u"\uFFFD"sv},  // cut off
           Case{"a\xE8\x81zb"sv, u"a\uFFFDzb"sv},
       }) {
    CHECK_FALSE(utf16_of(bytes));
    CHECK(repaired_utf16_of(bytes) == repaired);
  }
}

TEST_CASE("a lone surrogate becomes the replacement character") {
  const std::u16string high(1, char16_t{0xD83C});
  const std::u16string low(1, char16_t{0xDC04});
  CHECK(utf8_of(high) == "\uFFFD");
  CHECK(utf8_of(low + u"x") == "\uFFFDx");
  CHECK(utf8_of(high + u"x" + low) == "\uFFFDx\uFFFD");
}
