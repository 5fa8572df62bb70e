#include "iftrue/stream_stripper.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "unit/described.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

// That the outputs are a Document's for whatever text is tested in tests/property/.

StreamStripper::Reader pieces_of(std::string_view text, std::size_t size) {
  return [text, size](std::size_t offset) { return std::optional(text.substr(offset, size)); };
}

std::optional<std::string> strip_in_pieces(std::string_view text, const Symbols& on,
                                           StripOptions options, std::size_t size) {
  std::string out;
  StreamStripper stripper({{on, options, [&](std::string_view piece) { out += piece; }}});
  const auto diagnostics = stripper.run(pieces_of(text, size));
  return diagnostics && diagnostics->empty() ? std::optional(out) : std::nullopt;
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
  const std::string blanks(100'000, ' ');
  const std::vector<std::string> texts = {
      "",
      "\xEF\xBB\xBF",
      "\xEF\xBB\xBF/*IFTRUE_X*/\n/*FITRUE_X*/a",
      "\xE4/*IFTRUE_X*//*FITRUE_X*/\xB8/*IFTRUE_Y*//*FITRUE_Y*/\xAD\r/*IFTRUE_X*//*FITRUE_X*/\n.",
      "\xEF\xBB\xBF" + lines + "/*IFTRUE_X*/" + lines + "/*ELSE_X*/ \n" + lines +
          "  /*FITRUE_X*/ \n" + lines,
      "/*IFTRUE_X*/  " + lines + "  /*FITRUE_X*/ /*IFTRUE_X*/\n " + lines + "/*FITRUE_X*/\r" +
          lines,
      // what joins tokens, in code and not, behind lines that are passed on as they are
      "`" + lines + "a/*IFTRUE_X*/b/*FITRUE_X*/c` +" + lines + "a/*IFTRUE_X*/b/*FITRUE_X*/c /*" +
          lines + "a/*IFTRUE_X*/b/*FITRUE_X*/c",
      // what is removed between two lines, and blanks that wait for what follows
      "a" + blanks + "/*IFTRUE_X*/\r\n" + lines + "/*FITRUE_X*/" + blanks + "b/*IFTRUE_X\n" +
          "/*FITRUE_X*/" + blanks,
  };
  for (const std::string& text : texts) {
    for (const Layout layout : kLayouts) {
      for (const char* const on : {"X", ""}) {
        const StripOptions options{Undefined::kOff, layout, Language::kJavaScript};
        const auto whole = Document(text).strip_mapped(symbols(on), options);
        REQUIRE(whole);
        for (const std::size_t size : {1U, 7U, 1000U, 50'000U, 1'000'000U}) {
          CAPTURE(text.substr(0, 30), layout, on, size);
          MappedText out;
          StreamStripper stripper(
              {{symbols(on), options, [&](std::string_view piece) { out.text += piece; },
                [&](std::string_view piece) { out.mappings += piece; }}});
          const auto diagnostics = stripper.run(pieces_of(text, size));
          REQUIRE(diagnostics);
          CHECK(diagnostics->empty());
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

TEST_CASE("what is wrong is told as of the whole text", "[stream_stripper]") {
  const std::string far(10'000, '.');
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"/*IFTRUE_X*//*FITRUE_X*/", ""},
      {"\n/*FITRUE_X*/" + far, "2:3 E002 FITRUE_X without its IFTRUE_X\n"},
      {"/*IFTRUE_X*/" + far + "\r\n", "1:3 E001 IFTRUE_X is never ended: no FITRUE_X follows\n"},
      {"\xEF\xBB\xBF\xC3\xA9/*IFDEBUG*/" + far + "\n /*ELSE_Y*//*FIDEBUG*/",
       "2:4 E008 ELSE_Y does not repeat the condition of its if; did you mean ELSE_DEBUG?\n"
       "  1:4 IFDEBUG opened here\n"},
      // the words are gone where they are named
      {"/*IFTRUE_A*/" + far + "\n/*IFTRUE_B*/\n" + far + "/*FITRUE_A*//*FITRUE_B*/",
       "3:10003 E003 FITRUE_A ends an outer conditional while IFTRUE_B is open\n"
       "  2:3 IFTRUE_B opened here\n  1:3 IFTRUE_A opened here\n"},
      {"/*IFTRUE_A*//*ELSE_A*/" + far + "FITRUE_A*/",
       "1:10023 E009 FITRUE_A closes a comment that it did not open; write /*FITRUE_A*/\n"
       "  1:15 ELSE_A closed its comment here\n"},
      {"/*IFTRUE_A FITRUE_(B || C)" + far + "*/" + far + "/*FITRUE_A*/",
       "1:10027 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:3 IFTRUE_A leaves its comment open here\n"
       "  1:12 this is text here; did you mean FITRUE_A?\n"},
      {"/*IFTRUE_A " + far + "/*IFTRUE_B" + far + "FITRUE_A*/",
       "1:10014 E009 IFTRUE_B opens a comment inside a dormant group, which cannot hold a nested "
       "conditional; close the comment of the outer directive with */\n"
       "  1:3 the dormant group begins here\n"},
      // what is in a group whose comment ends too soon
      {"/*IFTRUE_A\n<!--IFTRUE_B-->\n" + far + "*//*FITRUE_A*/",
       "3:10001 E006 the comment of a dormant group ends before its FITRUE_A\n"
       "  1:3 IFTRUE_A leaves its comment open here\n"
       "  2:5 a dormant group cannot hold a nested conditional\n"
       "3:10005 E003 FITRUE_A ends an outer conditional while IFTRUE_B is open\n"
       "  2:5 IFTRUE_B opened here\n  1:3 IFTRUE_A opened here\n"},
  };
  for (const Row& row : rows) {
    for (const std::size_t size : {1U, 7U, 100U, 4096U, 100'000U}) {
      CAPTURE(row.text, size);
      const auto diagnostics = StreamStripper({}).run(pieces_of(row.text, size));
      REQUIRE(diagnostics);
      CHECK(described(*diagnostics) == row.expected);
    }
  }
}

TEST_CASE("a text that cannot be read has no outcome", "[stream_stripper]") {
  for (const std::size_t readable : {0U, 1U, 30U}) {
    const std::string_view text = "/*IFTRUE_A FITRUE_B*/ /*FITRUE_A*/";
    CHECK_FALSE(StreamStripper({}).run([&](std::size_t offset) {
      return offset < readable ? std::optional(text.substr(offset, 1)) : std::nullopt;
    }));
  }
}

TEST_CASE("of several targets the first that misses a symbol is told of", "[stream_stripper]") {
  const auto ignore = [](std::string_view) {};
  const StripOptions off{Undefined::kOff, Layout::kLoader};
  const StripOptions strict{Undefined::kError, Layout::kLoader};
  StreamStripper stripper({{symbols("AB"), off, ignore},
                           {symbols("AC"), strict, ignore},
                           {symbols("AD"), strict, ignore}});
  const auto diagnostics =
      stripper.run(pieces_of("/*IFTRUE_AC*//*FITRUE_AC*//*IFTRUE_AX*//*FITRUE_AX*/", 8));
  REQUIRE(diagnostics);
  CHECK(described(*diagnostics) ==
        "1:10 E004 symbol AC is not defined; did you mean AD?\n"
        "1:36 E004 symbol AX is not defined; did you mean AC?\n");
}

TEST_CASE("a stripper that was moved from or has run has no targets", "[stream_stripper]") {
  const std::string text = "/*IFTRUE_X*/a/*FITRUE_X*/";
  std::string out;
  const auto stripper = [&] {
    return StreamStripper({{symbols("X"),
                            {Undefined::kError, Layout::kLoader},
                            [&](std::string_view piece) { out += piece; }}});
  };
  const auto runs_without_targets = [&](StreamStripper& each) {
    out.clear();
    const auto of_sound = each.run(pieces_of(text, 8));
    const auto of_broken = each.run(pieces_of("/*FITRUE_X*/", 8));
    return of_sound && of_sound->empty() && of_broken && of_broken->size() == 1 && out.empty();
  };
  StreamStripper from = stripper();
  StreamStripper to(std::move(from));
  // NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move): it may be used.
  CHECK(runs_without_targets(from));
  CHECK(to.run(pieces_of(text, 8)));
  CHECK(out == "a");
  CHECK(runs_without_targets(to));

  StreamStripper other = stripper();
  to = std::move(other);
  CHECK(runs_without_targets(other));
  CHECK(to.run(pieces_of(text, 8)));
  CHECK(out == "a");
  // NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
}

TEST_CASE("what is settled does not wait for the end", "[stream_stripper]") {
  const std::string text = "/*IFTRUE_X*/" + std::string(1'000'000, '\n') + "/*FITRUE_X*/";
  constexpr std::size_t kPiece = 100;
  for (const Layout layout : kLayouts) {
    std::size_t passed = 0;
    bool waits = false;
    StreamStripper stripper({{symbols("X"), {Undefined::kOff, layout}, [&](std::string_view each) {
                                passed += each.size();
                              }}});
    const auto diagnostics = stripper.run([&](std::size_t offset) {
      waits = waits || passed + 100'000 < offset;
      return std::optional(std::string_view(text).substr(offset, kPiece));
    });
    CAPTURE(layout);
    CHECK_FALSE(waits);
    CHECK((diagnostics && diagnostics->empty()));
  }
}

}  // namespace
}  // namespace iftrue
