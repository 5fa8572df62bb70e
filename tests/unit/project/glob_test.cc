#include "command/project/glob.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("a glob matches whole paths", "[glob]") {
  struct Row {
    std::string pattern;
    std::vector<std::string> matched;
    std::vector<std::string> unmatched;
  };
  const std::vector<Row> rows = {
      {"a.ts", {"a.ts"}, {"b.ts", "a.tsx", "xa.ts", "d/a.ts", "axts", ""}},
      {"*", {"a", ".git", "a b", "a\nb"}, {"a/b"}},
      {"*.ts", {"a.ts", ".ts", "a.d.ts"}, {"d/a.ts", "a.ts/"}},
      {"a*b", {"ab", "axxb"}, {"a/b", "abc"}},
      {"a**b", {"ab", "axb"}, {"a/b"}},
      {"d/*/x", {"d/e/x"}, {"d/x", "d/e/f/x"}},
      {"?.ts",
       {"a.ts", "\xE4\xB8\xAD.ts", "\xF0\x9F\x98\x80.ts"},
       {".ts", "ab.ts", "\xFF.ts", "/.ts", "\xE4\xB8\xAD\xE4\xB8\xAD.ts"}},
      {"??", {"ab", "a\xC3\xA9"}, {"a", "abc", "a/", "\xC3\xA9"}},
      {"./a/*", {"a/b"}, {"./a/b"}},
      {"[a-c]x", {"ax", "cx"}, {"dx", "x", "[a-c]x"}},
      {"[!a-c]x", {"dx", "]x"}, {"ax", "/x", "x"}},
      {"[^a]x", {"bx"}, {"ax"}},
      {"[]]", {"]"}, {"[", "a"}},
      {"[a^]", {"a", "^"}, {"b"}},
      {"[.*]", {".", "*"}, {"a"}},
      {"[\\]", {"\\"}, {"a"}},
      {"[a-]", {"a", "-"}, {"b"}},
      {"x.{ts,js}", {"x.ts", "x.js"}, {"x.", "x.tsjs", "x.{ts,js}", "x.css"}},
      {"{a,b{c,d}}", {"a", "bc", "bd"}, {"b", "ad"}},
      {"{,x}a", {"a", "xa"}, {"x"}},
      {"a,b}", {"a,b}"}, {"a"}},
      {"**", {"a", "a/b", "a/b/.c"}, {""}},
      {"**/x", {"x", "a/x", "a/b/x"}, {"ax", "x/a"}},
      {"a/**", {"a/b", "a/b/c"}, {"a", "ab", "b/a"}},
      {"a/**/b", {"a/b", "a/x/b", "a/x/y/b"}, {"ab", "a/xb", "a/b/c"}},
      {"**/a/**", {"a/x", "b/a/x/y"}, {"a", "ba/x"}},
      {"{**/a,b/**}", {"a", "x/a", "b/x", "b/x/y"}, {"b", "x/b"}},
      {"{a/**,b/**}/c", {"a/x/c", "b/x/y/c"}, {"a/c", "c"}},
      {"{a,b}/**", {"a/x", "b/x/y"}, {"a", "c/x"}},
      // what is special to regular expressions is not to globs
      {"a+(b)|c^$", {"a+(b)|c^$"}, {"ab", "aab"}},
      {"a\\b", {"a\\b"}, {"ab"}},
      {"\xE4\xB8\xAD/*.ts", {"\xE4\xB8\xAD/a.ts"}, {"\xE4\xB8\xAE/a.ts"}},
  };
  for (const Row& row : rows) {
    const auto glob = Glob::parse(row.pattern);
    CAPTURE(row.pattern);
    REQUIRE(glob);
    for (const std::string& path : row.matched) {
      CAPTURE(path);
      CHECK(glob->matches(path));
    }
    for (const std::string& path : row.unmatched) {
      CAPTURE(path);
      CHECK_FALSE(glob->matches(path));
    }
  }
}

TEST_CASE("a glob that ends in /** covers folders", "[glob]") {
  struct Row {
    std::string pattern;
    std::string path;
    bool expected;
  };
  const std::vector<Row> rows = {
      {"a/**", "a", true},    {"a/**", "a/b", false},  {"**/a/**", "x/a", true},
      {"**/a/**", "a", true}, {"{a,b}/**", "b", true}, {"a/*", "a", false},
      {"a", "a", false},      {"**", "a", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern, row.path);
    CHECK(Glob::parse(row.pattern)->covers(row.path) == row.expected);
  }
}

TEST_CASE("a glob that cannot match inside its folder is refused", "[glob]") {
  struct Row {
    std::string pattern;
    std::string expected;
  };
  const std::string malformed =
      " is malformed: a '[' or '{' without its end, or a set that is none or holds '/'";
  const std::vector<Row> rows = {
      {"", "an empty glob matches nothing"},
      {"/a", "glob '/a' leads outside its folder"},
      {"..", "glob '..' leads outside its folder"},
      {"../a", "glob '../a' leads outside its folder"},
      {"a/../b", "glob 'a/../b' leads outside its folder"},
      {"a/..", "glob 'a/..' leads outside its folder"},
      {"[a", "glob '[a'" + malformed},
      {"[]", "glob '[]'" + malformed},
      {"[!]", "glob '[!]'" + malformed},
      {"[z-a]", "glob '[z-a]'" + malformed},
      {"[+-9]", "glob '[+-9]'" + malformed},
      {"{a", "glob '{a'" + malformed},
      {"{a,{b}", "glob '{a,{b}'" + malformed},
      {"a\n[", "glob 'a\\n['" + malformed},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    const auto glob = Glob::parse(row.pattern);
    REQUIRE_FALSE(glob);
    CHECK(glob.error().message == row.expected);
  }
  CHECK(Glob::parse("..a/b..c"));
}

}  // namespace
}  // namespace iftrue
