#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "iftrue/iftrue.h"
#include "unit/described.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

// `group("A && B", "x")` is a conditional.
std::string group(const std::string& condition, const std::string& text) {
  return "/*IFTRUE_(" + condition + ")*/" + text + "/*FITRUE_(" + condition + ")*/";
}

TEST_CASE("a condition that what is around it decides", "[warnings_decided]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::string nothing = " is always true here: this conditional decides nothing\n";
  const std::string never = " is never true here: this group is never kept\n";
  const std::vector<Row> rows = {
      {"/*IFTRUE_A*/a/*IFTRUE_A*/b/*FITRUE_A*//*FITRUE_A*/",
       "1:23 W103 A" + nothing + "  1:3 A is true in this group\n"},
      {"/*IFTRUE_A*/a/*IFTRUE_B*/b/*FITRUE_B*//*FITRUE_A*/", ""},
      {"/*IFTRUE_A*/a/*ELSE_A*//*IFTRUE_A*/b/*FITRUE_A*//*FITRUE_A*/",
       "1:33 W103 A" + never + "  1:3 A is false after this group\n"},
      {"/*IFTRUE_A*/a/*ELIFTRUE_A*/b/*FITRUE_A*/",
       "1:25 W103 A" + never + "  1:3 A is false after this group\n"},
      {"/*IFTRUE_A*/a/*ELIFTRUE_(!A)*/b/*ELSE_A*/c/*FITRUE_A*/",
       "1:25 W103 (!A) is always true here: an else would do\n  1:3 A is false after this group\n"},
      {group("A || B", "a" + group("A", "b")), ""},
      {group("A && B", "a" + group("A", "b")),
       "1:30 W103 (A)" + nothing + "  1:3 (A&&B) is true in this group\n"},
      {group("A", "a" + group("A || B", "b")),
       "1:25 W103 (A||B)" + nothing + "  1:3 (A) is true in this group\n"},
      // two are needed
      {group("A", group("B", "a" + group("A && B", "b"))),
       "1:39 W103 (A&&B)" + nothing +
           "  1:17 (B) is true in this group\n  1:3 (A) is true in this group\n"},
      {group("A || B", group("!A", "a" + group("B", "b"))),
       "1:45 W103 (B)" + nothing +
           "  1:22 (!A) is true in this group\n  1:3 (A||B) is true in this group\n"},
      // one of those between is not
      {group("A", group("C", "a" + group("!A", "b"))),
       "1:39 W103 (!A)" + never + "  1:3 (A) is true in this group\n"},
      // by itself
      {group("A && !A", "a"), "1:10 W103 (A&&!A)" + never},
      {group("A || !A", "a"), "1:10 W103 (A||!A)" + nothing},
      // after a conditional its conditions decide nothing
      {"/*IFTRUE_A*/a/*FITRUE_A*//*IFTRUE_A*/a/*FITRUE_A*/", ""},
      // what is never reached is not spoken of
      {group("A", "a" + group("!A", "b" + group("A", "c"))),
       "1:25 W103 (!A)" + never + "  1:3 (A) is true in this group\n"},
      {"/*IFTRUE_A*/a/*ELIFTRUE_(!A)*/b/*ELIFTRUE_B*/c/*FITRUE_A*/",
       "1:25 W103 (!A) is always true here: an else would do\n  1:3 A is false after this group\n"},
      {"/*IFTRUE_A*/ /*IFTRUE_A*/b/*FITRUE_A*/", ""},  // an error
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(described(Document(row.text).warnings()) == row.expected);
  }
}

TEST_CASE("what the targets make of a conditional", "[warnings_decided]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::string all = ": this conditional decides nothing\n";
  const std::vector<Row> rows = {
      {"/*IFTRUE_A*/a/*FITRUE_A*/", ""},
      {"/*IFTRUE_NONE*/a/*FITRUE_NONE*/", "1:3 W104 no target keeps the group of IFTRUE_NONE\n"},
      {"/*IFTRUE_ALL*/a/*FITRUE_ALL*/",
       "1:3 W105 every target keeps the group of IFTRUE_ALL" + all},
      {"/*IFTRUE_ALL*/a/*ELSE_ALL*/b/*FITRUE_ALL*/",
       "1:3 W105 every target keeps the group of IFTRUE_ALL" + all},
      {"/*IFTRUE_NONE*/a/*ELSE_NONE*/b/*FITRUE_NONE*/",
       "1:3 W105 every target keeps the group of ELSE_NONE" + all},
      {group("A && B", "a"), "1:3 W104 no target keeps the group of IFTRUE_(A && B)\n"},
      {group("A || B", "a"), ""},
      {group("A || B || C", "a"),
       "1:3 W105 every target keeps the group of IFTRUE_(A || B || C)" + all},
      {"/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELSE_A*/c/*FITRUE_A*/", ""},
      {"/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELIFTRUE_C*/c/*ELSE_A*/d/*FITRUE_A*/",
       "1:46 W104 no target keeps the group of ELSE_A\n"},
      {"/*IFTRUE_A*/a/*ELIFTRUE_(A && B)*/b/*FITRUE_A*/",
       "1:25 W103 (A&&B) is never true here: this group is never kept\n"
       "  1:3 A is false after this group\n"},
      // nested: of the targets that come there
      {group("A", "a" + group("B", "b")), "1:18 W104 no target keeps the group of IFTRUE_(B)\n"},
      {group("A", "a" + group("!B", "b")),
       "1:18 W105 every target keeps the group of IFTRUE_(!B)" + all},
      {group("A || B", "a" + group("B", "b")), ""},
      // not twice, and not what is inside
      {group("A", "a" + group("A", "b")),
       "1:25 W103 (A) is always true here: this conditional decides nothing\n"
       "  1:3 (A) is true in this group\n"},
      {group("NONE", "a" + group("A", "b")),
       "1:3 W104 no target keeps the group of IFTRUE_(NONE)\n"},
      // a symbol that is not set may be on or off
      {"/*IFDEBUG*/a/*FIDEBUG*/", ""},
      {"/*IFDEBUG*/a/*ELSE_DEBUG*/b/*FIDEBUG*/", ""},
      {group("ALL && DEBUG", "a"), ""},
      {group("NONE && DEBUG", "a"),
       "1:3 W104 no target keeps the group of IFTRUE_(NONE && DEBUG)\n"},
      {group("ALL || DEBUG", "a"),
       "1:3 W105 every target keeps the group of IFTRUE_(ALL || DEBUG)" + all},
      {group("DEBUG", "a" + group("A && B", "b")),
       "1:22 W104 no target keeps the group of IFTRUE_(A && B)\n"},
  };
  const std::vector<Symbols> targets = {symbols("A !B !C !NONE ALL"), symbols("!A B !C !NONE ALL"),
                                        symbols("!A !B C !NONE ALL")};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(described(Document(row.text).warnings({Language::kOther, targets, {}})) == row.expected);
  }
}

TEST_CASE("beyond the bounds nothing is said", "[warnings_decided]") {
  const std::string twice = "/*IFTRUE_S0*/a/*IFTRUE_S0*/b/*FITRUE_S0*//*FITRUE_S0*/";
  std::string text = twice;
  for (int i = 0; i < 256; ++i) text += group("S" + std::to_string(i), "c");
  CHECK(Document(text).warnings().size() == 1);
  text += group("S256", "c");
  CHECK(Document(text).warnings().empty());
}

TEST_CASE("deep nesting costs memory, not the stack", "[warnings_decided]") {
  std::string text = "a";
  for (int i = 0; i < 100000; ++i) {
    const std::string symbol = "S" + std::to_string(i % 100);
    text += "/*IFTRUE_" + symbol + "*/a";
  }
  std::string ends;
  for (int i = 100000; i-- > 0;) ends += "/*FITRUE_S" + std::to_string(i % 100) + "*/";
  const std::string all = text + ends;
  const Document document(all);
  REQUIRE(document.ok());
  CHECK(document.warnings().size() == 100000 - 100);
}

}  // namespace
}  // namespace iftrue
