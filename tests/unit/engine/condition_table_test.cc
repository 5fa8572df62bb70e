#include "engine/condition_table.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/symbols.h"

namespace iftrue {
namespace {

TEST_CASE("conditions are the same when they differ in blanks only", "[condition_table]") {
  struct Row {
    std::string first;
    std::string second;
    bool same;
  };
  const std::vector<Row> rows = {
      {"A", "A", true},
      {"A", "B", false},
      {"A", "a", false},
      {"A", "(A)", false},
      {"(A||B)", "(A || B)", true},
      {"( A || B )", "(A\n||\tB)", true},
      {"(A\xC2\xA0&& B)", "(A&&B)", true},
      {"(A||B)", "(B||A)", false},
      {"(!A)", "(! A)", true},
      // A blank that parts two words or the two characters of an operator means something.
      {"(AB)", "(A B)", false},
      {"(A B)", "(AB)", false},
      {"(A&&B)", "(A & & B)", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.first, row.second);
    ConditionTable table;
    const ConditionId first = table.intern(row.first);
    const ConditionId second = table.intern(row.second);
    CHECK((first == second) == row.same);
    CHECK(table.size() == (row.same ? 1U : 2U));
    CHECK(table.intern(row.first) == first);
    CHECK(table.intern(row.second) == second);
    CHECK(table.condition(first).ok() == Condition(row.first).ok());
    CHECK(table.condition(second).ok() == Condition(row.second).ok());
  }
}

TEST_CASE("a condition is spelled without its blanks", "[condition_table]") {
  ConditionTable table;
  CHECK(table.spelling(table.intern("A")) == "A");
  CHECK(table.spelling(table.intern("( A\n|| B )")) == "(A||B)");
  CHECK(table.spelling(table.intern("(A B)")) == "(AB)");
}

TEST_CASE("all conditions are evaluated, the malformed as false", "[condition_table]") {
  ConditionTable table;
  CHECK(table.evaluate(symbols("A")).empty());
  table.intern("A");
  table.intern("B");
  table.intern("(!B)");
  table.intern("(A");
  CHECK(table.evaluate(symbols("A")) == std::vector<bool>{true, false, true, false});
  CHECK(table.evaluate(symbols("B")) == std::vector<bool>{false, true, false, false});
}

TEST_CASE("all conditions are evaluated as far as symbols tell", "[condition_table]") {
  ConditionTable table;
  CHECK(table.evaluate_partially(symbols("A")).empty());
  table.intern("A");
  table.intern("B");
  table.intern("(A || B)");
  table.intern("(!A)");
  table.intern("(A");
  CHECK(table.evaluate_partially(symbols("A")) ==
        std::vector<std::optional<bool>>{true, std::nullopt, true, false, false});
}

}  // namespace
}  // namespace iftrue
