#include "iftrue/stream_stripper.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "unit/symbols.h"

namespace iftrue {
namespace {

// That the outputs are a Document's for whatever text is tested in tests/property/.

std::optional<std::string> strip_in_pieces(std::string_view text, const Symbols& on,
                                           StripOptions options, std::size_t size) {
  std::string out;
  StreamStripper stripper({{on, options, [&](std::string_view piece) { out += piece; }}});
  for (std::size_t pos = 0; pos < text.size(); pos += size) stripper.feed(text.substr(pos, size));
  return stripper.finish() ? std::optional(out) : std::nullopt;
}

TEST_CASE("a text that comes in pieces is stripped as a whole", "[stream_stripper]") {
  struct Row {
    std::string text;
    std::string symbols;
    Layout layout;
    std::optional<std::string> expected;
  };
  const std::string far(100, '.');
  std::string lines = "\r\n";
  while (lines.size() < 100'000) lines += "\xE2\x80\xA8\n  a\r";
  const std::vector<Row> rows = {
      {"", "", Layout::kPreserve, ""},
      {"a", "", Layout::kPreserve, "a"},
      {"a/*IFTRUE_X*/b/*FITRUE_X*/c", "X", Layout::kLoader, "abc"},
      {"a/*IFTRUE_X*/b/*FITRUE_X*/c", "", Layout::kLoader, "ac"},
      {"a/*IFTRUE_X b ELIFTRUE_Y*/c/*ELSE_X*/d/*FITRUE_X*/e", "Y", Layout::kLoader, "ace"},
      {"a/*IFTRUE_X b ELIFTRUE_Y*/c/*ELSE_X*/d/*FITRUE_X*/e", "", Layout::kLoader, "ade"},
      {"/*IFTRUE_X*//*IFTRUE_Y*/a/*FITRUE_Y*/b/*FITRUE_X*/", "Y", Layout::kLoader, ""},
      {far + "/*IFTRUE_X*/" + far + "/*FITRUE_X*/" + far, "", Layout::kPreserve,
       far + std::string(124, ' ') + far},
      {"a\n  /*IFTRUE_X*/\n b\n/*FITRUE_X*/\nc", "X", Layout::kCompact, "a\n b\nc"},
      {"\xEF\xBB\xBF/*IFTRUE_X*//*FITRUE_X*/\na", "", Layout::kCompact,
       "\xEF\xBB\xBF"
       "a"},
      // an opener far before its word, and an ordinary comment that ends in a word
      {"/*" + far.substr(50) + "/*\n" + std::string(100, ' ') + "IFTRUE_X*/a/*FITRUE_X*/", "X",
       Layout::kLoader, "/*" + far.substr(50) + "a"},
      {"/*IFTRUE_X*/ /* " + far + " FITRUE_X*/ a /*FITRUE_X*/", "X", Layout::kLoader,
       " /* " + far + " FITRUE_X*/ a "},
      // lines that are passed on as they are, and what stands before a removal
      {lines + "/*IFTRUE_X*//*FITRUE_X*/\nb", "", Layout::kPreserve, lines + " \nb"},
      {lines + "/*IFTRUE_X*//*FITRUE_X*/\nb", "", Layout::kCompact, lines + "b"},
      {"/*IFTRUE_X*/ " + lines + " /*FITRUE_X*/\nb", "X", Layout::kCompact, lines.substr(2) + "b"},
      // what is wrong
      {"/*IFTRUE_X*/" + far, "", Layout::kLoader, {}},
      {"/*IFTRUE_X" + far, "", Layout::kLoader, {}},
      {"/*IFTRUE_X" + far + "*/" + far + "/*FITRUE_X*/", "", Layout::kLoader, {}},
      {"/*IFTRUE_X" + far + "/*IFTRUE_Y" + far + "FITRUE_X*/", "", Layout::kLoader, {}},
      {"/*IFTRUE_X*/" + far + "FITRUE_X*/", "", Layout::kLoader, {}},
      {"/*IFTRUE_X*/" + far + "/*FITRUE_X", "", Layout::kLoader, {}},
      {"/*IFTRUE_X*/" + far + "/*FITRUE_Y*/", "", Layout::kLoader, {}},
      {"/*IFTRUE_X*//*ELSE_X*//*ELIFTRUE_X*//*FITRUE_X*/", "", Layout::kLoader, {}},
      {"/*IFTRUE_(X*//*FITRUE_(X*/", "", Layout::kLoader, {}},
      {"/*ELSE_X*/", "", Layout::kLoader, {}},
  };
  for (const Row& row : rows) {
    for (const std::size_t size : {1U, 3U, 17U, 64U, 1000U, 50'000U, 1'000'000U}) {
      CAPTURE(row.text, row.symbols, size);
      CHECK(strip_in_pieces(row.text, symbols(row.symbols), {Undefined::kOff, row.layout}, size) ==
            row.expected);
    }
  }
}

TEST_CASE("a text that comes in pieces has the mappings of the whole", "[stream_stripper]") {
  // Larger than what an emitter is given at once, with lines of all kinds.
  std::string lines;
  while (lines.size() < 150'000) {
    lines += "\xE2\x80\xA8  a\r\nb \xF0\x9F\x98\x80\rc\xFF\n\n" + std::string(40, '.') + "\n";
  }
  const std::vector<std::string> texts = {
      "",
      "\xEF\xBB\xBF",
      "\xEF\xBB\xBF/*IFTRUE_X*/\n/*FITRUE_X*/a",
      "\xE4/*IFTRUE_X*//*FITRUE_X*/\xB8/*IFTRUE_Y*//*FITRUE_Y*/\xAD\r/*IFTRUE_X*//*FITRUE_X*/\n.",
      "\xEF\xBB\xBF" + lines + "/*IFTRUE_X*/" + lines + "/*ELSE_X*/ \n" + lines +
          "  /*FITRUE_X*/ \n" + lines,
      "/*IFTRUE_X*/  " + lines + "  /*FITRUE_X*/ /*IFTRUE_X*/\n " + lines + "/*FITRUE_X*/\r" +
          lines,
  };
  for (const std::string& text : texts) {
    for (const Layout layout : {Layout::kPreserve, Layout::kCompact, Layout::kLoader}) {
      for (const char* const on : {"X", ""}) {
        const StripOptions options{Undefined::kOff, layout};
        const auto whole = Document(text).strip_mapped(symbols(on), options);
        REQUIRE(whole);
        for (const std::size_t size : {1U, 7U, 1000U, 50'000U, 1'000'000U}) {
          CAPTURE(text.substr(0, 30), layout, on, size);
          MappedText out;
          StreamStripper stripper(
              {{symbols(on), options, [&](std::string_view piece) { out.text += piece; },
                [&](std::string_view piece) { out.mappings += piece; }}});
          for (std::size_t pos = 0; pos < text.size(); pos += size) {
            stripper.feed(std::string_view(text).substr(pos, size));
          }
          CHECK(stripper.finish());
          const bool same = out.text == whole->text && out.mappings == whole->mappings;
          CHECK(same);
        }
      }
    }
  }
}

TEST_CASE("an undefined symbol is an error where it is to be one", "[stream_stripper]") {
  const std::string text = "/*IFTRUE_X*/a/*ELIFTRUE_(Y||Z)*//*FITRUE_X*/";
  CHECK(strip_in_pieces(text, symbols("X Y !Z"), {Undefined::kError, Layout::kLoader}, 5) == "a");
  CHECK_FALSE(strip_in_pieces(text, symbols("X Y"), {Undefined::kError, Layout::kLoader}, 5));
  CHECK_FALSE(strip_in_pieces(text, symbols("X Y !Z"), {Undefined::kKeep, Layout::kLoader}, 5));
}

TEST_CASE("without targets a stripper tells whether a text is sound", "[stream_stripper]") {
  StreamStripper sound({});
  CHECK(sound.feed("/*IFTRUE_X*//*FITRUE_X*/"));
  CHECK(sound.finish());
  StreamStripper unsound({});
  CHECK_FALSE(unsound.feed("/*FITRUE_X*/ and what follows it so that it is decided"));
  CHECK_FALSE(unsound.finish());
}

TEST_CASE("what is settled does not wait for the end", "[stream_stripper]") {
  const std::string piece = std::string(100, '.') + "\n";
  std::size_t fed = 0;
  for (const Layout layout : {Layout::kPreserve, Layout::kCompact, Layout::kLoader}) {
    std::size_t passed = 0;
    StreamStripper stripper({{symbols("X"), {Undefined::kOff, layout}, [&](std::string_view each) {
                                passed += each.size();
                              }}});
    stripper.feed("/*IFTRUE_X*/");
    for (fed = 0; fed < 1'000'000; fed += piece.size()) stripper.feed(piece);
    CAPTURE(layout);
    CHECK(passed + 100'000 > fed);
    stripper.feed("/*FITRUE_X*/");
    CHECK(stripper.finish());
  }
}

}  // namespace
}  // namespace iftrue
