#include "command/source/source_text.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/report/diagnostic_text.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

using namespace std::string_literals;

Configuration with(const std::string& on, Undefined undefined) {
  Configuration configuration;
  configuration.targets.push_back({"", symbols(on)});
  configuration.undefined = undefined;
  return configuration;
}

std::string rendered(const SourceText& text) {
  const Findings findings = text.findings("a.ts");
  return render(findings.diagnostics, findings.name, findings.text, Color::kNever);
}

TEST_CASE("a text is stripped when nothing is wrong with it", "[source_text]") {
  const SourceText text("/*IFTRUE_X*/a/*ELSE_X*/b/*FITRUE_X*/\n", Named::kDirectly,
                        with("X", Undefined::kError), Language::kOther);
  REQUIRE(text.ok());
  CHECK(rendered(text).empty());
  CHECK(text.strip(symbols("X"), Layout::kLoader) == "a\n");
  CHECK(text.strip(symbols("!X"), Layout::kLoader) == "b\n");
}

TEST_CASE("what is wrong is told in the order of its places", "[source_text]") {
  const std::string bytes = "/*IFTRUE_Y*/ /*FITRUE_Y*/\n/*FITRUE_X*/\n/*IFTRUE_Z*/";
  const SourceText strict(bytes, Named::kDirectly, with("X", Undefined::kError), Language::kOther);
  CHECK_FALSE(strict.ok());
  CHECK(rendered(strict) ==
        "a.ts:1:10: error: symbol Y is not defined [E004]\n"
        "/*IFTRUE_Y*/ /*FITRUE_Y*/\n"
        "         ^\n"
        "a.ts:2:3: error: FITRUE_X without its IFTRUE_X [E002]\n"
        "/*FITRUE_X*/\n"
        "  ^~~~~~~~\n"
        "a.ts:3:3: error: IFTRUE_Z is never ended: no FITRUE_Z follows [E001]\n"
        "/*IFTRUE_Z*/\n"
        "  ^~~~~~~~\n"
        "a.ts:3:10: error: symbol Z is not defined [E004]\n"
        "/*IFTRUE_Z*/\n"
        "         ^\n");
  const SourceText lenient("/*IFTRUE_Y*/a/*FITRUE_Y*/", Named::kDirectly,
                           with("X", Undefined::kOff), Language::kOther);
  CHECK(lenient.ok());
  CHECK(lenient.strip(symbols("X"), Layout::kLoader).empty());
}

TEST_CASE("what is undecided may stay", "[source_text]") {
  const SourceText text("/*IFTRUE_(X || Y)*/a/*FITRUE_(X || Y)*/", Named::kDirectly,
                        with("!X", Undefined::kKeep), Language::kOther);
  REQUIRE(text.ok());
  CHECK(text.strip(symbols("!X"), Layout::kLoader) == "/*IFTRUE_Y*/a/*FITRUE_Y*/");
  CHECK(text.strip_mapped(symbols("!X"), Layout::kLoader).text == "/*IFTRUE_Y*/a/*FITRUE_Y*/");
  CHECK(text.strip(symbols("X"), Layout::kLoader) == "a");
}

TEST_CASE("binary bytes are passed on, but not when they are named", "[source_text]") {
  const std::string wide = "\xFF\xFE/\0*\0I\0F\0D\0E\0B\0U\0G\0*\0/\0"s;
  const std::string plain = "\0/*IFTRUE\xFF"s;
  struct Row {
    std::string bytes;
    Named named;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {wide, Named::kByTree, ""},
      {wide, Named::kDirectly,
       "a.ts:1:3: error: IFDEBUG stands in UTF-16LE, which is not read; convert the file to UTF-8 "
       "[E010]\n"},
      {plain, Named::kByTree, ""},
      {plain, Named::kDirectly, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    const SourceText text(row.bytes, row.named, with("", Undefined::kError), Language::kOther);
    CHECK(rendered(text) == row.expected);
    CHECK(text.ok() == row.expected.empty());
    if (text.ok()) CHECK((text.strip(symbols(""), Layout::kPreserve) == row.bytes));
  }
}

TEST_CASE("in what is copied nothing is found", "[source_text]") {
  for (const std::string& bytes : {"/*IFTRUE_X*/ /*IFTURE_X*/"s, "\xFF\xFE/*IFTRUE_X*/"s, "\0"s}) {
    const Configuration configuration = with("X", Undefined::kError);
    auto text = SourceText::copied(bytes, configuration);
    text.warn({}, [](Code) { return true; });
    CHECK(text.ok());
    CHECK(rendered(text).empty());
    CHECK(text.is_plain());
    CHECK(text.strip(symbols("X"), Layout::kCompact) == bytes);
  }
}

}  // namespace
}  // namespace iftrue
