#include "lsp/line_index.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

std::vector<std::size_t> starts(const LineIndex& lines) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < lines.count(); ++i) all.push_back(lines.begin(i));
  return all;
}

TEST_CASE("LF, CR LF and CR end a line, U+2028 does not", "[line_index]") {
  CHECK(starts(LineIndex("")) == std::vector<std::size_t>{0});
  CHECK(starts(LineIndex("a\nb\r\nc\rd\xE2\x80\xA8"
                         "e\n")) == std::vector<std::size_t>{0, 2, 5, 7, 13});
  CHECK(starts(LineIndex("\r\r\n\n")) == std::vector<std::size_t>{0, 1, 3, 4});
}

TEST_CASE("each offset is in the line that begins at it or before", "[line_index]") {
  const LineIndex lines("a\n\nb");
  CHECK(lines.line_of(0) == 0);
  CHECK(lines.line_of(1) == 0);
  CHECK(lines.line_of(2) == 1);
  CHECK(lines.line_of(3) == 2);
  CHECK(lines.line_of(4) == 2);
}

// The law: after a change, the lines are those of the changed text.
TEST_CASE("changes leave what a new index finds", "[line_index]") {
  std::mt19937 random(1);  // NOLINT: the same texts each time
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  const auto some = [&](std::size_t most) {
    constexpr std::string_view kCharacters = "\r\nax";
    std::string text;
    for (std::size_t size = below(most); text.size() < size;) text += kCharacters[below(4)];
    return text;
  };
  for (int round = 0; round < 20000; ++round) {
    std::string text = some(8);
    LineIndex lines(text);
    for (int change = 0; change < 3; ++change) {
      const std::size_t begin = below(text.size() + 1);
      const std::size_t end = begin + below(text.size() - begin + 1);
      const std::string inserted = some(5);
      text.replace(begin, end - begin, inserted);
      lines.replace(text, begin, end, inserted.size());
      CAPTURE(text, begin, end, inserted);
      REQUIRE(starts(lines) == starts(LineIndex(text)));
    }
  }
}

}  // namespace
}  // namespace iftrue
