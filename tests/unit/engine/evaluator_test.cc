#include "engine/evaluator.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/symbols.h"

namespace iftrue {
namespace {

TEST_CASE("the first group whose condition is true is kept", "[evaluator]") {
  struct Row {
    std::string text;
    std::string on;
    std::string expected;  // the text with its removed spans in brackets
  };
  const std::string chain =
      "1/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELIFTRUE_(C)*/c/*ELSE_A*/d/*FITRUE_A*/2";
  const std::string nested =
      "1/*IFTRUE_A*/2/*IFTRUE_B*/b/*ELSE_B*/c/*FITRUE_B*/3/*ELSE_A*/4/*IFTRUE_B*/d/*FITRUE_B*/5"
      "/*FITRUE_A*/6";
  const std::vector<Row> rows = {
      {"", "", ""},
      {"plain", "A", "plain"},
      {"1/*IFTRUE_A*/a/*FITRUE_A*/2", "A", "1[/*IFTRUE_A*/]a[/*FITRUE_A*/]2"},
      {"1/*IFTRUE_A*/a/*FITRUE_A*/2", "", "1[/*IFTRUE_A*/a/*FITRUE_A*/]2"},
      {"/*IFTRUE_A a FITRUE_A*/", "A", "[/*IFTRUE_A] a [FITRUE_A*/]"},
      {"/*IFTRUE_A a FITRUE_A*/", "", "[/*IFTRUE_A a FITRUE_A*/]"},
      {"/*IFTRUE_A a ELSE_A*/ b /*FITRUE_A*/", "A", "[/*IFTRUE_A] a [ELSE_A*/ b /*FITRUE_A*/]"},
      {"/*IFTRUE_A a ELSE_A*/ b /*FITRUE_A*/", "", "[/*IFTRUE_A a ELSE_A*/] b [/*FITRUE_A*/]"},
      {chain, "A", "1[/*IFTRUE_A*/]a[/*ELIFTRUE_B*/b/*ELIFTRUE_(C)*/c/*ELSE_A*/d/*FITRUE_A*/]2"},
      {chain, "A B C",
       "1[/*IFTRUE_A*/]a[/*ELIFTRUE_B*/b/*ELIFTRUE_(C)*/c/*ELSE_A*/d/*FITRUE_A*/]2"},
      {chain, "B C", "1[/*IFTRUE_A*/a/*ELIFTRUE_B*/]b[/*ELIFTRUE_(C)*/c/*ELSE_A*/d/*FITRUE_A*/]2"},
      {chain, "C", "1[/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELIFTRUE_(C)*/]c[/*ELSE_A*/d/*FITRUE_A*/]2"},
      {chain, "", "1[/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELIFTRUE_(C)*/c/*ELSE_A*/]d[/*FITRUE_A*/]2"},
      {nested, "A B",
       "1[/*IFTRUE_A*/]2[/*IFTRUE_B*/]b[/*ELSE_B*/c/*FITRUE_B*/]3[/*ELSE_A*/4/*IFTRUE_B*/d"
       "/*FITRUE_B*/5/*FITRUE_A*/]6"},
      {nested, "A",
       "1[/*IFTRUE_A*/]2[/*IFTRUE_B*/b/*ELSE_B*/]c[/*FITRUE_B*/]3[/*ELSE_A*/4/*IFTRUE_B*/d"
       "/*FITRUE_B*/5/*FITRUE_A*/]6"},
      {nested, "B",
       "1[/*IFTRUE_A*/2/*IFTRUE_B*/b/*ELSE_B*/c/*FITRUE_B*/3/*ELSE_A*/]4[/*IFTRUE_B*/]d"
       "[/*FITRUE_B*/]5[/*FITRUE_A*/]6"},
      {nested, "",
       "1[/*IFTRUE_A*/2/*IFTRUE_B*/b/*ELSE_B*/c/*FITRUE_B*/3/*ELSE_A*/]4[/*IFTRUE_B*/d"
       "/*FITRUE_B*/]5[/*FITRUE_A*/]6"},
      // spans that touch are one
      {"/*IFTRUE_A*//*FITRUE_A*//*IFTRUE_B*//*FITRUE_B*/", "A",
       "[/*IFTRUE_A*//*FITRUE_A*//*IFTRUE_B*//*FITRUE_B*/]"},
      {"/*IFTRUE_A*//*IFTRUE_B*/b/*FITRUE_B*//*FITRUE_A*/", "A B",
       "[/*IFTRUE_A*//*IFTRUE_B*/]b[/*FITRUE_B*//*FITRUE_A*/]"},
      {"/*IFTRUE_(!A)*/a/*FITRUE_(!A)*/", "!A", "[/*IFTRUE_(!A)*/]a[/*FITRUE_(!A)*/]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.on);
    std::vector<Diagnostic> diagnostics;
    const ConditionalTree tree = parse(row.text, diagnostics);
    REQUIRE(diagnostics.empty());
    std::string marked = row.text;
    const std::vector<Span> spans = removed_spans(tree, symbols(row.on));
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
      marked.insert(span->end, 1, ']').insert(span->begin, 1, '[');
    }
    CHECK(marked == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
