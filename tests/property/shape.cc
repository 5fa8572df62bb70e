#include "shape.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "random.h"

namespace property {

Shape random_shape(std::uint64_t seed) {
  constexpr auto kTokens = std::to_array<std::string_view>({
      "/*",
      "*/",
      "<!--",
      "-->",
      "--!>",
      "//",
      "IFTRUE_A",
      "IFTRUE_B",
      "IFTRUE_(A||B)",
      "IFTRUE_(",
      "IFDEBUG",
      "ELIFTRUE_B",
      "ELSE_A",
      "ELIFTRUE_(",
      "ELSE_(",
      "FITRUE_A",
      "FITRUE_B",
      "FITRUE_(",
      "FIDEBUG",
      "IFTURE_A",
      "ENDIF",
      "ELSE",
      "(",
      ")",
      "!",
      "&&",
      "||",
      "A",
      "B",
      "_",
      " ",
      "\t",
      "\n",
      "\r",
      "\r\n",
      "\xE2\x80\xA8",
      "x",
      "\xC3\xA9",
      "\xFF",
      "'",
      "\"",
      "`",
      "${",
      "}",
      "/",
      "\\",
      "/*IFTRUE_A*/",
      "/*FITRUE_A*/",
      "/*ELSE_A*/",
      "/*IFTRUE_A ",
      " FITRUE_A*/",
      "/*IFTRUE_B*/",
      "/*FITRUE_B*/",
      "-",
  });
  Random random(seed);
  const auto words = [&](std::size_t most) {
    std::string text;
    for (std::size_t count = random.below(most + 1); count > 0; --count) {
      text += random.pick(kTokens);
    }
    return text;
  };
  Shape shape;
  for (std::size_t runs = 1 + random.below(3); runs > 0; --runs) {
    shape.runs.push_back({words(3), words(4)});
  }
  shape.tail = words(3);
  return shape;
}

std::vector<Shape> known_shapes() {
  return {
      {{{"", "/*IFTRUE_A /*IFTRUE_( FITRUE_A*/"}}, ""},
      {{{"", "/*IFTRUE_A /*IFTRUE_( FITRUE_A*/\n"}}, ""},
      {{{"/*IFTRUE_A*/", "/* x FITRUE_A*/"}}, "/*FITRUE_A*/"},
      {{{"/*IFTRUE_A*/", "<!-- x ELSE_A-->"}}, "/*FITRUE_A*/"},
      {{{"/*IFTRUE_(", "FITRUE_("}, {"", ")"}, {")*/", "FITRUE_("}}, ""},
      {{{"/*IFTRUE_(", "ELSE_("}, {"", ")"}, {")", "ELSE_("}}, ""},
      {{{"/*IFTRUE_A*/", "ELIFTRUE_("}}, "*/"},
      {{{"/*IFTRUE_A ", "<!--IFTRUE_( "}}, "FITRUE_A*/"},
      {{{"/*IFTRUE_A ", "FITRUE_( "}}, "*/"},
      {{{"a", "/*IFTRUE_B*/\n/*FITRUE_B*/ "}}, "b"},
      {{{"", "a/*IFTRUE_B*/=/*FITRUE_B*/b=/"}}, ""},
  };
}

std::uint64_t shape_count(std::uint64_t usual) {
  const char* const shapes = std::getenv("IFTRUE_SHAPES");
  return shapes != nullptr ? std::stoull(shapes) : usual;
}

bool is_linear(std::uint64_t one, std::uint64_t two, std::uint64_t four) {
  constexpr std::uint64_t kMost = 3;
  const std::uint64_t slack = one / 4 + 10'000;
  return four <= two + kMost * (std::max(two, one) - one) + slack;
}

}  // namespace property
