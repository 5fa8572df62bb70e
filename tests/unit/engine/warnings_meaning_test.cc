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

}  // namespace
}  // namespace iftrue
