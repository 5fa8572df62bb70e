#include "iftrue/condition.h"

#include <algorithm>
#include <optional>

#include "engine/format.h"
#include "engine/text.h"

namespace iftrue {

bool is_symbol(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_word_char);
}

// Dijkstra's shunting yard.
class Condition::Parser {
 public:
  Parser(std::string_view text, Condition& condition) : text_(text), condition_(condition) {}

  void parse() {
    if (const auto unclosed = unclosed_parenthesis()) {
      fail(*unclosed, 1, "'(' is never closed");
      return;
    }
    while ((pos_ = skip_white_space(text_, pos_)) < text_.size()) {
      if (!(expects_operand_ ? operand() : infix())) return;
    }
    if (expects_operand_) {
      fail(pos_, 0, "expected a symbol at the end");
      return;
    }
    while (!pending_.empty()) reduce();
  }

 private:
  enum class Token : std::uint8_t { kParenthesis, kOr, kAnd, kNot };  // in order of precedence

  struct Pending {
    Token token;
    std::size_t begin;
  };

  // Looked for first: whatever else such a condition seems to hold is text that follows it.
  [[nodiscard]] std::optional<std::size_t> unclosed_parenthesis() const {
    std::vector<std::size_t> open;
    for (std::size_t pos = 0; pos < text_.size(); ++pos) {
      if (text_[pos] == '(') open.push_back(pos);
      if (text_[pos] != ')') continue;
      if (open.empty()) return std::nullopt;  // one too many is another mistake
      open.pop_back();
    }
    if (open.empty()) return std::nullopt;
    return open.front();
  }

  bool operand() {
    const char c = text_[pos_];
    if (c == '!' || c == '(') {
      pending_.push_back({c == '!' ? Token::kNot : Token::kParenthesis, pos_});
      ++pos_;
      return true;
    }
    if (is_word_char(c)) {
      const std::size_t begin = pos_;
      while (pos_ < text_.size() && is_word_char(text_[pos_])) ++pos_;
      condition_.symbols_.push_back(text_.substr(begin, pos_ - begin));
      condition_.postfix_.push_back({Operation::kSymbol, begin, pos_});
      expects_operand_ = false;
      return true;
    }
    return fail_at_character("expected a symbol, '!' or '('");
  }

  bool infix() {
    const std::string_view rest = text_.substr(pos_);
    if (rest.starts_with("&&")) return binary(Token::kAnd);
    if (rest.starts_with("||")) return binary(Token::kOr);
    if (rest.front() == '&' || rest.front() == '|') {
      return fail(pos_, 1, formatted("expected '{0}{0}', not '{0}'", rest.front()));
    }
    if (rest.front() == ')') return close();
    return fail_at_character("expected '&&', '||' or ')'");
  }

  bool binary(Token token) {
    while (!pending_.empty() && pending_.back().token >= token) reduce();
    pending_.push_back({token, pos_});
    pos_ += 2;
    expects_operand_ = true;
    return true;
  }

  bool close() {
    while (!pending_.empty() && pending_.back().token != Token::kParenthesis) reduce();
    if (pending_.empty()) return fail(pos_, 1, "')' without its '('");
    ++pos_;
    condition_.postfix_.push_back({Operation::kParentheses, pending_.back().begin, pos_});
    pending_.pop_back();
    return true;
  }

  void reduce() {
    const auto [token, begin] = pending_.back();
    pending_.pop_back();
    const Operation operation = token == Token::kNot   ? Operation::kNot
                                : token == Token::kAnd ? Operation::kAnd
                                                       : Operation::kOr;
    const std::size_t size = operation == Operation::kNot ? 1 : 2;
    condition_.postfix_.push_back({operation, begin, begin + size});
  }

  bool fail_at_character(std::string_view expected) {
    const std::size_t size = character_at(text_, pos_).size;
    return fail(pos_, size, formatted("{} before '{}'", expected, text_.substr(pos_, size)));
  }

  bool fail(std::size_t offset, std::size_t length, std::string message) {
    condition_.error_ = {offset, length, std::move(message)};
    return false;
  }

  std::string_view text_;
  Condition& condition_;
  std::size_t pos_ = 0;
  bool expects_operand_ = true;
  std::vector<Pending> pending_;
};

// Walks the postfix with a stack of operands, each with its place in the text, and notes which
// stretches of the text go.
class Condition::Folder {
 public:
  Folder(const Condition& condition, const Symbols& values)
      : condition_(condition), values_(values), dropped_(condition.text_.size() + 1) {}

  FoldedCondition fold() {
    auto symbol = condition_.symbols_.begin();
    for (const Step& step : condition_.postfix_) {
      switch (step.operation) {
        case Operation::kSymbol:
          stack_.push_back({step.begin, step.end, values_.find(*symbol++)});
          break;
        case Operation::kParentheses:
          enclose(step);
          break;
        case Operation::kNot:
          negate(step);
          break;
        case Operation::kAnd:
        case Operation::kOr:
          combine(step.operation);
          break;
      }
    }
    if (stack_.back().value) return {stack_.back().value, {}};
    return {std::nullopt, what_is_left()};
  }

 private:
  enum class Shape : std::uint8_t { kPrimary, kNegation, kBinary };

  struct Operand {
    std::size_t begin;
    std::size_t end;
    std::optional<bool> value;
    Shape shape = Shape::kPrimary;  // of what is left of it
    bool alone = false;             // what stood beside it, in the same parentheses, was folded
  };

  void enclose(const Step& pair) {
    Operand& inner = stack_.back();
    if (!inner.value) {
      const bool outermost = pair.begin == 0 && pair.end == condition_.text_.size();
      const bool needed =
          inner.shape == Shape::kBinary || (inner.shape == Shape::kNegation && outermost);
      if (inner.alone && !needed) {
        drop(pair.begin, inner.begin);
        drop(inner.end, pair.end);
      } else {
        inner.shape = Shape::kPrimary;
        inner.alone = false;
      }
    }
    inner.begin = pair.begin;
    inner.end = pair.end;
  }

  void negate(const Step& sign) {
    Operand& operand = stack_.back();
    if (operand.value) operand.value = !*operand.value;
    operand.begin = sign.begin;
    operand.shape = Shape::kNegation;
    operand.alone = false;
  }

  void combine(Operation operation) {
    const Operand right = stack_.back();
    stack_.pop_back();
    Operand& left = stack_.back();
    const bool decides = operation == Operation::kOr;  // true || X, false && X
    const bool known = left.value == decides || right.value == decides ||
                       (left.value.has_value() && right.value.has_value());
    if (known) {
      left.value = left.value == decides || right.value == decides ? decides : !decides;
    } else if (left.value) {
      drop(left.begin, right.begin);
      left.value.reset();
      left.shape = right.shape;
      left.alone = true;
    } else if (right.value) {
      drop(left.end, right.end);
      left.alone = true;
    } else {
      left.shape = Shape::kBinary;
      left.alone = false;
    }
    left.end = right.end;
  }

  void drop(std::size_t begin, std::size_t end) {
    ++dropped_[begin];
    --dropped_[end];
  }

  [[nodiscard]] std::string what_is_left() const {
    std::string left;
    std::ptrdiff_t depth = 0;
    for (std::size_t pos = 0; pos < condition_.text_.size(); ++pos) {
      depth += dropped_[pos];
      if (depth == 0) left += condition_.text_[pos];
    }
    return left;
  }

  const Condition& condition_;
  const Symbols& values_;
  std::vector<Operand> stack_;
  // How many dropped stretches begin, less how many end, at each place: stretches may nest, and
  // each costs the same whatever its length.
  std::vector<std::ptrdiff_t> dropped_;
};

Condition::Condition(std::string_view text) : text_(text) { Parser(text, *this).parse(); }

bool Condition::evaluate(const Symbols& values) const {
  std::vector<bool> stack;
  auto symbol = symbols_.begin();
  for (const Step& step : postfix_) {
    switch (step.operation) {
      case Operation::kSymbol:
        stack.push_back(values.find(*symbol++).value_or(false));
        break;
      case Operation::kParentheses:
        break;
      case Operation::kNot:
        stack.back() = !stack.back();
        break;
      case Operation::kAnd:
      case Operation::kOr: {
        const bool right = stack.back();
        stack.pop_back();
        stack.back() =
            step.operation == Operation::kAnd ? stack.back() && right : stack.back() || right;
        break;
      }
    }
  }
  return stack.back();
}

FoldedCondition Condition::fold(const Symbols& values) const {
  return Folder(*this, values).fold();
}

}  // namespace iftrue
