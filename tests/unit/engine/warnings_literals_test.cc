#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "iftrue/iftrue.h"
#include "unit/described.h"

namespace iftrue {
namespace {

std::string stands_inside(const std::string& place, const std::string& word,
                          const std::string& literal) {
  return place + " W106 " + word + " stands inside a " + literal +
         " literal, where the layout preserve leaves blanks; write a whole literal in each group\n";
}

std::string stands_inside_comment(const std::string& place, const std::string& word,
                                  const std::string& comment) {
  return place + " W106 " + word +
         " stands inside a comment that began before it and goes on without it; close that comment "
         "first\n  " +
         comment + " the comment begins here\n";
}

TEST_CASE("a directive in a literal is told once for each literal", "[warnings_literals]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"s = 'a/*IFTRUE_X*/b/*FITRUE_X*/'", stands_inside("1:9", "IFTRUE_X", "string")},
      {"s = \"a /* IFTRUE_X b FITRUE_X */\"", stands_inside("1:11", "IFTRUE_X", "string")},
      {"s = '/*IFTRUE_X*/' + '/*FITRUE_X*/'",
       stands_inside("1:8", "IFTRUE_X", "string") + stands_inside("1:25", "FITRUE_X", "string")},
      {"s = `/*IFTRUE_X*/${b}/*FITRUE_X*/`", stands_inside("1:8", "IFTRUE_X", "template")},
      {"s = `${/*IFTRUE_X*/b/*FITRUE_X*/}`", ""},
      {"s = `${/*IFTRUE_X*/b/*FITRUE_X*/}/*IFDEBUG*/c/*FIDEBUG*/`",
       stands_inside("1:36", "IFDEBUG", "template")},
      {"s = /[/*IFTRUE_X*/a/*FITRUE_X*/]/", stands_inside("1:9", "IFTRUE_X", "regular-expression")},
      {"s = /*IFTRUE_X 'a' ELSE_X*/ 'b' /*FITRUE_X*/", ""},
      {"/*IFTRUE_X*/ s = 'a' /*FITRUE_X*/", ""},
      {"a / /*IFTRUE_X*/ 'b' / c /*FITRUE_X*/", ""},
      {"// it's\n/*IFTRUE_X*/ a' /*FITRUE_X*/", ""},
      {"/*IFTRUE_X it's ` ELSE_X*/ b /*FITRUE_X*/ `", ""},
      {"x // '/*IFTRUE_X*/ a /*FITRUE_X*/'", ""},
      // a comment that began before
      {"/* a\n/*IFTRUE_X*/\nb /*FITRUE_X*/ c /* d */",
       stands_inside_comment("2:3", "IFTRUE_X", "1:1")},
      {"/* a /*IFTRUE_X b FITRUE_X*/ c", stands_inside_comment("1:8", "IFTRUE_X", "1:1")},
      {"/*IFTRUE_X*/ a /* b /*ELSE_X*/ d /* e /*FITRUE_X*/",
       stands_inside_comment("1:23", "ELSE_X", "1:16") +
           stands_inside_comment("1:41", "FITRUE_X", "1:34")},
      {"/* a */ /*IFTRUE_X b /*ELSE_X*/ c /*FITRUE_X*/", ""},
      {"/* a *//*IFTRUE_X b /* FITRUE_X*/", ""},
      {"'/*' /*IFTRUE_X*/ b /*FITRUE_X*/", ""},
      {"// /* a\n/*IFTRUE_X*/ b /*FITRUE_X*/", ""},
      {"/* a <!--IFTRUE_X--> b <!--FITRUE_X--> */", ""},
      {"// /*IFTRUE_X*/\n// b /*FITRUE_X*/", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Document document(row.text);
    CHECK(described(document.warnings({Language::kJavaScript, {}, {}})) == row.expected);
    CHECK(described(document.warnings({Language::kOther, {}, {}})).empty());
  }
}

}  // namespace
}  // namespace iftrue
