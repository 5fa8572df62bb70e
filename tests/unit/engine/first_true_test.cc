#include "engine/first_true.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iftrue {
namespace {

// '+' true, '-' false, 'u' undecided.
std::optional<bool> value(char c) { return c == 'u' ? std::nullopt : std::optional(c == '+'); }

char shown(std::optional<bool> value) {
  if (!value) return 'u';
  return *value ? '+' : '-';
}

TEST_CASE("a conditional chooses its first group that is true", "[first_true]") {
  struct Row {
    char around;
    std::string conditions;
    std::string kept;
    char left;
  };
  const std::vector<Row> rows = {
      {'+', "", "", '+'},       {'+', "+", "+", '-'},     {'+', "-", "-", '+'},
      {'+', "-+", "-+", '-'},   {'+', "++", "+-", '-'},   {'+', "-+-+", "-+--", '-'},
      {'-', "-+", "--", '-'},   {'+', "u", "u", 'u'},     {'+', "u+", "uu", '-'},
      {'+', "u-+", "u-u", '-'}, {'+', "u+u", "uu-", '-'}, {'+', "-u+", "-uu", '-'},
      {'+', "+u", "+-", '-'},   {'u', "+", "u", '-'},     {'-', "u", "-", '-'},
  };
  for (const Row& row : rows) {
    CAPTURE(row.around, row.conditions);
    FirstTrue choice(value(row.around));
    std::string kept;
    for (const char c : row.conditions) kept += shown(choice.take(value(c)));
    CHECK(kept == row.kept);
    CHECK(shown(choice.left()) == row.left);

    if ((row.around + row.conditions).find('u') != std::string::npos) continue;
    FirstTrue decided(row.around == '+');
    kept.clear();
    for (const char c : row.conditions) kept += shown(decided.take(c == '+'));
    CHECK(kept == row.kept);
  }
}

}  // namespace
}  // namespace iftrue
