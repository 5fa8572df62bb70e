// Conditions as functions of their symbols. Equal functions have the same number: they are reduced
// ordered binary decision diagrams (R. E. Bryant, Graph-Based Algorithms for Boolean Function
// Manipulation, 1986). So "can both be true" and "does one imply the other" need one operation and
// one comparison.
//
// Some functions have diagrams of exponential size, so work and memory have a limit. Beyond the
// limit the answers are meaningless, and exhausted() returns true. No person could read conditions
// that reach the limit.

#ifndef IFTRUE_ENGINE_DECISION_DIAGRAM_H_
#define IFTRUE_ENGINE_DECISION_DIAGRAM_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "iftrue/condition.h"

namespace iftrue {

class DecisionDiagrams {
 public:
  using Function = std::uint32_t;
  static constexpr Function kFalse = 0;
  static constexpr Function kTrue = 1;

  DecisionDiagrams();

  // `name` must outlive the diagrams.
  [[nodiscard]] Function symbol(std::string_view name);
  [[nodiscard]] Function negate(Function function);
  [[nodiscard]] Function both(Function a, Function b);
  [[nodiscard]] Function either(Function a, Function b);

  // Of a condition that is ok(); its text must outlive the diagrams.
  [[nodiscard]] Function condition(const Condition& condition);

  [[nodiscard]] bool exhausted() const { return steps_left_ == 0; }

 private:
  // Tests of symbols follow each other in falling order of the symbols' numbers: a symbol that a
  // nested conditional introduces is then tested before those of the outer ones.
  struct Node {
    std::uint32_t symbol;
    Function low;   // where the symbol is off
    Function high;  // where it is on
  };

  [[nodiscard]] Function node(std::uint32_t symbol, Function low, Function high);
  [[nodiscard]] bool take_step();

  std::vector<Node> nodes_;
  std::unordered_map<std::string_view, std::uint32_t> symbols_;
  std::unordered_map<std::uint64_t, Function> unique_;  // by the node's three numbers
  std::unordered_map<std::uint64_t, Function> both_;    // by the two functions
  std::unordered_map<Function, Function> negated_;
  std::size_t steps_left_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_DECISION_DIAGRAM_H_
