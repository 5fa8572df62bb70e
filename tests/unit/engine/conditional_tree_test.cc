#include "engine/conditional_tree.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/diagnostic.h"
#include "unit/described.h"

namespace iftrue {
namespace {

std::string errors_of(std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  static_cast<void>(parse(text, diagnostics));
  locate(text, diagnostics);
  return described(diagnostics);
}

TEST_CASE("each directive knows the next of its conditional", "[conditional_tree]") {
  struct Row {
    std::string text;
    std::string expected;  // the index of the next directive, or - for an end
  };
  const std::vector<Row> rows = {
      {"", ""},
      {"no directive", ""},
      {"/*IFTRUE_A*/ /*FITRUE_A*/", "1 -"},
      {"/*IFTRUE_A FITRUE_A*/", "1 -"},
      {"/*IFTRUE_A*/ /*ELIFTRUE_B*/ /*ELIFTRUE_C*/ /*ELSE_A*/ /*FITRUE_A*/", "1 2 3 4 -"},
      {"/*IFTRUE_A a ELIFTRUE_B b ELSE_A*/ c /*FITRUE_A*/", "1 2 3 -"},
      {"/*IFTRUE_A*/ a /*ELSE_A b FITRUE_A*/", "1 2 -"},
      {"/*IFTRUE_A*/ /*FITRUE_A*/ /*IFTRUE_A*/ /*FITRUE_A*/", "1 - 3 -"},
      {"/*IFTRUE_A*/ /*IFTRUE_B*/ /*FITRUE_B*/ /*FITRUE_A*/", "3 2 - -"},
      {"/*IFTRUE_A*/ /*IFTRUE_A*/ /*FITRUE_A*/ /*FITRUE_A*/", "3 2 - -"},
      {"/*IFTRUE_A*/ /*IFTRUE_B b ELSE_B*/ /*FITRUE_B*/ /*ELSE_A*/ /*IFTRUE_C*/ /*FITRUE_C*/ "
       "/*FITRUE_A*/",
       "4 2 3 - 7 6 - -"},
      {"/*IFDEBUG*/ /*ELSE_DEBUG*/ /*FIDEBUG*/", "1 2 -"},
      {"/*IFDEBUG*/ /*FITRUE_DEBUG*/ /*IFTRUE_DEBUG FIDEBUG*/", "1 - 3 -"},
      {"/*IFTRUE_(A || B)*/ /*ELSE_(A||B)*/ /*FITRUE_( A\n|| B )*/", "1 2 -"},
      {"<!--IFTRUE_A--> /*ELSE_A*/ <!--FITRUE_A-->", "1 2 -"},
      {"<!--IFTRUE_A /* a */ FITRUE_A-->", "1 -"},
      {"/*IFTRUE_A <!-- --> FITRUE_A*/", "1 -"},
      // in a dormant group the words of other conditionals are text
      {"/*IFTRUE_A IFTRUE_B ELSE_B FITRUE_B FITRUE_A*/", "1 -"},
      {"/*IFTRUE_A*/ /*IFTRUE_B FITRUE_A FITRUE_B*/ /*FITRUE_A*/", "3 2 - -"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(errors_of(row.text).empty());
    std::vector<Diagnostic> diagnostics;
    const ConditionalTree tree = parse(row.text, diagnostics);
    std::string links;
    for (const Directive& directive : tree.directives) {
      if (!links.empty()) links += ' ';
      links += directive.next == kNoDirective ? "-" : std::to_string(directive.next);
    }
    CHECK(links == row.expected);
  }
}

TEST_CASE("what is wrong with the directives of a text", "[conditional_tree]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::vector<Row> rows = {
      // E001
      {"/*IFTRUE_A*/", "1:3 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"},
      {"/*IFTRUE_A a", "1:3 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"},
      {"/*IFDEBUG*/", "1:3 E001 IFDEBUG is never ended: no FIDEBUG follows\n"},
      {"a\n<!-- IFTRUE_(A ||\nB) -->",
       "2:6 E001 IFTRUE_(A ||\nB) is never ended: no FITRUE_(A||B) follows\n"},
      {"/*IFTRUE_A*/\n/*IFTRUE_B*/ /*FITRUE_B*/\n/*IFTRUE_C*/",
       "1:3 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"
       "3:3 E001 IFTRUE_C is never ended: no FITRUE_C follows\n"},
      {"/*IFTRUE_A*/ /*ELSE_A*/", "1:3 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"},
      // the if once more where the end was meant
      {"/*IFTRUE_A*/\n/*IFTRUE_A*/ b",
       "1:3 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"
       "  2:3 this is the same if again; did you mean FITRUE_A?\n"
       "2:3 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"},
      {"/*IFTRUE_A*/\n/*IFTRUE_A*/\n/*IFTRUE_A*/ b /*FITRUE_A*/ /*FITRUE_A*/",
       "1:3 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"
       "  2:3 this is the same if again; did you mean FITRUE_A?\n"},
      {"/*IFTRUE_A*/ /*IFTRUE_B*/\n/*IFTRUE_B*/ b /*FITRUE_A*/",
       "2:18 E003 FITRUE_A ends an outer conditional while IFTRUE_B is open\n"
       "  2:3 this is the same if again; did you mean FITRUE_B?\n"
       "  1:3 IFTRUE_A opened here\n"},
      {"/* IFDEBUG\na\nIFDEBUG */",
       "3:9 E006 the comment of a dormant group ends before its FIDEBUG\n"
       "  1:4 IFDEBUG leaves its comment open here\n"
       "  3:1 this is text here; did you mean FIDEBUG?\n"},
      {"/*IFTRUE_A a /*IFTRUE_A*/",
       "1:16 E001 IFTRUE_A is never ended: no FITRUE_A follows\n"
       "1:24 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:3 IFTRUE_A leaves its comment open here\n"
       "  1:16 this is text here; did you mean FITRUE_A?\n"},
      // text behind a word
      {"/* IFTRUE_MP-WEIXIN */\n/* FITRUE_MP-WEIXIN */",
       "1:4 E005 MP-WEIXIN is not a symbol; a symbol is letters, digits and _\n"
       "2:4 E005 MP-WEIXIN is not a symbol; a symbol is letters, digits and _\n"},
      {"/* IFTRUE_A || B */\n/* ELSE_A || B */\n/* FITRUE_A || B */",
       "1:4 E005 a condition with operators needs parentheses; write IFTRUE_(A || B)\n"
       "3:4 E005 a condition with operators needs parentheses; write FITRUE_(A || B)\n"},
      {"/* IFTRUE_A || B */ a /* FITRUE_(A || B) */",
       "1:4 E005 a condition with operators needs parentheses; write IFTRUE_(A || B)\n"},
      {"/* IFTRUE_A on phones */ a\n/* FITRUE_A on phones */",
       "1:4 E005 nothing may follow the word of a directive in its comment; write IFTRUE_A*/, or "
       "end a dormant group with FITRUE_A\n"
       "2:4 E005 nothing may follow the word of an end in its comment; write FITRUE_A*/\n"},
      {"/* IFTRUE_A on phones */ a /* ELSE_A */ b /*FITRUE_A*/",
       "1:4 E005 nothing may follow the word of a directive in its comment; write IFTRUE_A*/, or "
       "end a dormant group with FITRUE_A\n"},
      {"/* IFTRUE_A on phones */ a",
       "1:23 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:4 IFTRUE_A leaves its comment open here\n"},
      {"/*IFTRUE_B*/ /* IFTRUE_A on phones */ a /*FITRUE_B*/",
       "1:36 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:17 IFTRUE_A leaves its comment open here\n"},
      // E002
      {"/*FITRUE_A*/", "1:3 E002 FITRUE_A without its IFTRUE_A\n"},
      {"/*ELSE_A*/", "1:3 E002 ELSE_A without its IFTRUE_A\n"},
      {"/*ELIFTRUE_A*/", "1:3 E002 ELIFTRUE_A without an if before it\n"},
      // once for one mistake
      {"/*FITRUE_A b */", "1:3 E002 FITRUE_A without its IFTRUE_A\n"},
      {"/*ELIFTRUE_A*/ b /*FITRUE_A*/", "1:3 E002 ELIFTRUE_A without an if before it\n"},
      {"/*FIDEBUG*/", "1:3 E002 FIDEBUG without its IFDEBUG\n"},
      {"/*IFTRUE_A*/ /*FITRUE_A*/\n/*FITRUE_A*/", "2:3 E002 FITRUE_A without its IFTRUE_A\n"},
      // E003
      {"/*IFTRUE_A*/ /*IFTRUE_B*/\n/*FITRUE_A*/ /*FITRUE_B*/",
       "2:3 E003 FITRUE_A ends an outer conditional while IFTRUE_B is open\n"
       "  1:16 IFTRUE_B opened here\n"
       "  1:3 IFTRUE_A opened here\n"},
      {"/*IFTRUE_A*/ /*IFTRUE_B*/ /*IFTRUE_C*/\n/*FITRUE_A*/ /*FITRUE_C*/ /*FITRUE_B*/",
       "2:3 E003 FITRUE_A ends an outer conditional while IFTRUE_C is open\n"
       "  1:29 IFTRUE_C opened here\n"
       "  1:3 IFTRUE_A opened here\n"},
      // E005
      {"/*IFTRUE_(A*/ /*FITRUE_(A*/", "1:10 E005 malformed condition: '(' is never closed\n"},
      {"/*IFTRUE_(A B)*/ /*FITRUE_(A B)*/",
       "1:13 E005 malformed condition: expected '&&', '||' or ')' before 'B'\n"},
      {"/*IFTRUE_(AB)*/ /*FITRUE_(AB)*/ /*IFTRUE_(A B)*/ /*FITRUE_(A B)*/",
       "1:45 E005 malformed condition: expected '&&', '||' or ')' before 'B'\n"},
      {"/*IFTRUE_(A B) a FITRUE_(A B)*/",
       "1:13 E005 malformed condition: expected '&&', '||' or ')' before 'B'\n"},
      {"/*IFTRUE_A*/ /*ELIFTRUE_(!)*/ /*FITRUE_A*/",
       "1:27 E005 malformed condition: expected a symbol, '!' or '(' before ')'\n"},
      {"/*IFTRUE_(A*/ /*FITRUE_A*/", "1:10 E005 malformed condition: '(' is never closed\n"},
      {"/*FITRUE_(A*/", "1:10 E005 malformed condition: '(' is never closed\n"},
      // E009, a whole condition named
      {"/*IFTRUE_A /*IFTRUE_(B || C) b FITRUE_A*/",
       "1:14 E009 IFTRUE_(B || C) opens a comment inside a dormant group, which cannot hold a "
       "nested "
       "conditional; close the comment of the outer directive with */\n"
       "  1:3 the dormant group begins here\n"},
      // E006
      {"/*IFTRUE_A a */ FITRUE_A*/",
       "1:14 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:3 IFTRUE_A leaves its comment open here\n"},
      {"<!--IFTRUE_A a\n--> FITRUE_A-->",
       "2:1 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:5 IFTRUE_A leaves its comment open here\n"},
      {"/*IFTRUE_A /*IFTRUE_B*/ b /*FITRUE_B*/ FITRUE_A*/",
       "1:22 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:3 IFTRUE_A leaves its comment open here\n"
       "  1:14 a dormant group cannot hold a nested conditional\n"},
      {"/*IFTRUE_A a FITRUE_B*/",
       "1:22 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:3 IFTRUE_A leaves its comment open here\n"
       "  1:14 this is text here; did you mean FITRUE_A?\n"},
      {"/*IFTRUE_A a ELSE_A b */ c /*FITRUE_A*/",
       "1:23 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:14 ELSE_A leaves its comment open here\n"},
      // E007
      {"/*IFTRUE_A*/\n/*ELSE_A*/\n/*ELSE_A*/\n/*FITRUE_A*/",
       "3:3 E007 ELSE_A after the else of the same conditional\n"
       "  2:3 the else is here\n"
       "  1:3 IFTRUE_A opened here\n"},
      {"/*IFTRUE_A a ELSE_A b ELIFTRUE_B c FITRUE_A*/",
       "1:23 E007 ELIFTRUE_B after the else of the same conditional\n"
       "  1:14 the else is here\n"
       "  1:3 IFTRUE_A opened here\n"},
      // E008
      {"/*IFTRUE_A*/ a /*FITRUE_B*/",
       "1:18 E008 FITRUE_B does not repeat the condition of its if; did you mean FITRUE_A?\n"
       "  1:3 IFTRUE_A opened here\n"},
      // the conditional's own end, when it follows, is no second mistake; another one is
      {"/*IFTRUE_A*/ a /*FITRUE_B*/ b /*FITRUE_A*/ c /*FITRUE_A*/",
       "1:18 E008 FITRUE_B does not repeat the condition of its if; did you mean FITRUE_A?\n"
       "  1:3 IFTRUE_A opened here\n"
       "1:48 E002 FITRUE_A without its IFTRUE_A\n"},
      {"/*IFTRUE_A*/ a /*ELSE_B*/ b /*FITRUE_A*/",
       "1:18 E008 ELSE_B does not repeat the condition of its if; did you mean ELSE_A?\n"
       "  1:3 IFTRUE_A opened here\n"},
      {"/*IFTRUE_(A||B)*/ /*FITRUE_A*/",
       "1:21 E008 FITRUE_A does not repeat the condition of its if; did you mean FITRUE_(A||B)?\n"
       "  1:3 IFTRUE_(A||B) opened here\n"},
      {"/*IFTRUE_A*/ /*ELIFTRUE_B*/ /*FITRUE_B*/",
       "1:31 E008 FITRUE_B does not repeat the condition of its if; did you mean FITRUE_A?\n"
       "  1:3 IFTRUE_A opened here\n"},
      {"/*IFDEBUG*/ /*FITRUE_B*/",
       "1:15 E008 FITRUE_B does not repeat the condition of its if; did you mean FIDEBUG?\n"
       "  1:3 IFDEBUG opened here\n"},
      // E009
      {"/*IFTRUE_A*/ a /*FITRUE_A b */",
       "1:18 E009 FITRUE_A leaves its comment open; an end closes it: FITRUE_A*/\n"
       "  1:3 IFTRUE_A opened here\n"},
      {"<!--IFTRUE_A a FITRUE_A",
       "1:16 E009 FITRUE_A leaves its comment open; an end closes it: FITRUE_A-->\n"
       "  1:5 IFTRUE_A opened here\n"},
      {"/*IFTRUE_A*/ body FITRUE_A*/",
       "1:19 E009 FITRUE_A closes a comment that it did not open; write /*FITRUE_A*/\n"
       "  1:3 IFTRUE_A closed its comment here\n"},
      {"<!--IFTRUE_A--> a ELSE_A--> b <!--FITRUE_A-->",
       "1:19 E009 ELSE_A closes a comment that it did not open; write <!--ELSE_A-->\n"
       "  1:5 IFTRUE_A closed its comment here\n"},
      {"/*IFTRUE_A /*IFTRUE_B FITRUE_A*/",
       "1:14 E009 IFTRUE_B opens a comment inside a dormant group, which cannot hold a nested "
       "conditional; close the comment of the outer directive with */\n"
       "  1:3 the dormant group begins here\n"},
      // several at once, in the order of their places
      {"/*FITRUE_A*/\n/*IFTRUE_(*/ /*FITRUE_(*/\n/*IFTRUE_B*/",
       "1:3 E002 FITRUE_A without its IFTRUE_A\n"
       "2:10 E005 malformed condition: '(' is never closed\n"
       "3:3 E001 IFTRUE_B is never ended: no FITRUE_B follows\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(errors_of(row.text) == row.expected);
  }
}

TEST_CASE("a long condition is shortened in messages, between characters", "[conditional_tree]") {
  const std::string longest(53, 'A');  // IFTRUE_ and 53 more are 60 bytes
  CHECK(errors_of("/*IFTRUE_" + longest + "*/") ==
        "1:3 E001 IFTRUE_" + longest + " is never ended: no FITRUE_" + longest + " follows\n");
  const std::string longer(61, 'B');
  CHECK(errors_of("/*IFTRUE_" + longer + "*/") == "1:3 E001 IFTRUE_" + longer.substr(0, 53) +
                                                      "… is never ended: no FITRUE_" +
                                                      longer.substr(0, 60) + "… follows\n");
}

TEST_CASE("conditionals nest as deep as they like", "[conditional_tree]") {
  constexpr std::size_t kDepth = 100'000;
  std::string text;
  for (std::size_t i = 0; i < kDepth; ++i) text += "/*IFTRUE_A*/";
  std::vector<Diagnostic> diagnostics;
  CHECK(parse(text, diagnostics).directives.size() == kDepth);
  CHECK(diagnostics.size() == kDepth);

  for (std::size_t i = 0; i < kDepth; ++i) text += "/*FITRUE_A*/";
  diagnostics.clear();
  const ConditionalTree tree = parse(text, diagnostics);
  CHECK(diagnostics.empty());
  CHECK(tree.directives.front().next == 2 * kDepth - 1);
  CHECK(tree.directives[kDepth - 1].next == kDepth);
}

}  // namespace
}  // namespace iftrue
