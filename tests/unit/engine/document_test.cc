#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "iftrue/iftrue.h"
#include "unit/described.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

TEST_CASE("a document gives the text of each target from one scan", "[document]") {
  const std::string text =
      "a\n"
      "/*IFTRUE_WEB w ELIFTRUE_(WX || RN)*/ m /*ELSE_WEB*/ n /*FITRUE_WEB*/\n"
      "z\n";
  struct Row {
    std::string on;
    Layout layout;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"WEB !WX !RN", Layout::kPreserve, "a\n" + std::string(13, ' ') + "w \nz\n"},
      {"!WEB WX !RN", Layout::kPreserve, "a\n" + std::string(37, ' ') + "m \nz\n"},
      {"!WEB !WX !RN", Layout::kPreserve, "a\n" + std::string(52, ' ') + "n \nz\n"},
      {"WEB !WX !RN", Layout::kCompact, "a\n w \nz\n"},
      {"!WEB !WX RN", Layout::kLoader, "a\n m \nz\n"},
  };
  const Document document(text);
  REQUIRE(document.ok());
  CHECK(document.has_directives());
  for (const Row& row : rows) {
    CAPTURE(row.on);
    CHECK(document.strip(symbols(row.on), {Undefined::kError, row.layout}) == row.expected);
  }
}

TEST_CASE("the forms of the manual's table", "[document]") {
  struct Row {
    std::string text;
    std::string on;
    std::string off;
  };
  const std::vector<Row> rows = {
      {"/*IFTRUE_X*/ a /*FITRUE_X*/", " a ", ""},
      {"/*IFTRUE_X a FITRUE_X*/", " a ", ""},
      {"/*IFTRUE_X a ELSE_X*/ b /*FITRUE_X*/", " a ", " b "},
      {"<!--IFTRUE_X--> a <!--FITRUE_X-->", " a ", ""},
      {"<!--IFTRUE_X a ELSE_X--> b <!--FITRUE_X-->", " a ", " b "},
      {"\"This is app /* IFTRUE_X of debug FITRUE_X */ here\"", "\"This is app  of debug  here\"",
       "\"This is app  here\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Document document(row.text);
    const StripOptions loader{Undefined::kError, Layout::kLoader};
    CHECK(document.strip(symbols("X"), loader) == row.on);
    CHECK(document.strip(symbols("!X"), loader) == row.off);
  }
}

TEST_CASE("a symbol that is not set is off, or an error at each place", "[document]") {
  const std::string text =
      "/*IFTRUE_(WXAPP && WXAP)*/\n"
      "/*IFTRUE_FAR*/ /*ELSE_FAR*/ /*FITRUE_FAR*/\n"
      "/*ELIFTRUE_(\n WXAP)*/\n"
      "/*FITRUE_(WXAPP&&WXAP)*/\n"
      "/*IFTRUE_FAR*/ /*FITRUE_FAR*/";
  const Document document(text);
  CHECK(described(document.check_symbols(symbols("WXAPP"))) ==
        "1:20 E004 symbol WXAP is not defined; did you mean WXAPP?\n"
        "2:10 E004 symbol FAR is not defined\n"
        "4:2 E004 symbol WXAP is not defined; did you mean WXAPP?\n"
        "6:10 E004 symbol FAR is not defined\n");
  const auto refused = document.strip(symbols("WXAPP !WXAP"));
  CHECK_FALSE(refused.ok());
  CHECK(described(refused.diagnostics()) ==
        "2:10 E004 symbol FAR is not defined\n"
        "6:10 E004 symbol FAR is not defined\n");
  CHECK_FALSE(document.strip_mapped(symbols("WXAPP"), {}).diagnostics().empty());
  CHECK(document.strip(symbols("WXAPP"), {Undefined::kOff, Layout::kCompact}) == "");
  CHECK(document.check_symbols(symbols("WXAPP !WXAP !FAR")).empty());
  const auto stripped = document.strip(symbols("WXAPP !WXAP !FAR"));
  CHECK(stripped.ok());
  CHECK(stripped.diagnostics().empty());
}

TEST_CASE("what hangs on a symbol that is not set may stay", "[document]") {
  const std::string text = "/*IFTRUE_(A || B)*/ a /*ELSE_(A||B)*/ b /*FITRUE_(A || B)*/";
  struct Row {
    std::string on;
    Layout layout;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"", Layout::kPreserve, text},
      {"!A", Layout::kPreserve, "/*IFTRUE_B       */ a /*ELSE_B     */ b /*FITRUE_B       */"},
      {"!A", Layout::kCompact, "/*IFTRUE_B*/ a /*ELSE_B*/ b /*FITRUE_B*/"},
      {"!A", Layout::kLoader, "/*IFTRUE_B*/ a /*ELSE_B*/ b /*FITRUE_B*/"},
      {"B", Layout::kLoader, " a "},
      {"!A !B", Layout::kLoader, " b "},
  };
  const Document document(text);
  for (const Row& row : rows) {
    CAPTURE(row.on);
    CHECK(document.strip(symbols(row.on), {Undefined::kKeep, row.layout}) == row.expected);
  }
}

TEST_CASE("a document in error has no text", "[document]") {
  const std::string text = "a\n /*IFTRUE_X*/";
  const Document document(text);
  CHECK_FALSE(document.ok());
  CHECK(described(document.diagnostics()) ==
        "2:4 E001 IFTRUE_X is never ended: no FITRUE_X follows\n");
  for (const Undefined undefined : {Undefined::kError, Undefined::kOff, Undefined::kKeep}) {
    // The symbol is not looked at: the error of the document says why.
    const auto result = document.strip(symbols(""), {undefined, Layout::kLoader});
    CHECK_FALSE(result);
    CHECK(described(result.diagnostics()) == described(document.diagnostics()));
    const auto mapped = document.strip_mapped(symbols(""), {undefined, Layout::kLoader});
    CHECK_FALSE(mapped);
    CHECK(described(mapped.diagnostics()) == described(document.diagnostics()));
    CHECK_THROWS_AS(result.value(), std::bad_optional_access);
  }
}

TEST_CASE("a text without directives comes out as it is", "[document]") {
  const std::string text("\xEF\xBB\xBF a \t\r\n\xFF\r \n IFTRUE_X \0 x", 24);
  const Document document(text);
  CHECK(document.ok());
  CHECK_FALSE(document.has_directives());
  for (const Layout layout : kLayouts) {
    CHECK(document.strip(symbols(""), {Undefined::kError, layout}) == text);
  }
}

TEST_CASE("a document can be moved", "[document]") {
  const std::string text = "/*IFTRUE_X*/a/*FITRUE_X*/";
  Document first(text);
  Document second(std::move(first));
  Document third("other");
  third = std::move(second);
  CHECK(third.strip(symbols("X"), {Undefined::kOff, Layout::kLoader}) == "a");
}

TEST_CASE("a document that was moved from is one of the empty text", "[document]") {
  const std::string broken = "/*IFTRUE_X*/";
  for (const std::string& text : {broken + "a/*FITRUE_X*/", broken}) {
    CAPTURE(text);
    Document from(text);
    const Document to(std::move(from));
    CHECK(to.has_directives());
    // NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move): it may be used.
    CHECK(from.ok());
    CHECK(from.diagnostics().empty());
    CHECK_FALSE(from.has_directives());
    CHECK(from.check_symbols({}).empty());
    CHECK(from.warnings({Language::kJavaScript, {symbols("X")}, {}}).empty());
    for (const Undefined undefined : {Undefined::kError, Undefined::kOff, Undefined::kKeep}) {
      for (const Layout layout : kLayouts) {
        CHECK(from.strip({}, {undefined, layout}) == "");
        CHECK(from.strip_mapped({}, {undefined, layout})->text.empty());
        CHECK(from.strip_mapped({}, {undefined, layout})->mappings ==
              Document("").strip_mapped({}, {undefined, layout})->mappings);
      }
    }
    CHECK(from.conditionals().empty());
    CHECK(from.kept_groups({}).empty());
    Document again(std::move(from));
    CHECK(again.ok());
    from = Document(text);
    CHECK(from.has_directives());
    // NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
  }
}

// A document refers to its text.
static_assert(!std::is_constructible_v<Document, std::string>);
static_assert(std::is_constructible_v<Document, std::string&>);
static_assert(std::is_constructible_v<Document, const std::string&>);
static_assert(std::is_constructible_v<Document, std::string_view>);
static_assert(std::is_constructible_v<Document, const char*>);
static_assert(std::is_constructible_v<Document, const char (&)[2]>);
static_assert(!std::is_convertible_v<std::string_view, Document>);
static_assert(std::is_nothrow_move_constructible_v<Document>);

TEST_CASE("the conditionals of a document may outlive it", "[document]") {
  std::vector<Conditional> conditionals;
  {
    std::string text =
        "/*IFTRUE_A_SYMBOL_OF_MORE_THAN_A_FEW_CHARACTERS*/"
        "/*FITRUE_A_SYMBOL_OF_MORE_THAN_A_FEW_CHARACTERS*/";
    conditionals = Document(text).conditionals();
    text.assign(text.size(), '-');
  }
  REQUIRE(conditionals.size() == 1);
  CHECK(conditionals.front().groups.front().condition == "A_SYMBOL_OF_MORE_THAN_A_FEW_CHARACTERS");
}

TEST_CASE("many threads may strip one document", "[document]") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "/*IFTRUE_X*/a/*ELSE_X*/b/*FITRUE_X*/";
  const Document document(text);
  std::vector<std::string> results(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
      threads.emplace_back([&, i] {
        results[i] =
            document.strip(symbols(i % 2 == 0 ? "X" : "!X"), {Undefined::kError, Layout::kLoader})
                .value();
      });
    }
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    CHECK(results[i] == std::string(200, i % 2 == 0 ? 'a' : 'b'));
  }
}

}  // namespace
}  // namespace iftrue
