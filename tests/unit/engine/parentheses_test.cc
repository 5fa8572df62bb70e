#include "engine/parentheses.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

// What the class must find, by reading from each place anew.
std::optional<std::size_t> end_of(std::string_view text, std::size_t pos) {
  std::size_t depth = 0;
  for (std::size_t at = pos; at < text.size() && at < pos + Parentheses::kFarthest; ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at + 1;
  }
  return std::nullopt;
}

TEST_CASE("a parenthesis is closed by the next that balances", "[parentheses]") {
  struct Row {
    std::string text;
    std::optional<std::size_t> expected;  // of the one at the beginning
  };
  const std::vector<Row> rows = {
      {"()", 2},
      {"(a)b)", 3},
      {"((a) (b))", 9},
      {"(", std::nullopt},
      {"((a)", std::nullopt},
      {"(\n)", 3},
      {"(a" + std::string(4093, '.') + ")", 4096},
      {"(a" + std::string(4094, '.') + ")", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    Parentheses parentheses;
    CHECK(parentheses.end(Window(row.text), 0) == row.expected);
  }
}

TEST_CASE("what was read before does not change what is found", "[parentheses]") {
  const std::vector<std::string> parts = {"(", ")", "((a)", "(b))", ")(", "(((", ")))", "x"};
  for (const std::string& one : parts) {
    for (const std::string& other : parts) {
      std::string text;
      for (int i = 0; i < 9000; ++i) text += i % 3 == 0 ? other : one;
      CAPTURE(one, other);
      const std::size_t first = text.find('(');
      Parentheses parentheses;
      bool same = true;
      std::size_t count = 0;
      for (std::size_t pos = first; pos < text.size(); pos = text.find('(', pos + 1)) {
        const auto found = parentheses.end(Window(text), pos);
        if (++count % 101 != 0) continue;  // reading anew is slow
        same = same && found == end_of(text, pos);
        same = same && parentheses.end(Window(text), first) == end_of(text, first);
      }
      CHECK(same);
    }
  }
}

TEST_CASE("a search goes on where more of the text is shown", "[parentheses]") {
  const std::string_view text = "((a) (b)) (c)";
  Parentheses parentheses;
  for (std::size_t shown = 1; shown < 9; ++shown) {
    CHECK_FALSE(parentheses.end(Window(text.substr(0, shown)), 0));
  }
  CHECK(parentheses.end(Window(text), 0) == 9);
  CHECK(parentheses.end(Window(text.substr(5), 5), 5) == 8);
  CHECK(parentheses.end(Window(text.substr(5), 5), 10) == 13);
}

}  // namespace
}  // namespace iftrue
