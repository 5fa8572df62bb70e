#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "iftrue/iftrue.h"
#include "unit/described.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

// W107 alone, as "line:column message".
std::string meaning(const std::string& text, const std::vector<NamedTarget>& targets,
                    Language language, Layout layout = Layout::kPreserve) {
  WarningOptions options;
  options.language = language;
  options.outputs = targets;
  options.layout = layout;
  const Document document(text);
  REQUIRE(document.ok());
  std::string found;
  for (const Diagnostic& each : document.warnings(options)) {
    if (each.code == Code::kChangesMeaning) {
      found += described(each.place) + ' ' + each.message + '\n';
    }
  }
  return found;
}

// a: X is on, b: Y is on.
std::vector<NamedTarget> two_targets() { return {{"a", symbols("X !Y")}, {"b", symbols("!X Y")}}; }

struct Row {
  std::string text;
  std::string expected;
};

TEST_CASE("what is removed from JSON", "[warnings_meaning]") {
  const std::string not_json = ", which is not JSON\n";
  const std::string nothing =
      "nothing is left, which is not JSON; a [[files]] table with when takes the whole file out\n";
  const std::vector<Row> rows = {
      {"[\"a\",\n/*IFTRUE_X*/\n\"b\"\n/*FITRUE_X*/\n]",
       "1:5 for target b: a comma before ]" + not_json},
      {"{\"a\":1, /*IFTRUE_X*/ \"b\":2 /*FITRUE_X*/}",
       "1:7 for target b: a comma before }" + not_json},
      {"[\"a\"/*IFTRUE_X*/, \"b\"/*FITRUE_X*/]", ""},
      {"[/*IFTRUE_X*/\"a\",/*FITRUE_X*/ \"b\"]", ""},
      {"[/*IFTRUE_X*/\"a\"/*FITRUE_X*/, \"b\"]", "1:29 for target b: a comma after [" + not_json},
      {"[1, /*IFTRUE_X*/2/*FITRUE_X*/, 3]", "1:30 for target b: two commas in a row" + not_json},
      {"[1 /*IFTRUE_X*/,/*FITRUE_X*/ 2]",
       "1:30 for target b: no comma between two values" + not_json},
      {"[/*IFTRUE_X*/1/*ELSE_X*/2/*FITRUE_X*/]", ""},
      // fault of both groups: the raw text is no JSON, nor is any output
      {"[1, /*IFTRUE_X*/2,/*ELSE_X*/3,/*FITRUE_X*/]",
       "1:18 for target a: a comma before ]" + not_json + "1:30 for target b: a comma before ]" +
           not_json},
      {"[1, /*IFTRUE_X*//*IFTRUE_Y*/2/*FITRUE_Y*//*FITRUE_X*/]",
       "1:3 for every target: a comma before ]" + not_json},
      {"/*IFTRUE_X*/{}/*FITRUE_X*/", "1:3 for target b: " + nothing},
      {"/*IFTRUE_X {} FITRUE_X*/", "1:3 for target b: " + nothing},
      {"{\"a\": /*IFTRUE_X*/1/*FITRUE_X*/}", "1:32 for target b: unexpected }" + not_json},
      {"[1/*IFTRUE_X*/]/*FITRUE_X*/", "1:2 for target b: the text ends after 1" + not_json},
      {"/*IFTRUE_X*/[/*FITRUE_X*/1, 2]", "1:27 for target b: unexpected ," + not_json},
      // a removed line ends a comment
      {"[1 // a /*IFTRUE_X*/\n, 2\n/*FITRUE_X*/]", ""},
      // in a string
      {"[\"a/*IFTRUE_X*/b\"/*FITRUE_X*/]",
       "1:2 for target b: unexpected \"a/*IFTRUE_X*/b\"/*FITRUE_X*/]" + not_json},
      // not JSON, whatever is removed
      {"{'a': 1, /*IFTRUE_X*/'b': 2/*FITRUE_X*/}", ""},
      {"{a: 1,, /*IFTRUE_X*/b: 2/*FITRUE_X*/}", ""},
      {"[1 2, /*IFTRUE_X*/3/*FITRUE_X*/]", ""},
      // a reader that allows trailing commas
      {"{\"a\": [1, 2,], \"b\": [/*IFTRUE_X*/3,/*FITRUE_X*/]}", ""},
      {"[[1,],\n/*IFTRUE_X*/\n[2]\n/*FITRUE_X*/\n]", ""},
      {"[/*IFTRUE_X*/1,/*FITRUE_X*/]", "1:15 for target a: a comma before ]" + not_json},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(meaning(row.text, two_targets(), Language::kJson) == row.expected);
    CHECK(meaning(row.text, two_targets(), Language::kJson, Layout::kCompact) == row.expected);
    CHECK(meaning(row.text, two_targets(), Language::kOther).empty());
    CHECK(meaning(row.text, {}, Language::kJson).empty());
  }
}

TEST_CASE("a finding names its targets", "[warnings_meaning]") {
  struct TargetsRow {
    std::vector<NamedTarget> targets;
    std::string expected;
  };
  const auto off = symbols("!X");
  const auto on = symbols("X");
  const std::vector<TargetsRow> rows = {
      {{}, ""},
      {{{"", on}}, ""},
      {{{"", off}}, ""},
      {{{"", {}}}, ""},
      {{{"a", off}}, "for target a: "},
      {{{"a", off}, {"b", off}}, "for every target: "},
      {{{"a", off}, {"b", on}, {"c", off}}, "for targets a and c: "},
      {{{"a", on}, {"b", off}, {"c", off}, {"d", off}}, "for targets b, c and d: "},
      {{{"a", on}, {"b", off}, {"c", off}, {"d", off}, {"e", off}}, "for targets b, c, d and e: "},
      {{{"a", on}, {"b", off}, {"c", off}, {"d", off}, {"e", off}, {"f", off}},
       "for targets b, c, d and 2 more: "},
  };
  for (const TargetsRow& row : rows) {
    CAPTURE(row.expected);
    const bool silent = row.targets.empty() || row.targets.front().symbols.find("X") == true;
    const bool alone = row.targets.size() < 2;
    const std::string expected =
        silent && alone ? "" : "1:3 " + row.expected + "a comma before ], which is not JSON\n";
    CHECK(meaning("[1,/*IFTRUE_X*/2/*FITRUE_X*/]", row.targets, Language::kJson) == expected);
  }
}

// The same message for "inside …".
std::string white_space(const std::string& where) {
  return " leaves white space " + where + "; give the file the layout compact\n";
}

void check_rows(Language language, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(meaning(row.text, two_targets(), language) == row.expected);
    CHECK(meaning(row.text, two_targets(), language, Layout::kCompact).empty());
  }
}

TEST_CASE("white space in a style sheet", "[warnings_meaning]") {
  const std::string inside = white_space("inside a selector or a value");
  const std::vector<Row> rows = {
      {".btn/*IFTRUE_X*/.on/*FITRUE_X*/:hover { top: 0 }",
       "1:7 for every target: IFTRUE_X" + inside},
      {".btn/*IFTRUE_X*/:hover/*FITRUE_X*/ { color: red }", "1:7 for target a: IFTRUE_X" + inside},
      {".a/*IFTRUE_X*/.b/*FITRUE_X*/ .c { top: 0 }", "1:5 for target a: IFTRUE_X" + inside},
      {".a /*IFTRUE_X*/.b/*FITRUE_X*/ { top: 0 }", ""},
      {".a{top:0}/*IFTRUE_X*/.b{top:0}/*FITRUE_X*/.c{top:0}", ""},
      {".a,/*IFTRUE_X*/.b,/*FITRUE_X*/.c{top:0}", ""},
      {".a{color:/*IFTRUE_X*/red/*ELSE_X*/blue/*FITRUE_X*/;}", ""},
      {".a{width:1/*IFTRUE_X*/0/*FITRUE_X*/px;}", "1:13 for every target: IFTRUE_X" + inside},
      {".a{content:\"a/*IFTRUE_X*/b/*FITRUE_X*/\";}",
       "1:16 for every target: IFTRUE_X" + white_space("inside a string")},
      {".a{content:\"\\\"/*IFTRUE_X*/b/*FITRUE_X*/\";}",
       "1:17 for every target: IFTRUE_X" + white_space("inside a string")},
      {"/* it's */.a/*IFTRUE_X*/ .b/*FITRUE_X*/ { top: 0 }", ""},
      {"/* a * b/*IFTRUE_X */.a{top:0} /*FITRUE_X*/", ""},
      {"a/*IFTRUE_X*//*FITRUE_X*//* c */ b{}", ""},
      {"a/*IFTRUE_X*//*FITRUE_X*//* c */b{}", "1:4 for every target: IFTRUE_X" + inside},
      // one for each conditional
      {"a/*IFTRUE_X*/b/*FITRUE_X*/c, d/*IFTRUE_X*/e/*FITRUE_X*/f{}",
       "1:4 for every target: IFTRUE_X" + inside + "1:33 for every target: IFTRUE_X" + inside},
      {"a/*IFTRUE_X*/b/*IFTRUE_Y*/c/*FITRUE_Y*/d/*FITRUE_X*/ {}",
       "1:4 for target a: IFTRUE_X" + inside},
  };
  check_rows(Language::kCss, rows);
  check_rows(
      Language::kScss,
      {
          {"// it's\n.a/*IFTRUE_X*/.b/*FITRUE_X*/ {}", "2:5 for target a: IFTRUE_X" + inside},
          {"// a/*IFTRUE_X*/b/*FITRUE_X*/c\n.a {}", ""},
          {"a{&/*IFTRUE_X*/:hover/*FITRUE_X*/{}}", "1:6 for target a: IFTRUE_X" + inside},
          {"a{b:/*IFTRUE_X*/#{$c}/*FITRUE_X*/;}", ""},
          {"a{b:url(http://a/*IFTRUE_X*/b/*FITRUE_X*/)}", "1:19 for target a: IFTRUE_X" + inside},
      });
}

TEST_CASE("compact leaves a line break between lines of text", "[warnings_meaning]") {
  const std::string line_break = "; write what it removes on one line\n";
  CHECK(meaning("a/*IFTRUE_X*/\n.b\n/*FITRUE_X*/.c{}", two_targets(), Language::kCss,
                Layout::kCompact) ==
        "1:4 for target b: IFTRUE_X leaves a line break inside a selector or a value" + line_break);
  CHECK(meaning("<p>a<!--IFTRUE_X-->\nb\n<!--FITRUE_X-->c</p>", two_targets(), Language::kHtml,
                Layout::kCompact) ==
        "1:9 for target b: IFTRUE_X leaves a line break inside a word" + line_break);
  CHECK(
      meaning("a/*IFTRUE_X*/\n.b\n/*FITRUE_X*/.c{}", two_targets(), Language::kCss, Layout::kLoader)
          .empty());
}

TEST_CASE("white space in markup", "[warnings_meaning]") {
  const std::string word = white_space("inside a word");
  const std::string value = white_space("inside an attribute's value");
  check_rows(
      Language::kHtml,
      {
          {"<p>un<!--IFTRUE_X-->believ<!--FITRUE_X-->able</p>",
           "1:10 for every target: IFTRUE_X" + word},
          {"<p>a <!--IFTRUE_X-->b<!--FITRUE_X--> c</p>", ""},
          {"<p><!--IFTRUE_X-->b<!--FITRUE_X--></p>", ""},
          {"<p>a < b<!--IFTRUE_X-->b<!--FITRUE_X--></p>", "1:13 for target a: IFTRUE_X" + word},
          {"<p>a</p><!--IFTRUE_X--><p>b</p><!--FITRUE_X--><p>c</p>", ""},
          {"<p>{{a/*IFTRUE_X*/+b/*FITRUE_X*/}}</p>", ""},
          {"<p>{{a}}b/*IFTRUE_X*/c/*FITRUE_X*/</p>", "1:12 for target a: IFTRUE_X" + word},
          {"<p class=\"a/*IFTRUE_X*/b/*FITRUE_X*/\">", "1:14 for target a: IFTRUE_X" + value},
          {"<p class=\"a/*IFTRUE_X*/ b/*FITRUE_X*/\">", ""},
          {"<p class='/*IFTRUE_X*/b/*FITRUE_X*/'>", ""},
          {"<p :class=\"a/*IFTRUE_X*/+b/*FITRUE_X*/\">", ""},
          {"<p @click='a/*IFTRUE_X*/+b/*FITRUE_X*/' v-if='a/*IFTRUE_X*/+b/*FITRUE_X*/'>", ""},
          {"<p style='top:0;/*IFTRUE_X*/left:0/*FITRUE_X*/'>", ""},
          {"<p a='{{b/*IFTRUE_X*/+c/*FITRUE_X*/}}'>", ""},
          {"<p a='>' b='c/*IFTRUE_X*/d/*FITRUE_X*/'>", "1:16 for target a: IFTRUE_X" + value},
          {"<di/*IFTRUE_X*/v/*FITRUE_X*/>",
           "1:6 for target a: IFTRUE_X" + white_space("inside a tag")},
          {"<div a='b'/*IFTRUE_X*/c/*FITRUE_X*/>", ""},
          {"<script>a/*IFTRUE_X*/+b/*FITRUE_X*/</script>", ""},
          {"<script>'</p>'+a/*IFTRUE_X*/+b/*FITRUE_X*/</script>", ""},
          {"<wxs>a/*IFTRUE_X*/+b/*FITRUE_X*/</wxs>c/*IFTRUE_X*/d/*FITRUE_X*/",
           "1:42 for target a: IFTRUE_X" + word},
          {"<style>a/*IFTRUE_X*/.b/*FITRUE_X*/ {}</style>",
           "1:11 for target a: IFTRUE_X" + white_space("inside a selector or a value")},
          {"<style lang='scss'>// it's\na/*IFTRUE_X*/.b/*FITRUE_X*/ {}</style>",
           "2:4 for target a: IFTRUE_X" + white_space("inside a selector or a value")},
          {"<style>a{}</style>b/*IFTRUE_X*/c/*FITRUE_X*/", "1:22 for target a: IFTRUE_X" + word},
          {"<!-- a -->b/*IFTRUE_X*/c/*FITRUE_X*/", "1:14 for target a: IFTRUE_X" + word},
          {"<!-- a/*IFTRUE_X*/b/*FITRUE_X*/c -->", ""},
      });
}

TEST_CASE("what the layout loader joins", "[warnings_meaning]") {
  struct JoinRow {
    Language language;
    std::string text;
    std::string expected;
  };
  const std::string tokens = " joins two tokens; the layout compact keeps them apart\n";
  const std::string lines = " joins two lines; the layout compact keeps them apart\n";
  const std::string note = "foo() // note /*IFTRUE_X*/\ntrace()\n/*FITRUE_X*/ bar()";
  const std::string semicolon = "foo();/*IFTRUE_X*/\ntrace()\n/*FITRUE_X*/ bar()";
  const std::string statement = "foo() /*IFTRUE_X*/\ntrace()\n/*FITRUE_X*/ bar()";
  const std::vector<JoinRow> rows = {
      {Language::kJavaScript, "return/*IFTRUE_X*/1/*ELSE_X*/2/*FITRUE_X*/",
       "1:9 for every target: IFTRUE_X" + tokens},
      {Language::kJavaScript, "'return/*IFTRUE_X*/1/*ELSE_X*/2/*FITRUE_X*/'", ""},
      {Language::kJavaScript, "return /*IFTRUE_X*/1/*ELSE_X*/2/*FITRUE_X*/;", ""},
      {Language::kJavaScript, note, "1:17 for target b: IFTRUE_X" + lines},
      {Language::kJavaScript, statement, "1:9 for target b: IFTRUE_X" + lines},
      {Language::kJavaScript, semicolon, ""},
      {Language::kJavaScript, "/* foo\n/*IFTRUE_X*/\n/*FITRUE_X*/ bar() */", ""},
      {Language::kJavaScript, "/* foo() */ /*IFTRUE_X*/\na()\n/*FITRUE_X*/", ""},
      {Language::kJavaScript, "foo()\n/*IFTRUE_X*/\ntrace()\n/*FITRUE_X*/\nbar()", ""},
      {Language::kJavaScript, "`foo() /*IFTRUE_X*/\ntrace()\n/*FITRUE_X*/ bar()`", ""},
      {Language::kScss, note, "1:17 for target b: IFTRUE_X" + lines},
      {Language::kScss, statement, ""},
      {Language::kCss, note, ""},
      {Language::kHtml, note, ""},
      {Language::kMarkdown, semicolon, "1:9 for target b: IFTRUE_X" + lines},
      {Language::kOther, semicolon, "1:9 for target b: IFTRUE_X" + lines},
      {Language::kOther, "a\n/*IFTRUE_X*/\nb\n/*FITRUE_X*/\nc", ""},
  };
  for (const JoinRow& row : rows) {
    CAPTURE(row.text, static_cast<int>(row.language));
    CHECK(meaning(row.text, two_targets(), row.language, Layout::kLoader) == row.expected);
    if (row.language != Language::kJavaScript && row.language != Language::kOther) continue;
    CHECK(meaning(row.text, two_targets(), row.language).empty());
  }
}

TEST_CASE("white space in Markdown", "[warnings_meaning]") {
  const std::string word = white_space("inside a word");
  const std::string start =
      " moves the start of its line to the right, where Markdown reads code or more of the line "
      "above; give the file the layout compact\n";
  check_rows(
      Language::kMarkdown,
      {
          {"un<!--IFTRUE_X-->believ<!--FITRUE_X-->able", "1:7 for every target: IFTRUE_X" + word},
          {"a <!--IFTRUE_X-->b<!--FITRUE_X--> c", ""},
          {"|a<!--IFTRUE_X-->|b<!--FITRUE_X-->|", ""},
          {"```\na<!--IFTRUE_X-->b<!--FITRUE_X-->c\n<!--IFTRUE_X--># b<!--FITRUE_X-->\n```", ""},
          {"<!--IFTRUE_X-->a<!--FITRUE_X-->", "1:5 for target a: IFTRUE_X" + start},
          {"b\n<!--IFTRUE_X-->a<!--FITRUE_X-->", ""},
          {"- b\n<!--IFTRUE_X-->- a<!--FITRUE_X-->", "2:5 for target a: IFTRUE_X" + start},
          {"b\n<!--IFTRUE_X-->12. a<!--FITRUE_X-->", "2:5 for target a: IFTRUE_X" + start},
          {"b\n<!--IFTRUE_X-->2 a<!--FITRUE_X-->", ""},
          {"b\n\n    <!--IFTRUE_X-->a<!--FITRUE_X-->", ""},
          {"<!--IFTRUE_X-->\na\n<!--FITRUE_X-->", ""},
          {"<!--IFTRUE_X-->\na\n<!--FITRUE_X-->b", "1:5 for target b: IFTRUE_X" + start},
          {"\n<!--IFTRUE_X-->a<!--ELSE_X-->b<!--FITRUE_X-->",
           "2:5 for every target: IFTRUE_X" + start},
      });
}

}  // namespace
}  // namespace iftrue
