#include "engine/lexer.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

// Each lexeme as it stands in the text, after a letter for its kind.
std::vector<std::string> lexed(const std::string& text) {
  std::vector<std::string> result;
  for (const Lexeme& each : lex_javascript(text)) {
    const char kind = "lbstr"[static_cast<std::size_t>(each.kind)];
    result.push_back(kind + text.substr(each.begin, each.end - each.begin));
  }
  return result;
}

struct Row {
  std::string text;
  std::vector<std::string> expected;
};

// The lexemes of the text in pieces of a size.
std::vector<Lexeme> lexed_in_pieces(std::string_view text, std::size_t size) {
  Lexer lexer(Lexer::Records::kLexemes);
  for (std::size_t pos = 0; pos < text.size(); pos += size) lexer.read(text.substr(pos, size));
  return std::move(lexer).finish();
}

// To the end, in pieces, and up to each place.
void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(lexed(row.text) == row.expected);
    const auto all = lex_javascript(row.text);
    for (std::size_t size = 1; size < row.text.size(); ++size) {
      CAPTURE(size);
      CHECK(lexed_in_pieces(row.text, size) == all);
    }
    for (std::size_t last = 0; last < row.text.size(); ++last) {
      CAPTURE(last);
      auto wanted = all;
      auto found = lex_javascript(row.text, last);
      for (auto* each : {&wanted, &found}) {
        std::erase_if(*each, [&](const Lexeme& lexeme) { return lexeme.begin > last; });
      }
      CHECK(found == wanted);
    }
  }
}

TEST_CASE("comments", "[lexer]") {
  check_rows({
      {"a // b\nc", {"l// b"}},
      {"a // b\r\nc // d", {"l// b", "l// d"}},
      {"// b\xE2\x80\xA8'c'", {"l// b", "s'c'"}},
      {"a /* b // ' */ c", {"b/* b // ' */"}},
      {"a /* b", {"b/* b"}},
      {"/*/ a */", {"b/*/ a */"}},
      {"#!/bin/node 'a'\n'b'", {"l#!/bin/node 'a'", "s'b'"}},
      {"\xEF\xBB\xBF#!'a'\n'b'", {"l#!'a'", "s'b'"}},
      {"/*IFTRUE_X it's ELSE_X*/ 'a' /*FITRUE_X*/",
       {"b/*IFTRUE_X it's ELSE_X*/", "s'a'", "b/*FITRUE_X*/"}},
  });
}

TEST_CASE("strings", "[lexer]") {
  check_rows({
      {R"('a' + "b")", {"s'a'", "s\"b\""}},
      {R"('a"b' "c'd")", {"s'a\"b'", "s\"c'd\""}},
      {R"('a\'b' "c\\")", {R"(s'a\'b')", R"(s"c\\")"}},
      {"'http://a' // b", {"s'http://a'", "l// b"}},
      {"'a\\\nb'", {"s'a\\\nb'"}},
      {"'a\\\r\nb'", {"s'a\\\r\nb'"}},
      // one that is not closed on its line is none
      {"it's\n'a'", {"s'a'"}},
      {"it's\r'a'", {"s'a'"}},
      {"'a", {}},
      {"'a\\", {}},
      {"\"", {}},
  });
}

TEST_CASE("templates", "[lexer]") {
  check_rows({
      {"`a`", {"t`a`"}},
      {"`a\n'b` 'c'", {"t`a\n'b`", "s'c'"}},
      {"`a\\`b`", {"t`a\\`b`"}},
      {"`a${b}c`", {"t`a${", "t}c`"}},
      {"`a${b}c${d}e`", {"t`a${", "t}c${", "t}e`"}},
      {"`a${ {b: `c${'d'}e`} }f`", {"t`a${", "t`c${", "s'd'", "t}e`", "t}f`"}},
      {"`a${ ( }b`", {"t`a${", "t}b`"}},
      {"`$`", {"t`$`"}},
      {"`\\${`", {"t`\\${`"}},
      // one that is never closed is none, nor what seemed to be pieces of it
      {"'a' `b", {"s'a'"}},
      {"`b${'c'}d", {"s'c'"}},
      {"`b${'c'", {"s'c'"}},
      {"`a${`b`", {"t`b`"}},
      {"`a\\", {}},
  });
  const auto pieces = lex_javascript("x = `a${`b`}c`");
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[0].literal == 4);
  CHECK(pieces[1].literal == 8);
  CHECK(pieces[2].literal == 4);
}

TEST_CASE("a slash divides or begins a regular expression", "[lexer]") {
  check_rows({
      {"/a/g", {"r/a/"}},
      {"x = /a'b/", {"r/a'b/"}},
      {"x = /[/']/", {"r/[/']/"}},
      {"x = /\\//", {"r/\\//"}},
      {"x = /[\\]/]/", {"r/[\\]/]/"}},
      {"f(/a/, /b/)", {"r/a/", "r/b/"}},
      {"return /a/", {"r/a/"}},
      {"a => /b/", {"r/b/"}},
      {"a / 'b' / c", {"s'b'"}},
      {"a.return / 'b' / c", {"s'b'"}},
      {"a?.in / 'b' / c", {"s'b'"}},
      {"2 / 'b' / c", {"s'b'"}},
      {"f() / 'b' / c", {"s'b'"}},
      {"a[0] / 'b' / c", {"s'b'"}},
      {"'a' / 'b' / c", {"s'a'", "s'b'"}},
      {"`a` / 'b' / c", {"t`a`", "s'b'"}},
      {"a++ / 'b' / c", {"s'b'"}},
      {"if (a) /b'/.test(c)", {"r/b'/"}},
      {"while (f(a)) /b'/.test(c)", {"r/b'/"}},
      {"a.if(b) / 'c' / d", {"s'c'"}},
      {"{ a } /b'/.test(c)", {"r/b'/"}},
      {"if (a) { b } /c'/", {"r/c'/"}},
      {"x = { a } / 'b' / c", {"s'b'"}},
      {"a\xC2\xA0/ 'b' / c", {"s'b'"}},
      {"\xE5\x90\x8D / 'b' / c", {"s'b'"}},
      // one that is not closed on its line is none
      {"x = /a\n'b'", {"s'b'"}},
      {"x = /a\\\n'b'", {"s'b'"}},
      {"x = /[/\n'b'", {"s'b'"}},
      {"x = /", {}},
      // JSX
      {"(<a>b</a>) + '/'", {"s'/'"}},
      {"<a b={c} /> + '/'", {"s'/'"}},
      {"<a {...b} /> + '/'", {"s'/'"}},
      {"a.replace(/>/g, b)", {"r/>/"}},
      {"<p>don't</p>\n'a'", {"s'a'"}},
  });
}

TEST_CASE("a regular expression is no longer than any that is met", "[lexer]") {
  const std::string long_one(64 * 1024 - 2, 'a');
  for (const std::size_t size : {1000U, 100'000U}) {
    CAPTURE(size);
    CHECK(lexed_in_pieces("/" + long_one + "/ 'b'", size).size() == 2);
    const std::string none = "/" + long_one + "aa/ 'b' /c/";
    const auto lexemes = lexed_in_pieces(none, size);
    REQUIRE(lexemes.size() == 1);
    CHECK(lexemes[0].kind == Lexeme::Kind::kString);
  }
}

TEST_CASE("where a text ends is told of what was read", "[lexer]") {
  using Place = Lexer::Place;
  struct Ending {
    std::string text;
    Place expected;
  };
  const std::vector<Ending> rows = {
      {"", Place::kCode},
      {"a", Place::kCode},
      {"a /", Place::kCode},
      {"= /", Place::kCode},
      {"= /a", Place::kLiteral},
      {"= /a/", Place::kCode},
      {"= /[/", Place::kLiteral},
      {"= /a\n", Place::kCode},
      {"= /a'\n", Place::kCode},
      {"= / `\n", Place::kLiteral},  // a slash that divides, and a template
      {"'", Place::kLiteral},
      {"'a\\'", Place::kLiteral},
      {"'a\\\r\n", Place::kLiteral},
      {"'a'", Place::kCode},
      {"'a\n", Place::kCode},
      {"`a\n", Place::kLiteral},
      {"`$", Place::kLiteral},
      {"`${", Place::kCode},
      {"`${a}", Place::kLiteral},
      {"`${a}`", Place::kCode},
      {"//", Place::kComment},
      {"// a\xE2\x80", Place::kComment},
      {"// a\xE2\x80\xA8", Place::kCode},
      {"/*", Place::kComment},
      {"/* *", Place::kComment},
      {"/* */", Place::kCode},
      {"#", Place::kCode},
      {"#!", Place::kComment},
  };
  for (const Ending& row : rows) {
    for (std::size_t size = 1; size <= row.text.size() + 1; ++size) {
      CAPTURE(row.text, size);
      Lexer lexer(Lexer::Records::kNothing);
      for (std::size_t pos = 0; pos < row.text.size(); pos += size) {
        lexer.read(std::string_view(row.text).substr(pos, size));
      }
      CHECK((lexer.place() == row.expected));
    }
  }
}

TEST_CASE("brackets that do not fit are borne", "[lexer]") {
  check_rows({
      {"}'a'", {"s'a'"}},
      {")]}'a'", {"s'a'"}},
      {"(}'a'", {"s'a'"}},
      {"{(]'a'}'b'", {"s'a'", "s'b'"}},
      {"`a${ ) }b`", {"t`a${", "t}b`"}},
  });
}

TEST_CASE("that a literal may go on is seen by its quotes", "[lexer]") {
  const auto may = [](const std::string& text) { return may_open_literal(text, 0, text.size()); };
  for (const std::string text : {"'", "a = \"b ", "x = /[", "`", "`\n\n${a}", "'a\\\nb",
                                 "'a\\\r\nb", "'a\\\rb", "'\u2028", "a / "}) {
    CAPTURE(text);
    CHECK(may(text));
  }
  for (const std::string text : {"", "a", "'a'\n", "/* a */\r\n", "a\r", "\n", "it's\n\n  "}) {
    CAPTURE(text);
    CHECK_FALSE(may(text));
  }
  CHECK_FALSE(may_open_literal("`' a", 2, 4));
}

TEST_CASE("hostile texts cost linear time", "[lexer]") {
  constexpr std::size_t kMany = 1 << 20;
  for (const std::string piece :
       {"(", "{", "`${", "'", "/", "=/[", "\\'", "/*", "(}", "`", "</", "=/"}) {
    CAPTURE(piece);
    std::string text;
    while (text.size() < kMany) text += piece;
    CHECK(lex_javascript(text).size() <= kMany);
    CHECK(lexed_in_pieces(text, 100).size() <= kMany);
  }
}

}  // namespace
}  // namespace iftrue
