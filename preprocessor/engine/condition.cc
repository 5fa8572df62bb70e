#include "iftrue/condition.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

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
      pending_.push_back(c == '!' ? Token::kNot : Token::kParenthesis);
      ++pos_;
      return true;
    }
    if (is_word_char(c)) {
      const std::size_t begin = pos_;
      while (pos_ < text_.size() && is_word_char(text_[pos_])) ++pos_;
      condition_.symbols_.push_back(text_.substr(begin, pos_ - begin));
      condition_.postfix_.push_back(Operation::kSymbol);
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
      return fail(pos_, 1, fmt::format("expected '{0}{0}', not '{0}'", rest.front()));
    }
    if (rest.front() == ')') return close();
    return fail_at_character("expected '&&', '||' or ')'");
  }

  bool binary(Token token) {
    while (!pending_.empty() && pending_.back() >= token) reduce();
    pending_.push_back(token);
    pos_ += 2;
    expects_operand_ = true;
    return true;
  }

  bool close() {
    while (!pending_.empty() && pending_.back() != Token::kParenthesis) reduce();
    if (pending_.empty()) return fail(pos_, 1, "')' without its '('");
    pending_.pop_back();
    ++pos_;
    return true;
  }

  void reduce() {
    const Token token = pending_.back();
    pending_.pop_back();
    condition_.postfix_.push_back(token == Token::kNot   ? Operation::kNot
                                  : token == Token::kAnd ? Operation::kAnd
                                                         : Operation::kOr);
  }

  bool fail_at_character(std::string_view expected) {
    const std::size_t size = character_at(text_, pos_).size;
    return fail(pos_, size, fmt::format("{} before '{}'", expected, text_.substr(pos_, size)));
  }

  bool fail(std::size_t offset, std::size_t length, std::string message) {
    condition_.error_ = {offset, length, std::move(message)};
    return false;
  }

  std::string_view text_;
  Condition& condition_;
  std::size_t pos_ = 0;
  bool expects_operand_ = true;
  std::vector<Token> pending_;
};

Condition::Condition(std::string_view text) { Parser(text, *this).parse(); }

bool Condition::evaluate(const Symbols& values) const {
  std::vector<bool> stack;
  auto symbol = symbols_.begin();
  for (const Operation operation : postfix_) {
    if (operation == Operation::kSymbol) {
      stack.push_back(values.find(*symbol++).value_or(false));
      continue;
    }
    if (operation == Operation::kNot) {
      stack.back() = !stack.back();
      continue;
    }
    const bool right = stack.back();
    stack.pop_back();
    stack.back() = operation == Operation::kAnd ? stack.back() && right : stack.back() || right;
  }
  return stack.back();
}

}  // namespace iftrue
