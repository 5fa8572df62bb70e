// A condition: a symbol, or an expression in parentheses over symbols with !, && and ||.
//
//   condition  = symbol | "(" or ")"
//   or         = and { "||" and }
//   and        = unary { "&&" unary }
//   unary      = { "!" } ( symbol | "(" or ")" )
//
// Here the outermost parentheses are optional. In a directive they are required, because the word
// would end without them. Parsing, evaluation and folding do not recurse: only memory limits the
// depth of the parentheses.

#ifndef IFTRUE_CONDITION_H_
#define IFTRUE_CONDITION_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "iftrue/symbols.h"

namespace iftrue {

struct ConditionError {
  std::size_t offset;  // bytes from the start of the condition
  std::size_t length;  // bytes, 0 at its end
  std::string message;
};

// Whether `text` is a symbol and nothing else: A-Z, a-z, 0-9 and _.
[[nodiscard]] bool is_symbol(std::string_view text);

// Values and operations of another kind than true and false, for Condition::interpret().
template <typename Value>
struct Interpretation {
  std::function<Value(std::string_view)> symbol;
  std::function<Value(Value)> negate;
  std::function<Value(Value, Value)> both;
  std::function<Value(Value, Value)> either;
};

// The rest of a condition after the set symbols are folded out of it.
struct FoldedCondition {
  std::optional<bool> value;  // nothing if it depends on symbols that are not set
  std::string text;           // in that case, the condition without the set symbols; else empty
};

class Condition {
 public:
  // `text` is the condition as written, with its outer parentheses. It must outlive the Condition.
  explicit Condition(std::string_view text);
  // A temporary text would be gone before the condition.
  template <std::same_as<std::string> Temporary>
  explicit Condition(Temporary&& text) = delete;  // NOLINT(bugprone-forwarding-reference-overload)

  // Whether the condition is well formed. If not, error() says what is wrong.
  [[nodiscard]] bool ok() const { return error_.message.empty(); }
  [[nodiscard]] const ConditionError& error() const { return error_; }

  // The symbols in the order of the text, as views into it. A symbol that occurs twice is listed
  // twice.
  [[nodiscard]] const std::vector<std::string_view>& symbols() const { return symbols_; }

  // The value, with undefined symbols off. Requires ok().
  [[nodiscard]] bool evaluate(const Symbols& values) const;

  // The same with values of another kind. Requires ok().
  template <typename Value>
  [[nodiscard]] Value interpret(const Interpretation<Value>& as) const;

  // The value as far as `values` determine it. The rest of the condition keeps its spelling. A pair
  // of parentheses is dropped only if folding leaves a single operand in it; a negation keeps the
  // outermost pair. Requires ok().
  [[nodiscard]] FoldedCondition fold(const Symbols& values) const;

 private:
  class Parser;
  class Folder;
  enum class Operation : std::uint8_t { kSymbol, kParentheses, kNot, kAnd, kOr };

  struct Step {
    Operation operation;
    // The symbol, the pair of parentheses or the operator in the text, in bytes.
    std::size_t begin;
    std::size_t end;
  };

  std::string_view text_;
  std::vector<std::string_view> symbols_;
  std::vector<Step> postfix_;  // the n-th kSymbol is symbols_[n]
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
