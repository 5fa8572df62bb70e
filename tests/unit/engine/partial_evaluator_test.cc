#include "engine/partial_evaluator.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/emitter.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

struct Row {
  std::string text;
  std::string known;
  std::string expected;
};

std::string kept(const std::string& text, const std::string& known) {
  std::vector<Diagnostic> diagnostics;
  const ConditionalTree tree = parse(text, diagnostics);
  if (!diagnostics.empty()) return "refused: " + diagnostics.front().message;
  const auto [removed, rewritten] = evaluate_partially(text, tree, symbols(known));
  return emit(text, removed, rewritten, {Undefined::kKeep, Layout::kLoader}).text;
}

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text, row.known);
    const std::string given = kept(row.text, row.known);
    CHECK(given == row.expected);
    CHECK(kept(given, row.known) == given);
  }
}

TEST_CASE("what is known is resolved, what is not stays", "[partial_evaluator]") {
  const std::string one = "1/*IFTRUE_A*/a/*FITRUE_A*/2";
  const std::string two = "1/*IFTRUE_A*/a/*ELSE_A*/b/*FITRUE_A*/2";
  const std::string three = "1/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELIFTRUE_C*/c/*FITRUE_A*/2";
  const std::string four = "1/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELIFTRUE_C*/c/*ELSE_A*/d/*FITRUE_A*/2";
  check({
      {"", "A", ""},
      {"plain", "A", "plain"},
      {one, "", one},
      {one, "B", one},
      {one, "A", "1a2"},
      {one, "!A", "12"},
      {two, "", two},
      {two, "A", "1a2"},
      {two, "!A", "1b2"},
      {three, "A", "1a2"},
      {three, "!A", "1/*IFTRUE_B*/b/*ELIFTRUE_C*/c/*FITRUE_B*/2"},
      {three, "B", "1/*IFTRUE_A*/a/*ELSE_A*/b/*FITRUE_A*/2"},
      {three, "!B", "1/*IFTRUE_A*/a/*ELIFTRUE_C*/c/*FITRUE_A*/2"},
      {three, "C", "1/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELSE_A*/c/*FITRUE_A*/2"},
      {three, "!C", "1/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*FITRUE_A*/2"},
      {three, "!A B", "1b2"},
      {three, "!A !B", "1/*IFTRUE_C*/c/*FITRUE_C*/2"},
      {three, "!A C", "1/*IFTRUE_B*/b/*ELSE_B*/c/*FITRUE_B*/2"},
      {three, "!A !C", "1/*IFTRUE_B*/b/*FITRUE_B*/2"},
      {three, "!A !B !C", "12"},
      {three, "!B !C", "1/*IFTRUE_A*/a/*FITRUE_A*/2"},
      {three, "!B C", "1/*IFTRUE_A*/a/*ELSE_A*/c/*FITRUE_A*/2"},
      {four, "!A", "1/*IFTRUE_B*/b/*ELIFTRUE_C*/c/*ELSE_B*/d/*FITRUE_B*/2"},
      {four, "B", "1/*IFTRUE_A*/a/*ELSE_A*/b/*FITRUE_A*/2"},
      {four, "!B", "1/*IFTRUE_A*/a/*ELIFTRUE_C*/c/*ELSE_A*/d/*FITRUE_A*/2"},
      {four, "C", "1/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*ELSE_A*/c/*FITRUE_A*/2"},
      {four, "!B !C", "1/*IFTRUE_A*/a/*ELSE_A*/d/*FITRUE_A*/2"},
      {four, "!A !B", "1/*IFTRUE_C*/c/*ELSE_C*/d/*FITRUE_C*/2"},
      {four, "!A !B !C", "1d2"},
      {four, "!A !B C", "1c2"},
  });
}

TEST_CASE("conditionals in what stays are evaluated in their turn", "[partial_evaluator]") {
  const std::string nested =
      "1/*IFTRUE_A*/2/*IFTRUE_B*/b/*ELSE_B*/c/*FITRUE_B*/3/*ELSE_A*/4/*IFTRUE_B*/d/*FITRUE_B*/5"
      "/*FITRUE_A*/6";
  check({
      {nested, "B", "1/*IFTRUE_A*/2b3/*ELSE_A*/4d5/*FITRUE_A*/6"},
      {nested, "!B", "1/*IFTRUE_A*/2c3/*ELSE_A*/45/*FITRUE_A*/6"},
      {nested, "A", "12/*IFTRUE_B*/b/*ELSE_B*/c/*FITRUE_B*/36"},
      {nested, "!A", "14/*IFTRUE_B*/d/*FITRUE_B*/56"},
      {"/*IFTRUE_X*/1/*IFTRUE_X*/2/*IFTRUE_A*/3/*FITRUE_A*/4/*FITRUE_X*/5/*FITRUE_X*/", "X",
       "12/*IFTRUE_A*/3/*FITRUE_A*/45"},
      {"/*IFTRUE_A*/1/*IFTRUE_X*/2/*IFTRUE_A*/3/*FITRUE_A*/4/*FITRUE_X*/5/*FITRUE_A*/", "!X",
       "/*IFTRUE_A*/15/*FITRUE_A*/"},
  });
}

TEST_CASE("directives repeat the condition that is left", "[partial_evaluator]") {
  check({
      {"/*IFTRUE_(A || X)*/a/*ELSE_(A||X)*/b/*FITRUE_( A || X )*/", "!X",
       "/*IFTRUE_A*/a/*ELSE_A*/b/*FITRUE_A*/"},
      // each with its own blanks, as before
      {"/*IFTRUE_(A || B || X)*/a/*ELSE_(A||B||X)*/b/*FITRUE_( A || B || X )*/", "!X",
       "/*IFTRUE_(A || B)*/a/*ELSE_(A||B)*/b/*FITRUE_( A || B )*/"},
      {"/*IFTRUE_X*/x/*ELIFTRUE_(A || B)*/a/*ELSE_X*/b/*FITRUE_X*/", "!X",
       "/*IFTRUE_(A || B)*/a/*ELSE_(A || B)*/b/*FITRUE_(A || B)*/"},
      {"/*IFTRUE_(A && !X)*/a/*ELIFTRUE_(B && X || C)*/b/*FITRUE_(A && !X)*/", "!X",
       "/*IFTRUE_A*/a/*ELIFTRUE_C*/b/*FITRUE_A*/"},
      {"/*IFTRUE_(A && !X)*/a/*ELIFTRUE_(B && !X)*/b/*FITRUE_(A && !X)*/", "!X",
       "/*IFTRUE_A*/a/*ELIFTRUE_B*/b/*FITRUE_A*/"},
      // on one line, but only where it is written anew
      {"/*IFTRUE_(A ||\n  X ||\r\n  B)*/a/*FITRUE_(A||\nX||B)*/", "!X",
       "/*IFTRUE_(A || B)*/a/*FITRUE_(A||B)*/"},
      {"/*IFTRUE_(A ||\n  B)*/a/*FITRUE_(A||\nB)*/", "!X",
       "/*IFTRUE_(A ||\n  B)*/a/*FITRUE_(A||\nB)*/"},
      // what surrounds the word stays
      {"/* IFTRUE_(A||X)\n*/a<!--\tFITRUE_(A||X) -->", "!X", "/* IFTRUE_A\n*/a<!--\tFITRUE_A -->"},
      {"/*IFDEBUG*/a/*ELIFTRUE_X*/x/*ELSE_DEBUG*/b/*FIDEBUG*/", "!X",
       "/*IFDEBUG*/a/*ELSE_DEBUG*/b/*FIDEBUG*/"},
      {"/*IFDEBUG*/a/*ELIFTRUE_A*/x/*ELSE_DEBUG*/b/*FIDEBUG*/", "!DEBUG",
       "/*IFTRUE_A*/x/*ELSE_A*/b/*FITRUE_A*/"},
      {"/*IFTRUE_DEBUG*/a/*ELIFTRUE_X*/b/*FIDEBUG*/", "X",
       "/*IFTRUE_DEBUG*/a/*ELSE_DEBUG*/b/*FIDEBUG*/"},
      {"/*IFTRUE_(DEBUG && X)*/a/*FITRUE_(DEBUG && X)*/", "X", "/*IFTRUE_DEBUG*/a/*FITRUE_DEBUG*/"},
  });
}

TEST_CASE("groups stay as live or as dormant as they were", "[partial_evaluator]") {
  const std::string dormant = "/*IFTRUE_A a ELIFTRUE_B b ELSE_A c FITRUE_A*/";
  const std::string live_in_dormant = "/*IFTRUE_A a ELIFTRUE_B*/ b /*ELSE_A c FITRUE_A*/";
  const std::string dormant_in_live = "/*IFTRUE_A*/ a /*ELIFTRUE_B b ELSE_A*/ c /*FITRUE_A*/";
  check({
      {dormant, "!A", "/*IFTRUE_B b ELSE_B c FITRUE_B*/"},
      {dormant, "!B", "/*IFTRUE_A a ELSE_A c FITRUE_A*/"},
      {dormant, "B", "/*IFTRUE_A a ELSE_A b FITRUE_A*/"},
      {dormant, "!A !B", " c "},
      {live_in_dormant, "!A", "/*IFTRUE_B*/ b /*ELSE_B c FITRUE_B*/"},
      {live_in_dormant, "!B", "/*IFTRUE_A a ELSE_A c FITRUE_A*/"},
      {live_in_dormant, "B", "/*IFTRUE_A a ELSE_A*/ b /*FITRUE_A*/"},
      {dormant_in_live, "!A", "/*IFTRUE_B b ELSE_B*/ c /*FITRUE_B*/"},
      {dormant_in_live, "!B", "/*IFTRUE_A*/ a /*ELSE_A*/ c /*FITRUE_A*/"},
      {dormant_in_live, "B", "/*IFTRUE_A*/ a /*ELSE_A b FITRUE_A*/"},
      {"/*IFTRUE_A*/ a /*ELIFTRUE_B b FITRUE_A*/", "!B", "/*IFTRUE_A*/ a /*FITRUE_A*/"},
      {"/*IFTRUE_A a ELIFTRUE_B*/ b /*FITRUE_A*/", "!B", "/*IFTRUE_A a FITRUE_A*/"},
      {"<!--IFTRUE_A a ELIFTRUE_B b FITRUE_A-->", "!A", "<!--IFTRUE_B b FITRUE_B-->"},
      {"<!--IFTRUE_A--> a <!--ELIFTRUE_B b FITRUE_A-->", "!B", "<!--IFTRUE_A--> a <!--FITRUE_A-->"},
      {"<!--IFTRUE_X x ELIFTRUE_A--> a /*ELIFTRUE_B b FITRUE_X*/", "!X",
       "<!--IFTRUE_A--> a /*ELIFTRUE_B b FITRUE_A*/"},
  });
}

TEST_CASE("a dormant group takes what follows into its comment", "[partial_evaluator]") {
  check({
      // a directive that closed a comment of another kind closes this one
      {"/*IFTRUE_A a ELIFTRUE_X*/ x <!-- ELIFTRUE_B --> b <!--FITRUE_A-->", "!X",
       "/*IFTRUE_A a ELIFTRUE_B */ b <!--FITRUE_A-->"},
      {"<!--IFTRUE_A a ELIFTRUE_X--> x /*FITRUE_A*/", "!X", "<!--IFTRUE_A a FITRUE_A-->"},
      {"/*IFTRUE_A a ELIFTRUE_X*/ x <!--ELIFTRUE_X y FITRUE_A-->", "!X", "/*IFTRUE_A a FITRUE_A*/"},
      {"/*IFTRUE_A a;ELIFTRUE_X*/ x <!--ELSE_A-->b/*FITRUE_A*/", "!X",
       "/*IFTRUE_A a;ELSE_A*/b/*FITRUE_A*/"},
      {"/*IFTRUE_A a/*ELIFTRUE_X*/ x <!--ELSE_A-->b/*FITRUE_A*/", "!X",
       "/*IFTRUE_A a/*ELSE_A*/b/*FITRUE_A*/"},
      // where it left its comment open, this one is closed before it
      {"/*IFTRUE_A a ELIFTRUE_X*/ x <!--ELIFTRUE_B b */ FITRUE_A-->", "!X",
       "/*IFTRUE_A a ELIFTRUE_A*/<!--ELIFTRUE_B b */ FITRUE_A-->"},
      {"<!--IFTRUE_A a ELIFTRUE_X--> x /*ELIFTRUE_X y ELSE_A b --> FITRUE_A*/", "!X",
       "<!--IFTRUE_A a ELIFTRUE_A-->/*ELSE_A b --> FITRUE_A*/"},
      {"/*IFTRUE_A a ELIFTRUE_(B || X) b/*ELIFTRUE_X*/ x <!--ELSE_A c FITRUE_A-->", "!X",
       "/*IFTRUE_A a ELIFTRUE_B b/*ELIFTRUE_B*/<!--ELSE_A c FITRUE_A-->"},
  });
}

TEST_CASE("a directive that is written anew is on one line, so that no line is added",
          "[partial_evaluator]") {
  check({
      {"/*IFTRUE_X*/x/*ELIFTRUE_(\nA\n||\nB)*/a/*FITRUE_X*/", "!X",
       "/*IFTRUE_( A || B)*/a/*FITRUE_( A || B)*/"},
      {"/*IFTRUE_(A\n&& X)*/a/*FITRUE_(A &&\nX)*/", "X", "/*IFTRUE_A*/a/*FITRUE_A*/"},
      // one that only gets an opener stays
      {"/*IFTRUE_(A\n||\nB)*/a/*ELIFTRUE_X x ELIFTRUE_(\nB)*/b/*FITRUE_(A||B)*/", "!X",
       "/*IFTRUE_(A\n||\nB)*/a/*ELIFTRUE_(\nB)*/b/*FITRUE_(A||B)*/"},
      {"/*IFTRUE_(\nA)*/a/*ELIFTRUE_X x FITRUE_(\nA)*/", "!X", "/*IFTRUE_(\nA)*/a/*FITRUE_(\nA)*/"},
  });
}

TEST_CASE("nothing joins that was apart", "[partial_evaluator]") {
  check({
      // a word with what stands before it
      {"/*IFTRUE_A/*ELIFTRUE_X x ELIFTRUE_B b FITRUE_A*/", "!X",
       "/*IFTRUE_A/*ELIFTRUE_B b FITRUE_A*/"},
      {"/*IFTRUE_A a/*ELIFTRUE_X x FITRUE_A*/", "!X", "/*IFTRUE_A a/*FITRUE_A*/"},
      {"/*IFTRUE_A a/*ELIFTRUE_X x /* FITRUE_A*/", "!X", "/*IFTRUE_A a/* FITRUE_A*/"},
      {"/*IFTRUE_(A || Y)/*ELIFTRUE_X x FITRUE_(A || Y)*/", "!X !Y", "/*IFTRUE_A/*FITRUE_A*/"},
      // an opener that is text with a word
      {"/*IFTRUE_A a /* /*ELIFTRUE_X x ELIFTRUE_B b FITRUE_A*/", "!X",
       "/*IFTRUE_A a /* /*ELIFTRUE_B b FITRUE_A*/"},
      // a star with an opener
      {"/*IFTRUE_A a *ELIFTRUE_X x /* ELIFTRUE_B b FITRUE_A*/", "!X",
       "/*IFTRUE_A a *ELIFTRUE_B b FITRUE_A*/"},
      {"<!--IFTRUE_A a *ELIFTRUE_X x <!--ELIFTRUE_B b FITRUE_A-->", "!X",
       "<!--IFTRUE_A a *ELIFTRUE_B b FITRUE_A-->"},
      // a symbol with what follows it
      {"/*IFTRUE_(A||X)a ELIFTRUE_(B||X)b ELSE_(A||X)c FITRUE_(A||X)*/", "!X",
       "/*IFTRUE_(A)a ELIFTRUE_(B)b ELSE_(A)c FITRUE_(A)*/"},
      {"/*IFTRUE_(A||X) a ELIFTRUE_(T)b FITRUE_(A||X)*/", "!X T",
       "/*IFTRUE_(A) a ELSE_(A)b FITRUE_(A)*/"},
      {"/*IFTRUE_A a ELIFTRUE_(T)b FITRUE_A*/", "T", "/*IFTRUE_(A) a ELSE_(A)b FITRUE_(A)*/"},
      {"/*IFTRUE_A a ELIFTRUE_(T)b FITRUE_(A) c FITRUE_A*/", "T",
       "/*IFTRUE_((A)) a ELSE_((A))b FITRUE_(A) c FITRUE_((A))*/"},
  });
}

TEST_CASE("words that are text stay text", "[partial_evaluator]") {
  check({
      {"/*IFTRUE_A a ELIFTRUE_B b ELSE_B c FITRUE_A*/", "!A",
       "/*IFTRUE_(B) b ELSE_B c FITRUE_(B)*/"},
      {"/*IFTRUE_A a ELIFTRUE_B b ELSE_B c FITRUE_(B) FITRUE_A*/", "!A",
       "/*IFTRUE_((B)) b ELSE_B c FITRUE_(B) FITRUE_((B))*/"},
      {"/*IFTRUE_(A || X) a FITRUE_A b FITRUE_(A || X)*/", "!X",
       "/*IFTRUE_(A) a FITRUE_A b FITRUE_(A)*/"},
      {"/*IFTRUE_(A || !B || X) a ELSE_( A||!B ) b FITRUE_(A || !B || X)*/", "!X",
       "/*IFTRUE_((A || !B)) a ELSE_( A||!B ) b FITRUE_((A || !B))*/"},
      // in live text, where one that closes a comment is taken for a mistake
      {"/*IFTRUE_(B || X)*/b FITRUE_B */ c/*FITRUE_(B || X)*/", "!X",
       "/*IFTRUE_(B)*/b FITRUE_B */ c/*FITRUE_(B)*/"},
      {"/*IFTRUE_(B||X)*/b/*IFTRUE_Y*/y ELSE_B */ c/*FITRUE_Y*//*FITRUE_(B||X)*/", "!X Y",
       "/*IFTRUE_(B)*/by ELSE_B */ c/*FITRUE_(B)*/"},
      // where no group holds them that stays, there is no need
      {"/*IFTRUE_A ELSE_B ELIFTRUE_B b FITRUE_A*/", "!A", "/*IFTRUE_B b FITRUE_B*/"},
      {"/*IFTRUE_A a ELIFTRUE_B b ELSE_BB xELSE_B FITRUE_A*/", "!A",
       "/*IFTRUE_B b ELSE_BB xELSE_B FITRUE_B*/"},
  });
}

}  // namespace
}  // namespace iftrue
