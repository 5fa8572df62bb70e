#include "command/report/diagnostic_text.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

using namespace std::string_literals;

Diagnostic error_at(std::size_t offset, std::size_t length, std::size_t line, std::size_t column) {
  return {Code::kMalformed, {offset, length, line, column}, "what is wrong", {}};
}

TEST_CASE("the caret stands under the place", "[diagnostic_text]") {
  struct Row {
    std::string text;
    std::size_t offset;
    std::size_t length;
    std::string expected;  // the source line and the caret's
  };
  const std::vector<Row> rows = {
      {"abc", 0, 1, "abc\n^\n"},
      {"abc", 1, 2, "abc\n ^~\n"},
      {"abc", 3, 0, "abc\n   ^\n"},
      {"abc\ndef\nghi", 5, 1, "def\n ^\n"},
      {"abc\ndef", 2, 4, "abc\n  ^\n"},  // no further than the line
      {"abc\r\ndef\r\n", 6, 1, "def\n ^\n"},
      {"abc\rdef\r", 5, 1, "def\n ^\n"},
      {"a\xE2\x80\xA8"
       "bc",
       5, 1, "bc\n ^\n"},
      {"a\xE2\x80\xA9"
       "bc\xE2\x80\xA8",
       5, 1, "bc\n ^\n"},
      // tabs stay tabs
      {"\ta\tb", 3, 1, "\ta\tb\n\t \t^\n"},
      // wide characters take two columns, combining marks none
      {"\xE4\xB8\xAD\xE6\x96\x87x", 6, 1, "\xE4\xB8\xAD\xE6\x96\x87x\n    ^\n"},
      {"\xE4\xB8\xAD\xE6\x96\x87x", 0, 6, "\xE4\xB8\xAD\xE6\x96\x87x\n^~~~\n"},
      {"\xF0\x9F\x98\x80x", 4, 1, "\xF0\x9F\x98\x80x\n  ^\n"},
      {"e\xCC\x81x", 3, 1, "e\xCC\x81x\n ^\n"},
      // control characters and what is not UTF-8 cannot steer the terminal
      {"\x1b[1m\x07x", 5, 1, "\xEF\xBF\xBD[1m\xEF\xBF\xBDx\n     ^\n"},
      {"\x7F\xC2\x9Bx", 3, 1, "\xEF\xBF\xBD\xEF\xBF\xBDx\n  ^\n"},
      // nor can the marks for writing direction change the order that is seen
      {"a\xE2\x80\xAE"
       "b",
       4, 1,
       "a\xEF\xBF\xBD"
       "b\n  ^\n"},
      {"\xFF\xC3x", 2, 1, "\xEF\xBF\xBD\xEF\xBF\xBDx\n  ^\n"},
      {"a\0b"s, 2, 1,
       "a\xEF\xBF\xBD"
       "b\n  ^\n"},
      // a byte order mark is not shown
      {"\xEF\xBB\xBF"
       "abc",
       4, 1, "abc\n ^\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.offset);
    CHECK(render(std::vector{error_at(row.offset, row.length, 7, 9)}, "a.ts", row.text,
                 Color::kNever) == "a.ts:7:9: error: what is wrong [E005]\n" + row.expected);
  }
}

TEST_CASE("a message is one line that cannot steer the terminal", "[diagnostic_text]") {
  Diagnostic error{Code::kNeverEnded, {0, 1, 1, 1}, "IFTRUE_(A\r\n|| \x1b[2JB) is never ended", {}};
  error.notes.push_back({{0, 1, 1, 1}, "IFTRUE_(\xFF\x07\tC\n) opened here"});
  CHECK(render(std::vector{error}, "f", "", Color::kNever) ==
        "f:1:1: error: IFTRUE_(A  || \xEF\xBF\xBD[2JB) is never ended [E001]\n"
        "f:1:1: note: IFTRUE_(\xEF\xBF\xBD\xEF\xBF\xBD\tC ) opened here\n");
}

TEST_CASE("of a long line the part around the place is shown", "[diagnostic_text]") {
  const std::string xs(100, 'x');
  const std::string head = "a.ts:1:1: error: what is wrong [E005]\n";
  const std::string blanks(100, ' ');
  const auto shown = [](const std::string& text, std::size_t offset) {
    return render(std::vector{error_at(offset, 3, 1, 1)}, "a.ts", text, Color::kNever);
  };
  CHECK(shown(xs + "abc", 100) == head + xs + "abc\n" + blanks + "^~~\n");
  CHECK(shown("y" + xs + "abc", 101) == head + "…" + xs + "abc\n " + blanks + "^~~\n");
  CHECK(shown("abc" + xs, 0) == head + "abc" + xs.substr(3) + "…\n^~~\n");
  CHECK(shown(xs + xs + "abc" + xs + xs, 200) ==
        head + "…" + xs + "abc" + xs.substr(3) + "…\n " + blanks + "^~~\n");
  // no character is cut
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "\xE4\xB8\xAD";
  CHECK(shown(wide + "abc" + wide, 180) == head + "…" + wide.substr(0, 99) + "abc" +
                                               wide.substr(0, 96) + "…\n " + std::string(66, ' ') +
                                               "^~~\n");
}

TEST_CASE("notes follow, each with its own place", "[diagnostic_text]") {
  const std::string text = "one\ntwo\nthree";
  Diagnostic diagnostic = error_at(8, 5, 3, 1);
  diagnostic.notes.push_back({{0, 3, 1, 1}, "the first"});
  diagnostic.notes.push_back({{5, 1, 2, 2}, "the second"});
  const std::string expected =
      "b\\n.ts:3:1: error: what is wrong [E005]\n"
      "three\n"
      "^~~~~\n"
      "b\\n.ts:1:1: note: the first\n"
      "one\n"
      "^~~\n"
      "b\\n.ts:2:2: note: the second\n"
      "two\n"
      " ^\n";
  CHECK(render(std::vector{diagnostic}, "b\n.ts", text, Color::kNever) == expected);
  CHECK(render(std::vector{diagnostic, diagnostic}, "b\n.ts", text, Color::kNever) ==
        expected + expected);
  CHECK(render({}, "b", text, Color::kNever).empty());
  CHECK(render(std::vector{error_at(0, 1, 1, 1)}, "a.ts", "", Color::kNever) ==
        "a.ts:1:1: error: what is wrong [E005]\n");
}

TEST_CASE("colour marks severity, message and caret", "[diagnostic_text]") {
  Diagnostic diagnostic = error_at(0, 2, 1, 1);
  diagnostic.notes.push_back({{0, 1, 1, 1}, "a note"});
  CHECK(render(std::vector{diagnostic}, "a.ts", "ab", Color::kAlways) ==
        "\x1b[1ma.ts:1:1: \x1b[1;31merror:\x1b[0m \x1b[1mwhat is wrong [E005]\x1b[0m\n"
        "ab\n"
        "\x1b[1;32m^~\x1b[0m\n"
        "\x1b[1ma.ts:1:1: \x1b[1;36mnote:\x1b[0m a note\n"
        "ab\n"
        "\x1b[1;32m^\x1b[0m\n");
}

TEST_CASE("a warning is called one, in a colour of its own", "[diagnostic_text]") {
  const Diagnostic diagnostic{Code::kEmptyGroup, {0, 2, 1, 1}, "what is odd", {}};
  CHECK(render(std::vector{diagnostic}, "a.ts", "ab", Color::kNever) ==
        "a.ts:1:1: warning: what is odd [W102]\nab\n^~\n");
  CHECK(render(std::vector{diagnostic}, "a.ts", "ab", Color::kAlways) ==
        "\x1b[1ma.ts:1:1: \x1b[1;35mwarning:\x1b[0m \x1b[1mwhat is odd [W102]\x1b[0m\n"
        "ab\n"
        "\x1b[1;32m^~\x1b[0m\n");
}

}  // namespace
}  // namespace iftrue
