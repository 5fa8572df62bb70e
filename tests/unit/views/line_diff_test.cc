#include "command/views/line_diff.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

namespace iftrue {
namespace {

using Lines = std::vector<LineId>;

Lines unmarked(const Lines& lines, const std::vector<bool>& marks) {
  Lines left;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!marks[i]) left.push_back(lines[i]);
  }
  return left;
}

// The length of the longest common subsequence, by the table.
std::size_t longest_common(const Lines& a, const Lines& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const LineId line : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row[b.size()];
}

TEST_CASE("what is not marked is a longest common subsequence", "[line_diff]") {
  std::mt19937 random(1);
  const auto below = [&](std::size_t n) { return random() % n; };
  for (int round = 0; round < 3000; ++round) {
    const std::size_t kinds = 1 + below(6);
    const auto roll = [&] {
      Lines lines(below(30));
      for (LineId& line : lines) line = static_cast<LineId>(below(kinds));
      return lines;
    };
    const Lines a = roll();
    const Lines b = roll();
    const LineChanges changes = compare_lines(a, b);
    const Lines common = unmarked(a, changes.removed);
    REQUIRE(common == unmarked(b, changes.added));
    REQUIRE(common.size() == longest_common(a, b));
  }
}

TEST_CASE("texts with very much between them are compared in bounded time", "[line_diff]") {
  constexpr std::size_t kLines = 100'000;
  std::mt19937 random(2);
  Lines a(kLines);
  Lines b(kLines);
  for (LineId& line : a) line = static_cast<LineId>(random() % 1000);
  for (LineId& line : b) line = static_cast<LineId>(random() % 1000);
  const LineChanges changes = compare_lines(a, b);
  const Lines common = unmarked(a, changes.removed);
  CHECK(common == unmarked(b, changes.added));
  CHECK(common.size() > kLines / 100);
}

}  // namespace
}  // namespace iftrue
