#include "engine/first_true.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iftrue {
namespace {

// '+' true, '-' false, '~' undecided.
std::optional<bool> value(char c) { return c == '~' ? std::nullopt : std::optional(c == '+'); }

char shown(std::optional<bool> value) {
  if (!value) return '~';
  return *value ? '+' : '-';
}

TEST_CASE("the first group whose condition is true is kept", "[first_true]") {
  struct Row {
    char around;
    std::string conditions;
    std::string kept;
    char left;
  };
  const std::vector<Row> rows = {
      {'+', "", "", '+'},       {'+', "+", "+", '-'},     {'+', "-", "-", '+'},
      {'+', "-+", "-+", '-'},   {'+', "++", "+-", '-'},   {'+', "-+-+", "-+--", '-'},
      {'-', "-+", "--", '-'},   {'+', "~", "~", '~'},     {'+', "~+", "~~", '-'},
      {'+', "~-+", "~-~", '-'}, {'+', "~+~", "~~-", '-'}, {'+', "-~+", "-~~", '-'},
      {'+', "+~", "+-", '-'},   {'~', "+", "~", '-'},     {'-', "~", "-", '-'},
  };
  for (const Row& row : rows) {
    CAPTURE(row.around, row.conditions);
    FirstTrue choice(value(row.around));
    std::string kept;
    for (const char c : row.conditions) kept += shown(choice.take(value(c)));
    CHECK(kept == row.kept);
    CHECK(shown(choice.left()) == row.left);

    if ((row.around + row.conditions).find('~') != std::string::npos) continue;
    FirstTrue decided(row.around == '+');
    kept.clear();
    for (const char c : row.conditions) kept += shown(decided.take(c == '+'));
    CHECK(kept == row.kept);
  }
}

}  // namespace
}  // namespace iftrue
