#include "engine/decision_diagram.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("equal functions are the same number", "[decision_diagram]") {
  struct Row {
    std::string one;
    std::string other;
    bool equal;
  };
  const std::vector<Row> rows = {
      {"A", "A", true},
      {"A", "B", false},
      {"A", "!!A", true},
      {"A && B", "B && A", true},
      {"A || B", "!(!A && !B)", true},
      {"A || A && B", "A", true},
      {"A && (B || C)", "A && B || A && C", true},
      {"A && !A", "B && !B", true},
      {"A || !A", "B || !B", true},
      {"A && !A", "A || !A", false},
      {"A || B && C", "(A || B) && C", false},
      {"A && B || !A && C || B && C", "A && B || !A && C", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.one, row.other);
    DecisionDiagrams diagrams;
    const Condition one(row.one);
    const Condition other(row.other);
    CHECK((diagrams.condition(one) == diagrams.condition(other)) == row.equal);
    CHECK_FALSE(diagrams.exhausted());
  }
}

TEST_CASE("constants are told", "[decision_diagram]") {
  DecisionDiagrams diagrams;
  const Condition never("A && !(A || B)");
  const Condition always("A || !(A && B)");
  CHECK(diagrams.condition(never) == DecisionDiagrams::kFalse);
  CHECK(diagrams.condition(always) == DecisionDiagrams::kTrue);
}

TEST_CASE("a diagram of exponential size exhausts them", "[decision_diagram]") {
  // All As before all Bs: the pairs are remembered until the last is known.
  std::string pairs = "A0&&B0";
  std::string order = "(A0";
  for (int i = 1; i < 40; ++i) {
    order += "||A" + std::to_string(i);
    pairs += "||A" + std::to_string(i) + "&&B" + std::to_string(i);
  }
  const std::string hostile = order + ")&&(" + pairs + ")";
  const Condition condition(hostile);
  DecisionDiagrams diagrams;
  (void)diagrams.condition(condition);
  CHECK(diagrams.exhausted());
}

TEST_CASE("too many symbols exhaust them", "[decision_diagram]") {
  std::string text = "S0";
  for (int i = 1; i < 256; ++i) text += "&&S" + std::to_string(i);
  DecisionDiagrams diagrams;
  const Condition most(text);
  CHECK(diagrams.condition(most) != DecisionDiagrams::kFalse);
  CHECK_FALSE(diagrams.exhausted());
  text += "&&S256";
  const Condition more(text);
  (void)diagrams.condition(more);
  CHECK(diagrams.exhausted());
}

}  // namespace
}  // namespace iftrue
