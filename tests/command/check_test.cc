#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

TEST_CASE("check prints all that is wrong and writes nothing", "[check]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", "/*FITRUE_X*/");
  folder.write("src/b.ts", "/*IFTRUE_X*/x/*FITRUE_X*/");
  folder.write("src/d/c.ts", "\n /*ELSE_X*/");
  folder.write("src/d/not-scanned.sh", "/*FITRUE_X*/");
  const std::string a =
      "src/a.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n";
  const std::string c =
      "src/d/c.ts:2:4: error: ELSE_X without its IFTRUE_X [E002]\n /*ELSE_X*/\n   ^~~~~~\n";
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"check", "src"}, {1, "", a + c}},
      {{"check", "src", "-j1"}, {1, "", a + c}},
      {{"check", "src/d", "src/a.ts", "-v"}, {1, "", c + a + "iftrue: checked 2 files\n"}},
      {{"check", "src/b.ts"}, {0, "", ""}},
      {{"check", "src/b.ts", "-v"}, {0, "", "iftrue: checked 1 files\n"}},
      {{"check", "src/d/not-scanned.sh"},
       {1, "",
        "src/d/not-scanned.sh:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n"
        "  ^~~~~~~~\n"}},
      {{"check", "none.ts", "src/a.ts"},
       {2, "", "iftrue: error: cannot read 'none.ts': No such file or directory\n" + a}},
      {{"check", "src/b.ts", "--undefined=error"},
       {1, "",
        "src/b.ts:1:10: error: symbol X is not defined [E004]\n/*IFTRUE_X*/x/*FITRUE_X*/\n"
        "         ^\n"}},
      {{"check", "src/b.ts", "--undefined=error", "-DX"}, {0, "", ""}},
  };
  const auto before = folder.list();
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
  CHECK(folder.list() == before);
}

TEST_CASE("check takes the project's source and symbols", "[check]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml",
               "source = 'src'\n[symbols]\nWXAPP = ''\n[targets.a]\n[targets.b]\n"
               "symbols = ['WXAPP']\n");
  folder.write("src/a.ts", "/*IFTRUE_WXAP*//*FITRUE_WXAP*/");
  const std::string expected =
      "src/a.ts:1:10: error: symbol WXAP is not defined; did you mean WXAPP? [E004]\n"
      "/*IFTRUE_WXAP*//*FITRUE_WXAP*/\n         ^~~~\n";
  CHECK(run({{"check", "--project", "iftrue.toml"}, folder.path()}) == Outcome{1, "", expected});
  CHECK(run({{"check", "src"}, folder.path()}) == Outcome{1, "", expected});
  CHECK(run({{"check", "src", "--undefined=off"}, folder.path()}) == Outcome{0, "", ""});
}

}  // namespace
}  // namespace iftrue
