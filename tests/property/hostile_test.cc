// Hostile sizes: each text is long or deep enough that a stage whose work grows with the square of
// it would not end, and a stage that recurses would crash. No time is asserted.

#include <catch2/catch.hpp>
#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>

#include "iftrue/condition.h"
#include "iftrue/iftrue.h"
#include "sanitized.h"
#include "streaming.h"

namespace property {
namespace {

// A tenth where the question is what is read and written.
constexpr std::size_t kPart = kSanitized ? 10 : 1;
constexpr std::size_t kLevels = 100'000 / kPart;
constexpr std::size_t kMany = 1'000'000 / kPart;
constexpr std::size_t kLineBytes = (32 << 20) / kPart;

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (; times > 0; --times) result += text;
  return result;
}

iftrue::Symbols with_x() {
  iftrue::Symbols symbols;
  symbols.set("X", true);
  return symbols;
}

constexpr iftrue::StripOptions options(iftrue::Layout layout) {
  return {iftrue::Undefined::kOff, layout};
}

std::size_t count_of(const iftrue::Document& document, iftrue::Code code) {
  std::size_t count = 0;
  for (const iftrue::Diagnostic& each : document.diagnostics()) count += each.code == code ? 1 : 0;
  return count;
}

// Catch would print the texts if it compared them.
bool same(const iftrue::StripResult<std::string>& given, std::string_view expected) {
  return given.ok() && *given == expected;
}

TEST_CASE("100,000 levels deep", "[hostile]") {
  const std::string input =
      repeated("/*IFTRUE_X*/<", kLevels) + "0" + repeated(">/*FITRUE_X*/", kLevels);
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kLoader)),
             repeated("<", kLevels) + "0" + repeated(">", kLevels)));
  CHECK(same(document.strip({}, options(iftrue::Layout::kLoader)), ""));
  CHECK(same(document.strip({}, options(iftrue::Layout::kPreserve)), ""));
}

TEST_CASE("100,000 levels deep in the else groups", "[hostile]") {
  const std::string input =
      repeated("/*IFTRUE_X\n1\nELSE_X*/\n<\n", kLevels) + repeated("\n>\n/*FITRUE_X*/\n", kLevels);
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip({}, options(iftrue::Layout::kCompact)),
             repeated("<\n", kLevels) + repeated("\n>\n", kLevels)));
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kCompact)), "1\n"));
}

TEST_CASE("100,000 conditionals are never ended", "[hostile]") {
  const std::string input = repeated("/*IFTRUE_X*/\n", kLevels);
  const iftrue::Document document(input);
  CHECK(document.diagnostics().size() == kLevels);
  CHECK(count_of(document, iftrue::Code::kNeverEnded) == kLevels);
}

TEST_CASE("100,000 ends without an if", "[hostile]") {
  const std::string input = repeated("/*FITRUE_X*/\n", kLevels);
  const iftrue::Document document(input);
  CHECK(count_of(document, iftrue::Code::kWithoutIf) == kLevels);
}

TEST_CASE("100,000 conditionals that all cross", "[hostile]") {
  std::string input;
  for (std::size_t i = 0; i < kLevels; ++i) input += "/*IFTRUE_S" + std::to_string(i) + "*/";
  for (std::size_t i = 0; i < kLevels; ++i) input += "/*FITRUE_S" + std::to_string(i) + "*/";
  const iftrue::Document document(input);
  CHECK(count_of(document, iftrue::Code::kCrossing) > 0);
}

TEST_CASE("dormant groups in one comment that ends too soon", "[hostile]") {
  const auto [head, part] = GENERATE(
      table<std::string_view, std::string_view>({{"", "/*IFTRUE_X "},
                                                 {"/*IFTRUE_X ", "/*ELSE_Y "},
                                                 {"/*IFTRUE_X ", "<!--IFTRUE_X /*IFTRUE_X "},
                                                 {"/*IFTRUE_X ", "FITRUE_Y ELSE_Y IFTRUE_X "},
                                                 {"/*IFTRUE_X*/ ", "/*ELIFTRUE_(Y "}}));
  const std::string input = std::string(head) + repeated(part, kMany / 2) + "*/";
  const iftrue::Document document(input);
  CHECK_FALSE(document.ok());
}

TEST_CASE("one line of many megabytes", "[hostile]") {
  const std::string text = repeated("a ", kLineBytes / 2);
  const std::string input = text + "/*IFTRUE_X*/" + text + "/*FITRUE_X*/" + text;
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kPreserve)),
             text + std::string(12, ' ') + text + std::string(12, ' ') + text));
  CHECK(same(document.strip({}, options(iftrue::Layout::kLoader)), text + text));

  const std::string broken_input = input + "/*FITRUE_X*/";
  const iftrue::Document broken(broken_input);
  REQUIRE(broken.diagnostics().size() == 1);
  CHECK(broken.diagnostics().front().place.column == input.size() + 3);
}

TEST_CASE("half a million directives on one line", "[hostile]") {
  const std::string input = repeated("/*IFTRUE_X*/ /*FITRUE_X*/ ", kMany / 4);
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kPreserve)), ""));
  CHECK(same(document.strip({}, options(iftrue::Layout::kCompact)), ""));
}

TEST_CASE("an elif chain of half a million groups", "[hostile]") {
  const std::string input = "/*IFTRUE_Y*/ a " + repeated("/*ELIFTRUE_Y*/ b ", kMany / 2) +
                            "/*ELIFTRUE_X*/c/*ELSE_Y*/ d /*FITRUE_Y*/";
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kLoader)), "c"));
}

TEST_CASE("keep: depth, chains, words and comments without a limit", "[hostile]") {
  constexpr iftrue::StripOptions kKeep{iftrue::Undefined::kKeep, iftrue::Layout::kLoader};
  const auto keep = [&](const std::string& input) {
    const iftrue::Document document(input);
    REQUIRE(document.ok());
    return document.strip(with_x(), kKeep);
  };
  const std::string opened = repeated("/*IFTRUE_(A&&X)*/", kMany / 5);
  const std::string ended = repeated("/*FITRUE_(A&&X)*/", kMany / 5);
  CHECK(same(keep(opened + "a" + ended),
             repeated("/*IFTRUE_A*/", kMany / 5) + "a" + repeated("/*FITRUE_A*/", kMany / 5)));
  // an elif chain in which every other group goes
  CHECK(same(
      keep("/*IFTRUE_A a " + repeated("ELIFTRUE_(!X) x ELIFTRUE_B b ", kMany / 4) + "FITRUE_A*/"),
      "/*IFTRUE_A a " + repeated("ELIFTRUE_B b ", kMany / 4) + "FITRUE_A*/"));
  // an elif that is never reached between any two
  CHECK(same(
      keep("/*IFTRUE_A a " +
           repeated("ELIFTRUE_(!X)*/ x <!--ELIFTRUE_B b ELIFTRUE_(!X)--> x /*ELIFTRUE_B b ",
                    kMany / 8) +
           "FITRUE_A*/"),
      "/*IFTRUE_A a ELIFTRUE_A*/" +
          repeated("<!--ELIFTRUE_B b ELIFTRUE_B-->/*ELIFTRUE_B b ELIFTRUE_B*/", kMany / 8 - 1) +
          "<!--ELIFTRUE_B b ELIFTRUE_B-->/*ELIFTRUE_B b FITRUE_A*/"));
  // words that would be directives of what is left
  const std::string words = repeated("ELSE_A FITRUE_(A FITRUE_((((", kMany / 4);
  CHECK(same(keep("/*IFTRUE_(A&&X) " + words + " FITRUE_(A&&X)*/"),
             "/*IFTRUE_((A)) " + words + " FITRUE_((A))*/"));
  // parentheses that go, each around a symbol alone
  const std::string condition = repeated("(X&&", kMany) + "A" + repeated(")", kMany);
  CHECK(same(keep("/*IFTRUE_" + condition + "*/a/*FITRUE_" + condition + "*/"),
             "/*IFTRUE_A*/a/*FITRUE_A*/"));
}

TEST_CASE("200,000 different conditions", "[hostile]") {
  std::string input;
  for (std::size_t i = 0; i < kMany / 5; ++i) {
    const std::string symbol = "S" + std::to_string(i);
    input += "/*IFTRUE_(" + symbol + "||X)*/a/*FITRUE_( " + symbol + " || X)*/";
  }
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kLoader)), repeated("a", kMany / 5)));
}

TEST_CASE("a condition with a million parentheses", "[hostile]") {
  const std::string condition = repeated("(!", kMany) + "X" + repeated(")", kMany);
  CHECK(iftrue::Condition(condition).ok());
  CHECK(iftrue::Condition(condition).evaluate(with_x()));
  const std::string input = "/*IFTRUE_" + condition + "*/a/*FITRUE_" + condition + "*/";
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kLoader)), "a"));
}

TEST_CASE("parentheses that never balance", "[hostile]") {
  const auto part =
      GENERATE(as<std::string_view>(), "/*IFTRUE_(", "/*IFTRUE_((*/", "(",
               "/*IFTRUE_X*/ ELIFTRUE_(", "/*IFTRUE_X ELIFTRUE_(", "<!--ELIFTRUE_(( /*FITRUE_(");
  const std::string input = "/*IFTRUE_(" + repeated(part, kMany / 4);
  const iftrue::Document document(input);
  CHECK_FALSE(document.ok());
  CHECK(count_of(document, iftrue::Code::kMalformed) > 0);
}

TEST_CASE("words, openers and blanks that are no directives", "[hostile]") {
  const auto part =
      GENERATE(as<std::string_view>(), "FITRUE_X ", "IFTRUE_X*/ ", "xELSE_X*/", "ELIFTRUE_(", "E",
               "/*", "<!--", "/* ", "-", "*/", "\xE2\x80", "/*\u3000", "IFDEBUG*/", "\r", " ");
  const std::string input = repeated(part, 2 * kMany);
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK_FALSE(document.has_directives());
  CHECK(same(document.strip({}, options(iftrue::Layout::kPreserve)), input));
}

TEST_CASE("in pieces: what makes much of the text wait", "[hostile]") {
  struct Row {
    std::string_view head;
    std::string_view part;
    std::string_view tail;
  };
  const auto row = GENERATE(values<Row>({
      {"", " ", ""},
      {"/*", "  \t ", "IFTRUE_X*/a/*FITRUE_X*/"},
      {"/*IFTRUE_X", " ", "*/a/*FITRUE_X*/"},
      {"/*IFTRUE_(", "(((( ", ""},
      {"/*IFTRUE_X ", "ELIFTRUE_(( ", "FITRUE_X*/"},
      {"/*IFTRUE_X ", "FITRUE_Y ", "FITRUE_X*/"},
      {"/*IFTRUE_X*/", "/* FITRUE_X*/", "/*FITRUE_X*/"},
      {"/*IFTRUE_X*/", "ELIFTRUE_(", "/*FITRUE_X*/"},
      {"/*IFTRUE_X*/", " ", "/*FITRUE_X*/"},
      {"/*IFTRUE_X*/", "/*IFTRUE_Y*/ /*FITRUE_Y*/ ", "/*FITRUE_X*/"},
  }));
  const std::string input =
      std::string(row.head) + repeated(row.part, kMany / 10) + std::string(row.tail);
  CAPTURE(row.part);
  CHECK(broken_streaming_law(input, with_x(), [] { return std::size_t{4096}; }).value_or("") == "");
}

TEST_CASE("the same in an open group", "[hostile]") {
  const auto opener = GENERATE(as<std::string_view>(), "/*IFTRUE_X*/ ", "/*IFTRUE_X ");
  const auto part = GENERATE(as<std::string_view>(), "FITRUE_Y ", "ELSE_XX ", "xFITRUE_X ",
                             "FITRUE_(X) ", "/* ", "<!-- ", "E_", "\t", "\u2028", "\r");
  const std::string text = repeated(part, kMany);
  const std::string input =
      std::string(opener) + text + (opener.ends_with("*/ ") ? "./*FITRUE_X*/" : ".FITRUE_X*/");
  const iftrue::Document document(input);
  REQUIRE(document.ok());
  CHECK(same(document.strip(with_x(), options(iftrue::Layout::kLoader)), " " + text + "."));
}

}  // namespace
}  // namespace property
