// Linear, as a law: what n, 2n and 4n repetitions of something take of work and what is printed of
// them must not grow faster than the text. The texts are rolled from the words of the language.

#include "cost.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "command/report/diagnostic_text.h"
#include "iftrue/conditional.h"
#include "iftrue/iftrue.h"
#include "iftrue/stream_stripper.h"
#include "shape.h"

namespace property {
namespace {

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
    for (const auto layout : iftrue::kLayouts) {
      for (const auto undefined : {iftrue::Undefined::kOff, iftrue::Undefined::kKeep}) {
        static_cast<void>(
            document.strip_mapped(symbols, {undefined, layout, iftrue::Language::kJavaScript}));
      }
    }
    static_cast<void>(document.kept_groups(symbols));
  }
  static_cast<void>(document.conditionals());
  for (const auto layout : iftrue::kLayouts) {
    std::vector<iftrue::StreamStripper::Target> targets;
    targets.push_back({with_a(),
                       {iftrue::Undefined::kOff, layout, iftrue::Language::kJavaScript},
                       [](std::string_view) {}});
    constexpr std::size_t kPiece = 1000;
    iftrue::StreamStripper stripper(std::move(targets));
    static_cast<void>(stripper.run([&](std::size_t offset) {
      return std::optional(std::string_view(text).substr(offset, kPiece));
    }));
  }
  return {work_so_far() - before, printed};
}

void check_linear(const Shape& shape) {
  CAPTURE(shape.shown());
  constexpr std::size_t kTimes = 1000;
  const Cost one = cost_of(shape.text(kTimes));
  const Cost two = cost_of(shape.text(2 * kTimes));
  const Cost four = cost_of(shape.text(4 * kTimes));
  CHECK(is_linear(one.work, two.work, four.work));
  CHECK(is_linear(one.printed, two.printed, four.printed));
}

TEST_CASE("work and messages are linear in texts that once were not", "[cost]") {
  for (const Shape& shape : known_shapes()) check_linear(shape);
}

// What is linear may still be slow: no word may read thousands of bytes.
TEST_CASE("a byte of text takes little work", "[cost]") {
  constexpr std::uint64_t kMost = 500;  // for each byte, in all that cost_of() does
  constexpr std::size_t kTimes = 4000;
  const std::vector<Shape> shapes = {
      {{{"/*IFTRUE_A*/", "x = 1;\n"}}, "/*FITRUE_A*/"},
      {{{"/*IFTRUE_A*/", "ELIFTRUE_( "}}, "/*FITRUE_A*/"},
      {{{"/*IFTRUE_A*/", "ELIFTRUE_("}, {"", ")"}}, "/*FITRUE_A*/"},
      {{{"/*IFTRUE_A*/", "ELIFTRUE_("}, {"", ")"}}, "*//*FITRUE_A*/"},
  };
  for (const Shape& shape : shapes) {
    CAPTURE(shape.shown());
    const std::string text = shape.text(kTimes);
    CHECK(cost_of(text).work / text.size() <= kMost);
  }
}

// W107 reads each output, and looks ahead from each removal.
TEST_CASE("what is removed is judged in linear time", "[cost]") {
  const std::vector<Shape> shapes = {
      {{{"[", "/*IFTRUE_A*/[1,{\"b\":2}],/*FITRUE_A*/"}}, "0]"},
      {{{"", "a/*IFTRUE_A*/:b/*FITRUE_A*/:c/* d */"}}, "{}"},
      {{{"a", "/*IFTRUE_A*/:b/*FITRUE_A*//**/"}}, "c"},
      {{{"", "a/*IFTRUE_A*/\nb\n/*FITRUE_A*/c // "}}, ""},
      {{{"", "<p a=\"b/*IFTRUE_A*/\nb\n/*FITRUE_A*/c {{"}}, ""},
      {{{"", " /*IFTRUE_A*/ \n/*FITRUE_A*/- a"}}, ""},
      {{{"", "`a${/*IFTRUE_A*/\nb/*FITRUE_A*/c"}}, ""},
  };
  using iftrue::Language;
  const auto judged = [](const std::string& text) {
    const std::vector<iftrue::NamedTarget> targets = {{"a", with_a()}, {"b", {}}};
    const iftrue::Document document(text);
    const std::uint64_t before = work_so_far();
    Cost cost;
    for (const auto language :
         {Language::kOther, Language::kJavaScript, Language::kJson, Language::kCss, Language::kScss,
          Language::kHtml, Language::kMarkdown}) {
      for (const auto layout : iftrue::kLayouts) {
        iftrue::WarningOptions options;
        options.language = language;
        options.outputs = targets;
        options.layout = layout;
        cost.printed +=
            iftrue::render(document.warnings(options), "a", text, iftrue::Color::kNever).size();
      }
    }
    cost.work = work_so_far() - before;
    return cost;
  };
  for (const Shape& shape : shapes) {
    CAPTURE(shape.shown());
    constexpr std::size_t kTimes = 1000;
    const std::string text = shape.text(kTimes);
    REQUIRE(iftrue::Document(text).ok());
    const Cost one = judged(text);
    const Cost two = judged(shape.text(2 * kTimes));
    const Cost four = judged(shape.text(4 * kTimes));
    CHECK(is_linear(one.work, two.work, four.work));
    CHECK(is_linear(one.printed, two.printed, four.printed));
  }
}

TEST_CASE("work and messages are linear in texts rolled from the words", "[cost]") {
  for (std::uint64_t seed = shape_count(150); seed > 0; --seed) {
    CAPTURE(seed);
    check_linear(random_shape(seed));
  }
}

}  // namespace
}  // namespace property
