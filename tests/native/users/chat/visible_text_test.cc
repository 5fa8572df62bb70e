#include "visible_text.h"

#include <catch2/catch.hpp>

using namespace std::string_view_literals;

TEST_CASE("text can't control a terminal", "[visible_text]") {
  struct Row {
    std::string_view text, shown;
  };
  for (const auto& [text, shown] : {
           Row{"", ""}, Row{"plain, 好 😀 é", "plain, 好 😀 é"}, Row{"\x1b[31mred\x07", "␛[31mred␇"},
           Row{"\0\x1f\x7f"sv, "␀␟␡"}, Row{"a\tb", "a\tb"}, Row{"a\r\nb", "a␍␊b"},
           Row{"\u009b31m", "\uFFFD31m"}, Row{"\u202egnp", "\uFFFDgnp"},
           Row{"\u2066x\u2069\u200f", "\uFFFDx\uFFFD\uFFFD"},
           Row{"\x9b\xff\xc3", "\uFFFD\uFFFD\uFFFD"},
           Row{"\xc0\x9b", "\uFFFD\uFFFD"},            // an overlong form
           Row{"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},  // a surrogate
           Row{"\xf0\x9f\x98", "\uFFFD\uFFFD\uFFFD"},
           Row{"\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // beyond U+10FFFF
       }) {
    CAPTURE(text);
    CHECK(chat::visible_line(text) == shown);
  }
}

TEST_CASE("further lines are indented", "[visible_text]") {
  CHECK(chat::visible_lines("a\n12:00 bob: b\x1b") == "a\n    12:00 bob: b␛");
}

TEST_CASE("JSON says the same, escaped", "[visible_text]") {
  CHECK(chat::visible_json("{\"a\":\"x\x7f\u009b\u202e好\\n\"}") ==
        R"({"a":"x\u007f\u009b\u202e好\n"})");
}
