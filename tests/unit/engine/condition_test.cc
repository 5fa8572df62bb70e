#include "iftrue/condition.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "unit/symbols.h"

namespace iftrue {
namespace {

// A condition refers to its text.
static_assert(!std::is_constructible_v<Condition, std::string>);
static_assert(std::is_constructible_v<Condition, const std::string&>);
static_assert(std::is_constructible_v<Condition, std::string_view>);
static_assert(std::is_constructible_v<Condition, const char*>);

TEST_CASE("a condition is true of some symbols", "[condition]") {
  struct Row {
    std::string condition;
    std::string on;
    bool expected;
  };
  const std::vector<Row> rows = {
      {"A", "A", true},
      {"A", "", false},
      {"A", "!A", false},
      {"A", "B", false},
      {"9_z", "9_z", true},
      {"(A)", "A", true},
      {"((((A))))", "A", true},
      {"!A", "", true},
      {"!A", "A", false},
      {"!!A", "A", true},
      {"!!!A", "A", false},
      {"(! A)", "!A", true},
      {"A && B", "A B", true},
      {"A && B", "A", false},
      {"A&&B", "B", false},
      {"A || B", "A", true},
      {"A || B", "B", true},
      {"A||B", "", false},
      {" ( A\n||\tB ) ", "B", true},
      {"(A\xC2\xA0||\xE3\x80\x80"
       "B)",
       "B", true},
      // ! binds before &&, && before ||, whatever the order
      {"!A && B", "B", true},
      {"!A && B", "A B", false},
      {"!A || B", "A B", true},
      {"!(A || B)", "B", false},
      {"!(A && B)", "B", true},
      {"!(!A)", "A", true},
      {"A || B && C", "A", true},
      {"A || B && C", "B", false},
      {"A || B && C", "B C", true},
      {"A && B || C", "C", true},
      {"A && B || C", "A", false},
      {"A && (B || C)", "C", false},
      {"A && (B || C)", "A C", true},
      {"(A || B) && (C || D)", "B D", true},
      {"(A || B) && (C || D)", "A B", false},
      {"A && !B && !(C || D)", "A", true},
      {"A && !B && !(C || D)", "A D", false},
      {"A || !A", "", true},
      {"a", "A", false},
      {"AND", "AND", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition, row.on);
    const Condition condition(row.condition);
    REQUIRE(condition.ok());
    CHECK(condition.evaluate(symbols(row.on)) == row.expected);
  }
}

TEST_CASE("known symbols are folded out of a condition", "[condition]") {
  struct Row {
    std::string condition;
    std::string known;
    std::string expected;  // true, false, or what is left
  };
  const std::vector<Row> rows = {
      // nothing known: as it is written
      {"A", "", "A"},
      {"A", "B", "A"},
      {"((A))", "", "((A))"},
      {"(  !( A\n)&&B)", "", "(  !( A\n)&&B)"},
      // all known
      {"A", "A", "true"},
      {"A", "!A", "false"},
      {"(!A)", "A", "false"},
      {"((A) && !(B || C))", "A !B !C", "true"},
      // one side decides
      {"(A || X)", "X", "true"},
      {"(X || A)", "X", "true"},
      {"(A && X)", "!X", "false"},
      {"(X && A)", "!X", "false"},
      {"(A && B && X && C)", "!X", "false"},
      {"(!(A && X))", "!X", "true"},
      {"((A || X) && (B || !X))", "X", "B"},
      // or leaves the other
      {"(WXAPP || UNIAPP)", "!WXAPP", "UNIAPP"},
      {"(UNIAPP || WXAPP)", "!WXAPP", "UNIAPP"},
      {"(A && X)", "X", "A"},
      {"(X && A)", "X", "A"},
      {"X && A", "X", "A"},
      {"(A || B || X)", "!X", "(A || B)"},
      {"(A || X || B)", "!X", "(A || B)"},
      {"(X || A || B)", "!X", "(A || B)"},
      {"(X || A || Y)", "!X !Y", "A"},
      {"(A && B || X && C)", "!X", "(A && B)"},
      {"(A && B || X && C)", "X", "(A && B || C)"},
      {"(A && X || B && X)", "X", "(A || B)"},
      // parentheses that folding left alone go, others stay
      {"(X && (A || B))", "X", "(A || B)"},
      {"((A || B) && X)", "X", "(A || B)"},
      {"(X && (A || B) || C)", "X", "((A || B) || C)"},
      {"((X && A) || B)", "X", "(A || B)"},
      {"((X && (A && B)) || C)", "X", "((A && B) || C)"},
      {"((A || Y) && B && X)", "X !Y", "(A && B)"},
      {"(((X && A)))", "X", "A"},
      {"(X && ((A)))", "X", "((A))"},
      {"((A) && X)", "X", "(A)"},
      {"((A) || (B && X))", "X", "((A) || B)"},
      {"(Y || (X || A) && B)", "!X !Y", "(A && B)"},
      // a negation needs the outermost pair
      {"(X && !A)", "X", "(!A)"},
      {"X && !A", "X", "!A"},
      {"((X && !A))", "X", "(!A)"},
      {"((X && !A) || B)", "X", "(!A || B)"},
      {"(!(X && A))", "X", "(!A)"},
      {"(!(X && A) || B)", "X", "(!A || B)"},
      {"(!(X && (A || B)))", "X", "(!(A || B))"},
      {"(!(X && !A))", "X", "(!!A)"},
      {"(!(A || X))", "!X", "(!A)"},
      {"(!X || A)", "X", "A"},
      // blanks beside what goes go with it
      {"( A || X )", "!X", "A"},
      {"(X\n||\tA || B )", "!X", "(A || B )"},
      {"( A ||\n  X ||\n  B)", "!X", "( A ||\n  B)"},
      // a symbol may stand twice; what is left is not compared
      {"(X && A || !X && B)", "X", "A"},
      {"(X && A || !X && B)", "!X", "B"},
      {"(A || A && X)", "X", "(A || A)"},
      {"(A || !A)", "X", "(A || !A)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition, row.known);
    const Condition condition(row.condition);
    REQUIRE(condition.ok());
    const FoldedCondition folded = condition.fold(symbols(row.known));
    const std::string given = !folded.value ? folded.text : *folded.value ? "true" : "false";
    CHECK(given == row.expected);
    CHECK(folded.value.has_value() == folded.text.empty());
  }
}

TEST_CASE("a malformed condition says where and why", "[condition]") {
  struct Row {
    std::string condition;
    std::string expected;  // offset+length message
  };
  const std::vector<Row> rows = {
      {"", "0+0 expected a symbol at the end"},
      {"  ", "2+0 expected a symbol at the end"},
      {"(", "0+1 '(' is never closed"},
      {"()", "1+1 expected a symbol, '!' or '(' before ')'"},
      {"!", "1+0 expected a symbol at the end"},
      {"(!)", "2+1 expected a symbol, '!' or '(' before ')'"},
      {"(A", "0+1 '(' is never closed"},
      {"(A || (B)", "0+1 '(' is never closed"},
      {"((A)", "0+1 '(' is never closed"},
      {"((A) && (B", "0+1 '(' is never closed"},
      {"A)", "1+1 ')' without its '('"},
      {"(A))", "3+1 ')' without its '('"},
      {"(A B)", "3+1 expected '&&', '||' or ')' before 'B'"},
      {"A!", "1+1 expected '&&', '||' or ')' before '!'"},
      {"(A)(B)", "3+1 expected '&&', '||' or ')' before '('"},
      {"(A & B)", "3+1 expected '&&', not '&'"},
      {"(A | B)", "3+1 expected '||', not '|'"},
      {"(A &", "0+1 '(' is never closed"},
      {"(A &&)", "5+1 expected a symbol, '!' or '(' before ')'"},
      {"(A && && B)", "6+1 expected a symbol, '!' or '(' before '&'"},
      {"(|| B)", "1+1 expected a symbol, '!' or '(' before '|'"},
      {"(A || ", "0+1 '(' is never closed"},
      {"(A == B)", "3+1 expected '&&', '||' or ')' before '='"},
      {"(A, B)", "2+1 expected '&&', '||' or ')' before ','"},
      {"(A-B)", "2+1 expected '&&', '||' or ')' before '-'"},
      {"(\xE4\xB8\xAD)", "1+3 expected a symbol, '!' or '(' before '\xE4\xB8\xAD'"},
      {"(\xFF)", "1+1 expected a symbol, '!' or '(' before '\xFF'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    const Condition condition(row.condition);
    CHECK_FALSE(condition.ok());
    const ConditionError& error = condition.error();
    CHECK(std::to_string(error.offset) + '+' + std::to_string(error.length) + ' ' + error.message ==
          row.expected);
  }
}

TEST_CASE("a condition lists its symbols as they stand", "[condition]") {
  const std::string text = "(B || !A && (B || c9))";
  const Condition condition(text);
  CHECK(condition.symbols() == std::vector<std::string_view>{"B", "A", "B", "c9"});
  CHECK(condition.symbols()[1].data() == text.data() + 7);
}

TEST_CASE("a condition may be as deep as it likes", "[condition]") {
  constexpr std::size_t kDepth = 100'000;
  const std::string text = std::string(kDepth, '(') + "A" + std::string(kDepth, ')');
  CHECK(Condition(text).evaluate(symbols("A")));
  const std::string nots = std::string(kDepth + 1, '!') + "A";
  CHECK_FALSE(Condition(nots).evaluate(symbols("A")));
  std::string ors = "A";
  for (std::size_t i = 0; i < kDepth; ++i) ors += "||(A";
  CHECK(Condition(ors).error().message == "'(' is never closed");
  ors.append(kDepth, ')');
  CHECK_FALSE(Condition(ors).evaluate(symbols("")));
  CHECK(Condition(text).fold(symbols("")).text == text);
  CHECK(Condition(nots).fold(symbols("A")).value == false);
  // Each pair holds a symbol alone once the one beside it is known.
  std::string ands = "A";
  for (std::size_t i = 0; i < kDepth; ++i) ands += "&&(X";
  ands.append(kDepth, ')');
  CHECK(Condition(ands).fold(symbols("X")).text == "A");
}

}  // namespace
}  // namespace iftrue
