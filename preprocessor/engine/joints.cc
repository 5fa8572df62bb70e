#include "engine/joints.h"

#include <algorithm>

#include "engine/text.h"

namespace iftrue {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_name(char c) { return is_word_char(c) || c == '$'; }
constexpr bool is_operator(char c) {
  return std::string_view("+-*/%&|^=<>!?.:").find(c) != std::string_view::npos;
}

bool make_one_token(char last, char next) {
  return (is_name(last) && is_name(next)) || (is_operator(last) && is_operator(next)) ||
         (is_digit(last) && next == '.') || (last == '.' && is_digit(next));
}

}  // namespace

bool Joints::needs_blank(std::string_view output, char next) {
  if (output.empty() || !make_one_token(output.back(), next)) return false;
  read_to(output, output.size());
  return lexer_.place() == Lexer::Place::kCode;
}

void Joints::dropping(std::string_view output, std::size_t size) {
  read_to(output, size);
  read_ -= size;
}

void Joints::pass(std::string_view output, std::string_view lines) {
  read_to(output, output.size());
  lexer_.read(lines);
}

void Joints::read_to(std::string_view output, std::size_t end) {
  if (end <= read_) return;
  lexer_.read(output.substr(read_, end - read_));
  read_ = end;
}

}  // namespace iftrue
