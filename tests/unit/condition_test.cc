#include "iftrue/condition.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/symbols.h"

namespace iftrue {
namespace {

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
}

}  // namespace
}  // namespace iftrue
