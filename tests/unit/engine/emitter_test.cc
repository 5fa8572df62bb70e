#include "engine/emitter.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

struct Input {
  std::string text;
  std::vector<Span> removed;
  std::vector<Rewrite> rewritten;
};

// Removed text stands in brackets, rewritten text in braces before what becomes of it:
// "a[b]c{d>e}".
Input unmark(const std::string& marked) {
  Input input;
  bool rewriting = false;
  for (const char c : marked) {
    if (c == '[') {
      input.removed.push_back({input.text.size(), input.text.size()});
    } else if (c == ']') {
      input.removed.back().end = input.text.size();
    } else if (c == '{') {
      input.rewritten.push_back({input.text.size(), input.text.size(), ""});
    } else if (c == '>' && !input.rewritten.empty()) {
      input.rewritten.back().end = input.text.size();
      rewriting = true;
    } else if (c == '}') {
      rewriting = false;
    } else if (rewriting) {
      input.rewritten.back().text += c;
    } else {
      input.text += c;
    }
  }
  return input;
}

struct Row {
  std::string marked;
  std::string expected;
};

void check(const std::vector<Row>& rows, Layout layout, Language language = Language::kOther) {
  for (const Row& row : rows) {
    CAPTURE(row.marked);
    const Input input = unmark(row.marked);
    CHECK(emit(input.text, input.removed, input.rewritten, {Undefined::kOff, layout, language})
              .text == row.expected);
  }
}

TEST_CASE("preserve: what is kept keeps its line and column", "[emitter]") {
  check(
      {
          {"", ""},
          {"plain \t\r\n", "plain \t\r\n"},
          {"a[xx]b", "a  b"},
          {"[xx]a[x]b[x]c", "  a b c"},
          // one blank for each UTF-16 code unit
          {"[\xC3\xA9]a", " a"},
          {"[\xE4\xB8\xAD]a", " a"},
          {"[\xF0\x9F\x98\x80]a", "  a"},
          {"[\xFF\xE4\xB8]a", "   a"},
          {"[\t]a", " a"},
          {"[\xE2\x80\x8B]a", " a"},  // without a width, and yet a code unit
          // terminators stay as they were
          {"[x\ny]a", "\n a"},
          {"[x\r\ny]a", "\r\n a"},
          {"[x\ry]a", "\r a"},
          {"[x\xE2\x80\xA8y]a", "\xE2\x80\xA8 a"},
          {"[x\xE2\x80\xA9y]a", "\xE2\x80\xA9 a"},
          {"[x\n\r\n\n\ry]a", "\n\r\n\n\r a"},
          {"[\v\f\xC2\x85]a", "   a"},
          // a line on which only blanks are left becomes empty
          {"[xx]", ""},
          {"  [xx]  \n", "\n"},
          {"a\n \t[x] \t\nb", "a\n\nb"},
          {"a\n[x]\t[y]\r\nb", "a\n\r\nb"},
          {"[x\n]  \n", "\n\n"},
          {"  \n[x]", "  \n"},
          // else its trailing blanks are cut at the first introduced one
          {"a[x]", "a"},
          {"a [x]", "a "},
          {"a [x] ", "a "},
          {"a \t[x]\t\n", "a \t\n"},
          {"a[x]b ", "a b "},
          {"a[x] b[y] [z]\n", "a  b\n"},
          {"a  \n[x]b  ", "a  \n b  "},
          // a line without a removal keeps its blanks
          {"[x]a\n   \nb[y]", " a\n   \nb"},
          {"a[x]\n   \n", "a\n   \n"},
          // a lone CR and a LF are not joined
          {"a\r[x]\nb", "a\r \nb"},
          {"a\r [x] \nb", "a\r \nb"},
          {"[x\r]  [y]\nb", "\r \nb"},
          {"a\r[x]\r\nb", "a\r\r\nb"},
          {"a\r[x]\rb", "a\r\rb"},
          {"a\n[x]\nb", "a\n\nb"},
          {"a\r\n[x]\nb", "a\r\n\nb"},
          // what is not UTF-8 passes through
          {"\xFF\xFE[x]\xC3", "\xFF\xFE \xC3"},
          // a byte order mark belongs to no line
          {"\xEF\xBB\xBF[x]\na", "\xEF\xBB\xBF\na"},
          {"\xEF\xBB\xBF[x]a", "\xEF\xBB\xBF a"},
      },
      Layout::kPreserve);
}

TEST_CASE("mask: as many UTF-16 code units as before", "[emitter]") {
  check(
      {
          {"", ""},
          {"plain \t\r\n", "plain \t\r\n"},
          {"a[xx]b", "a  b"},
          {"[\xF0\x9F\x98\x80\xC3\xA9\xFF]a", "    a"},
          // no blank is cut, and terminators stay
          {"  [xx]  \n", "      \n"},
          {"a [x] ", "a   "},
          {"[x\r\nyy\ry\xE2\x80\xA8y]", " \r\n  \r \xE2\x80\xA8 "},
          {"a\r[x]\nb", "a\r \nb"},
          {"\xEF\xBB\xBF[x]\na", "\xEF\xBB\xBF \na"},
          // what is longer than before is made up for on its line
          {"{aa>bbb}[xxx]c", "bbb  c"},
          {"{aa>bbb}[x]{c>dd}[xx]e", "bbbdd e"},
          {"{aa>bbb}\n[x]c", "bbb\n c"},
          {"{aa>bbb}c[\nx]d", "bbbc\n d"},
          {"{aaa>b}c", "b  c"},
      },
      Layout::kMask);
}

TEST_CASE("compact: lines that removal leaves blank go too", "[emitter]") {
  check(
      {
          {"", ""},
          {"plain \n", "plain \n"},
          {"a[xx]b", "ab"},
          {"a[x] ", "a "},
          {"[x]\na", "a"},
          {"  [x]\t\na", "a"},
          {"a\n[x]\n", "a\n"},
          {"a\n[x]", "a\n"},
          {"a\n  [x] [y] \r\nb", "a\nb"},
          {"[x]\r[y]\r\n[z]\n[w]\xE2\x80\xA8[v]\xE2\x80\xA9"
           "a",
           "a"},
          // terminators inside removed text go too
          {"a[x\ny]\nb", "a\nb"},
          {" [x\ny]b", " b"},
          {"[x\ny\nz]\nb", "b"},
          {" [x\ny] \n b", " b"},
          // lines without a removal stay
          {"[x]\n\n  \na", "\n  \na"},
          {"a[x]\n\nb", "a\n\nb"},
          {"\n[x]a", "\na"},
          {"\xEF\xBB\xBF[x]\na",
           "\xEF\xBB\xBF"
           "a"},
      },
      Layout::kCompact);
}

TEST_CASE("compact: lines that both keep text are not joined", "[emitter]") {
  check(
      {
          {"a[x\ny]b", "a\nb"},
          {"a [x\ny] b", "a \n b"},
          // the first removed terminator stays, at its place
          {"a[x\r\ny\rz]b", "a\r\nb"},
          {"a[x\xE2\x80\xA8y]b",
           "a\xE2\x80\xA8"
           "b"},
          {"a [x]\t[x\ny] [x\ny]\tb", "a \t\n \tb"},
          // of each two lines, not of each two removals
          {"a[x\ny]b[x\ny]c[x]d\n[x\n]e", "a\nb\ncd\ne"},
          // what keeps no text is not kept apart
          {"a[x\ny] \nb", "a \nb"},
          {"a[x\ny]", "a"},
          {"a\n [x\ny] b", "a\n  b"},
          {"[x\n] [y\n] b", "  b"},
          // other white space is no blank
          {"a[x\ny]\f", "a\n\f"},
          {"\xC2\xA0[x\ny]b", "\xC2\xA0\nb"},
          // a byte order mark belongs to no line
          {"\xEF\xBB\xBF[x\n]a",
           "\xEF\xBB\xBF"
           "a"},
      },
      Layout::kCompact);
}

TEST_CASE("compact: tokens of JavaScript are not joined", "[emitter]") {
  const std::vector<Row> joints = {
      {"return[x]1", "return 1"},
      {"a[x]$", "a $"},
      {"x-[x]-1", "x- -1"},
      {"a[x]b[y]c", "a b c"},
      {"a?[x]:b", "a? :b"},
      {"1[x].", "1 ."},
      {".[x]1", ". 1"},
      {"a/[x]/b", "a/ /b"},
      {"a/[x]*b", "a/ *b"},
      // what makes no token needs no blank, nor what was together
      {"a[x]+[y]b", "a+b"},
      {"a[x].b", "a.b"},
      {"f([x])[y];", "f();"},
      {"--[x]\n--", "--\n--"},
      {"a[x] b", "a b"},
      {"a [x]b", "a b"},
      {"[x]a", "a"},
      {"\xC3\xA9[x]\xC3\xA9", "\xC3\xA9\xC3\xA9"},
      // a line terminator keeps apart, too
      {"a[x\ny]b", "a\nb"},
      {"a\n[x]b", "a\nb"},
      // in a literal a removal separates nothing
      {"'a[x]b' + \"a[x]b\" + `a[x]b`", "'ab' + \"ab\" + `ab`"},
      {"`a\nb` + /a[x]b/ / a[x]b", "`a\nb` + /ab/ / a b"},
      {"'a\\\nb[x]b'", "'a\\\nbb'"},
      {"it's a[x]b\na[x]b", "it's ab\na b"},
      // nor in a comment
      {"/* a[x]b */ a[x]b // a[x]b\na[x]b", "/* ab */ a b // ab\na b"},
      // what is rewritten is a comment, which must not begin or end otherwise than it does
      {"a/{>/*y*/}[x]b", "a/ /*y*/b"},
      {"/*{x>y}*/[x]b", "/*y*/b"},
      {"/*{x>y}b*/", "/*yb*/"},
  };
  check(joints, Layout::kCompact, Language::kJavaScript);
  for (const Row& row : joints) {
    CAPTURE(row.marked);
    const Input input = unmark(row.marked);
    const auto other = [&](Language language, Layout layout) {
      return emit(input.text, input.removed, input.rewritten, {Undefined::kOff, layout, language})
          .text;
    };
    for (const Layout layout : {Layout::kPreserve, Layout::kLoader}) {
      CHECK(other(Language::kJavaScript, layout) == other(Language::kOther, layout));
    }
  }
  check({{"a[x]b", "ab"}, {"-[x]-", "--"}}, Layout::kCompact, Language::kOther);
}

TEST_CASE("preserve: what follows rewritten text stays where it was", "[emitter]") {
  check(
      {
          {"a{xxx>y}b", "ay  b"},
          {"a{xxx>yyy}b", "ayyyb"},
          // longer: what follows moves right, up to the next removed text
          {"a{x>yyy}b c", "ayyyb c"},
          {"a{x>yyy}b[cccc]d", "ayyyb  d"},
          {"a{x>yyy}[c]b[c]d[c]e", "ayyybd e"},
          {"a{>yy}[xxx]b", "ayy b"},
          {"a{>yyyy}[\xF0\x9F\x98\x80]b", "ayyyyb"},
          {"a{>y}[\xF0\x9F\x98\x80]b", "ay b"},
          {"{x>\xF0\x9F\x98\x80}[xx]a", "\xF0\x9F\x98\x80 a"},
          {"a{x>yyy}b\n[x]c", "ayyyb\n c"},
          // lines stay, and the column on the last of them
          {"a{xx\nxx>y}b", "ay\n  b"},
          {"a{x\nxx>yyyy}b", "ayyyy\n  b"},
          {"a{x\r\nx\r>y}b\n", "ay\r\n\rb\n"},
          {"a{x\nx>y}\nb", "ay\n\nb"},
          // blanks at the end: those behind rewritten text are introduced, those before are not
          {"a{xxx>y}", "ay"},
          {"a{xxx>y} \nb", "ay\nb"},
          {"a{x>y} \nb", "ay \nb"},
          {"a{x>yy} \nb", "ayy \nb"},
          {"a{x>yyy}[x]  \nb", "ayyy  \nb"},
          {"a{x>yy}[xx]  \nb", "ayy\nb"},
          {"[xx]{x>y}", "  y"},
          {"  [x]\n{x>y}[\n]\n", "\ny\n\n"},
      },
      Layout::kPreserve);
}

TEST_CASE("compact and loader: rewritten text takes the place of the old", "[emitter]") {
  check(
      {
          {"a{xxx>y}b", "ayb"},
          {"a{>y}b", "ayb"},
          {"[x] {x>y}\nb", " y\nb"},
          {" {x\nx>y} \nb", " y \nb"},
          // what is rewritten is text of its line
          {"a[\n]{x>y}[\n]b", "a\ny\nb"},
          {"a{x\nx>y}b", "ay\nb"},
          {"[x]\n{x>y}[x\nx]\n [x]\nb", "y\nb"},
      },
      Layout::kCompact);
  check(
      {
          {"a{xxx>y}b", "ayb"},
          {"a{>y}[x]b", "ayb"},
          {"[x]\n{x\nx>y}\nb", "\ny\nb"},
      },
      Layout::kLoader);
}

TEST_CASE("loader: the removed goes and nothing else", "[emitter]") {
  check(
      {
          {"", ""},
          {"a[xx]b", "ab"},
          {"[x]\na", "\na"},
          {"  [x] \r\na", "   \r\na"},
          {"a[x\ny]\nb", "a\nb"},
          {"\xEF\xBB\xBF[x]a\xFF",
           "\xEF\xBB\xBF"
           "a\xFF"},
      },
      Layout::kLoader);
}

}  // namespace
}  // namespace iftrue
