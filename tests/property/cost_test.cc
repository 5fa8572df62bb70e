// Linear, as a law: what n, 2n and 4n repetitions of something take of work and what is printed of
// them must not grow faster than the text. The texts are rolled from the words of the language.

#include "cost.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "command/report/diagnostic_text.h"
#include "iftrue/conditional.h"
#include "iftrue/iftrue.h"
#include "iftrue/stream_stripper.h"
#include "random.h"

namespace property {
namespace {

// Runs of repetitions, with a text before each and one behind the last.
struct Shape {
  struct Run {
    std::string before;
    std::string part;
  };
  std::vector<Run> runs;
  std::string tail;

  [[nodiscard]] std::string text(std::size_t times) const {
    std::string text;
    for (const Run& run : runs) {
      text += run.before;
      for (std::size_t i = 0; i < times; ++i) text += run.part;
    }
    return text + tail;
  }

  [[nodiscard]] std::string shown() const {
    std::string shown;
    for (const Run& run : runs) shown += "{" + run.before + "} {" + run.part + "}*n ";
    return shown + "{" + tail + "}";
  }
};

constexpr auto kLayouts =
    std::to_array({iftrue::Layout::kPreserve, iftrue::Layout::kCompact, iftrue::Layout::kLoader});

iftrue::Symbols with_a() {
  iftrue::Symbols symbols;
  symbols.set("A", true);
  return symbols;
}

struct Cost {
  std::uint64_t work = 0;
  std::uint64_t printed = 0;  // bytes of messages
};

// All that the engine does with a text, and what the command says of it.
Cost cost_of(const std::string& text) {
  const std::uint64_t before = work_so_far();
  std::uint64_t printed = 0;
  const auto print = [&](const std::vector<iftrue::Diagnostic>& diagnostics) {
    printed += iftrue::render(diagnostics, "a.ts", text, iftrue::Color::kNever).size();
  };
  const iftrue::Document document(text);
  print(document.diagnostics());
  for (const auto language : {iftrue::Language::kJavaScript, iftrue::Language::kOther}) {
    print(document.warnings({language, {with_a(), {}}}));
  }
  print(document.check_symbols({}));
  for (const auto& symbols : {with_a(), iftrue::Symbols()}) {
    for (const auto layout : kLayouts) {
      for (const auto undefined : {iftrue::Undefined::kOff, iftrue::Undefined::kKeep}) {
        static_cast<void>(document.strip_mapped(symbols, {undefined, layout}));
      }
    }
    static_cast<void>(document.kept_groups(symbols));
  }
  static_cast<void>(document.conditionals());
  for (const auto layout : kLayouts) {
    std::vector<iftrue::StreamStripper::Target> targets;
    targets.push_back({with_a(), {iftrue::Undefined::kOff, layout}, [](std::string_view) {}});
    constexpr std::size_t kPiece = 1000;
    iftrue::StreamStripper stripper(std::move(targets));
    static_cast<void>(stripper.run([&](std::size_t offset) {
      return std::optional(std::string_view(text).substr(offset, kPiece));
    }));
  }
  return {work_so_far() - before, printed};
}

// Twice as much for twice as many, with room for what grows in steps; the square gives four times.
void check_linear(const Shape& shape) {
  CAPTURE(shape.shown());
  constexpr std::size_t kTimes = 1000;
  constexpr std::uint64_t kMost = 3;
  const Cost one = cost_of(shape.text(kTimes));
  const Cost two = cost_of(shape.text(2 * kTimes));
  const Cost four = cost_of(shape.text(4 * kTimes));
  const auto slack = [](std::uint64_t cost) { return cost / 4 + 10'000; };
  CHECK(four.work <=
        two.work + kMost * (std::max(two.work, one.work) - one.work) + slack(one.work));
  CHECK(four.printed <= two.printed + kMost * (std::max(two.printed, one.printed) - one.printed) +
                            slack(one.printed));
}

TEST_CASE("work and messages are linear in texts that once were not", "[cost]") {
  const std::vector<Shape> shapes = {
      {{{"", "/*IFTRUE_A /*IFTRUE_( FITRUE_A*/"}}, ""},
      {{{"", "/*IFTRUE_A /*IFTRUE_( FITRUE_A*/\n"}}, ""},
      {{{"/*IFTRUE_A*/", "/* x FITRUE_A*/"}}, "/*FITRUE_A*/"},
      {{{"/*IFTRUE_A*/", "<!-- x ELSE_A-->"}}, "/*FITRUE_A*/"},
      {{{"/*IFTRUE_(", "FITRUE_("}, {"", ")"}, {")*/", "FITRUE_("}}, ""},
      {{{"/*IFTRUE_(", "ELSE_("}, {"", ")"}, {")", "ELSE_("}}, ""},
      {{{"/*IFTRUE_A*/", "ELIFTRUE_("}}, "*/"},
      {{{"/*IFTRUE_A ", "<!--IFTRUE_( "}}, "FITRUE_A*/"},
      {{{"/*IFTRUE_A ", "FITRUE_( "}}, "*/"},
  };
  for (const Shape& shape : shapes) check_linear(shape);
}

TEST_CASE("work and messages are linear in texts rolled from the words", "[cost]") {
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
  // For more by hand: IFTRUE_SHAPES=10000.
  const char* const shapes = std::getenv("IFTRUE_SHAPES");
  const std::uint64_t last = shapes != nullptr ? std::stoull(shapes) : 150;
  for (std::uint64_t seed = 1; seed <= last; ++seed) {
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
    CAPTURE(seed);
    check_linear(shape);
  }
}

}  // namespace
}  // namespace property
