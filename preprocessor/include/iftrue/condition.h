// A condition: a symbol, or an expression in parentheses over symbols with !, && and ||.
//
//   condition  = symbol | "(" or ")"
//   or         = and { "||" and }
//   and        = unary { "&&" unary }
//   unary      = { "!" } ( symbol | "(" or ")" )
//
// At the top the parentheses may be left out here; in a directive they may not, since there the
// word would end. Parsing, evaluation and folding need no recursion: the depth of the parentheses
// is bounded by memory only.

#ifndef IFTRUE_CONDITION_H_
#define IFTRUE_CONDITION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "iftrue/iftrue.h"

namespace iftrue {

struct ConditionError {
  std::size_t offset;  // bytes from the start of the condition
  std::size_t length;  // bytes, 0 at its end
  std::string message;
};

// Whether `text` is a symbol and nothing else: A-Z, a-z, 0-9 and _.
[[nodiscard]] bool is_symbol(std::string_view text);

// What the parts of a condition are taken for, where they are not just true or false.
template <typename Value>
struct Interpretation {
  std::function<Value(std::string_view)> symbol;
  std::function<Value(Value)> negate;
  std::function<Value(Value, Value)> both;
  std::function<Value(Value, Value)> either;
};

// What is left of a condition when the symbols that are set are folded out of it.
struct FoldedCondition {
  std::optional<bool> value;  // nothing where it hangs on symbols that are not set
  std::string text;           // then: the condition without the others; else empty
};

class Condition {
 public:
  // `text` is the condition as written, with its outer parentheses; it must outlive the condition.
  explicit Condition(std::string_view text);

  // Whether the condition is well formed; if not, error() says what is wrong.
  [[nodiscard]] bool ok() const { return error_.message.empty(); }
  [[nodiscard]] const ConditionError& error() const { return error_; }

  // The symbols in the order in which they stand; a symbol that stands twice is listed twice.
  // Views into the text.
  [[nodiscard]] const std::vector<std::string_view>& symbols() const { return symbols_; }

  // The value, an undefined symbol being off. Only for a condition that is ok().
  [[nodiscard]] bool evaluate(const Symbols& values) const;

  // The same in other values. Only for a condition that is ok().
  template <typename Value>
  [[nodiscard]] Value interpret(const Interpretation<Value>& as) const;

  // The value as far as `values` tell. What is left keeps its spelling; a pair of parentheses goes
  // only where folding left a single operand in it, and a negation keeps the outermost pair. Only
  // for a condition that is ok().
  [[nodiscard]] FoldedCondition fold(const Symbols& values) const;

 private:
  class Parser;
  class Folder;
  enum class Operation : std::uint8_t { kSymbol, kParentheses, kNot, kAnd, kOr };

  struct Step {
    Operation operation;
    // In the text: of the symbol, the pair of parentheses or the operator; bytes.
    std::size_t begin;
    std::size_t end;
  };

  std::string_view text_;
  std::vector<std::string_view> symbols_;
  std::vector<Step> postfix_;  // the n-th kSymbol stands for symbols_[n]
  ConditionError error_{};
};

template <typename Value>
Value Condition::interpret(const Interpretation<Value>& as) const {
  std::vector<Value> stack;
  auto symbol = symbols_.begin();
  for (const Step& step : postfix_) {
    if (step.operation == Operation::kParentheses) continue;
    if (step.operation == Operation::kSymbol) {
      stack.push_back(as.symbol(*symbol++));
      continue;
    }
    if (step.operation == Operation::kNot) {
      stack.back() = as.negate(stack.back());
      continue;
    }
    const Value right = stack.back();
    stack.pop_back();
    stack.back() = (step.operation == Operation::kAnd ? as.both : as.either)(stack.back(), right);
  }
  return stack.back();
}

}  // namespace iftrue

#endif  // IFTRUE_CONDITION_H_
