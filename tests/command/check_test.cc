#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
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
  folder.write("halves/a.ts", "/*IFTRUE_X*/");
  folder.write("halves/b.ts", "/*FITRUE_X*/");
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
      // a conditional does not span files
      {{"check", "halves", "-j1"},
       {1, "",
        "halves/a.ts:1:3: error: IFTRUE_X is never ended: no FITRUE_X follows [E001]\n"
        "/*IFTRUE_X*/\n  ^~~~~~~~\n"
        "halves/b.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n"
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
               project_file({{"WXAPP"}, {{"a"}, {"b", {"WXAPP"}}}, "source = 'src'\n"}));
  folder.write("src/a.ts", "/*IFTRUE_WXAP*/a/*FITRUE_WXAP*/");
  const std::string expected =
      "src/a.ts:1:10: error: symbol WXAP is not defined; did you mean WXAPP? [E004]\n"
      "/*IFTRUE_WXAP*/a/*FITRUE_WXAP*/\n         ^~~~\n";
  CHECK(run({{"check", "--project", "iftrue.toml"}, folder.path()}) == Outcome{1, "", expected});
  CHECK(run({{"check", "src"}, folder.path()}) == Outcome{1, "", expected});
  CHECK(run({{"check", "src", "--undefined=off"}, folder.path()}) == Outcome{0, "", ""});
}

TEST_CASE("check warns, and warnings alone are no failure", "[check]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "'/*IFTRUE_X*/x/*FITRUE_X*/'");
  folder.write("a.yml", "'/*IFTRUE_X*/x/*FITRUE_X*/'");
  folder.write("b.ts", "//IFTRUE_X\n/*FITRUE_X*/");
  const std::string a =
      "a.ts:1:4: warning: IFTRUE_X stands inside a string literal, where the layout preserve "
      "leaves blanks; write a whole literal in each group [W106]\n'/*IFTRUE_X*/x/*FITRUE_X*/'\n"
      "   ^~~~~~~~\n";
  const std::string b_warning =
      "b.ts:1:3: warning: IFTRUE_X in a line comment is no directive; write /*IFTRUE_X*/ [W101]\n"
      "//IFTRUE_X\n  ^~~~~~~~\n";
  const std::string b_error =
      "b.ts:2:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n";
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"check", "a.ts"}, {0, "", a}},
      {{"check", "a.ts", "-q"}, {0, "", ""}},
      {{"check", "a.yml"}, {0, "", ""}},
      {{"check", "a.ts", "b.ts"}, {1, "", a + b_warning + b_error}},
      {{"check", "a.ts", "b.ts", "-q"}, {1, "", b_error}},
      {{"strip", "a.ts", "-DX"}, {0, "'            x            '", ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
}

TEST_CASE("check judges what a removal means, by target and layout", "[check]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml",
               "source = \"src\"\noutput = \"out/{target}\"\n[symbols]\nX = \"\"\nY = \"\"\n"
               "[targets.a]\nsymbols = [\"X\"]\n[targets.b]\nsymbols = [\"Y\"]\n"
               "[[files]]\nglob = \"*.wxss\"\nlayout = \"compact\"\n"
               "[[files]]\nglob = \"y.json\"\nwhen = \"Y\"\n"
               "[warnings]\nallow = [\"W105\"]\n");
  const std::string style = ".a/*IFTRUE_X*/.b/*FITRUE_X*/ {}\n";
  const std::string json = "[1,/*IFTRUE_X*/2/*FITRUE_X*/]\n";
  folder.write("src/a.css", style);
  folder.write("src/a.json", json);
  folder.write("src/a.wxss", style);
  folder.write("src/y.json", "/*IFTRUE_Y*/[]/*FITRUE_Y*/\n");
  const auto warned = [](const std::string& severity) { return ": " + severity + ": for target "; };
  const auto css = [&](const std::string& severity) {
    return "src/a.css:1:5" + warned(severity) +
           "a: IFTRUE_X leaves white space inside a selector or a value; give the file the layout "
           "compact [W107]\n" +
           style + "    ^~~~~~~~\n";
  };
  const auto comma = [&](const std::string& severity) {
    return "src/a.json:1:3" + warned(severity) + "b: a comma before ], which is not JSON [W107]\n" +
           json + "  ^\n";
  };
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"check"}, {0, "", css("warning") + comma("warning")}},
      {{"check", "--layout=compact"}, {0, "", comma("warning")}},
      {{"check", "--deny=W107"}, {1, "", css("error") + comma("error")}},
      {{"check", "-UX", "-DY", "src/a.css"}, {0, "", ""}},
      {{"strip", "-t", "b", "src/a.json"}, {0, "[1,                         ]\n", ""}},
      {{"strip", "-t", "b", "src/a.json", "--deny=W107"}, {1, "", comma("error")}},
      {{"strip", "-UX", "--undefined=keep", "src/a.json", "--deny=W107"},
       {0, "[1,                         ]\n", ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
  const std::string alone =
      "a.json:1:3: warning: a comma before ], which is not JSON [W107]\n" + json + "  ^\n";
  const TemporaryFolder bare;  // no project
  bare.write("a.json", json);
  CHECK(run({{"check", "a.json"}, bare.path()}) == Outcome{0, "", alone});
  CHECK(run({{"check", "-DX", "a.json"}, bare.path()}) == Outcome{0, "", ""});
}

TEST_CASE("a warning is denied or allowed in every command", "[check]") {
  const TemporaryFolder folder;
  const std::string project =
      "source = \"src\"\noutput = \"out/{target}\"\n[symbols]\nX = \"\"\nY = \"\"\n"
      "[targets.a]\nsymbols = [\"X\"]\n[targets.b]\nsymbols = [\"Y\"]\n";
  folder.write("iftrue.toml", project);
  folder.write("denied.toml", project + "[warnings]\ndeny = [\"W101\"]\n");
  folder.write("allowed.toml", project + "[warnings]\nallow = [\"W101\"]\n");
  folder.write("wrong.toml",
               project + "[warnings]\ndeny = [\"W101\", \"E001\"]\nallow = [\"W101\"]\n");
  folder.write("src/a.ts", "// IFTRUE_X\nx();\n// FITRUE_X\n");
  const auto told = [](const std::string& severity) {
    const std::string middle = ": IFTRUE_X in a line comment is no directive; write /*IFTRUE_X*/ ";
    std::string end = middle;
    end.replace(end.find("IFTRUE_X"), 8, "FITRUE_X");
    end.replace(end.rfind("IFTRUE_X"), 8, "FITRUE_X");
    return "src/a.ts:1:4: " + severity + middle + "[W101]\n// IFTRUE_X\n   ^~~~~~~~\n" +
           "src/a.ts:3:4: " + severity + end + "[W101]\n// FITRUE_X\n   ^~~~~~~~\n";
  };
  const std::string text = "// IFTRUE_X\nx();\n// FITRUE_X\n";
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"strip", "-t", "b", "src/a.ts"}, {0, text, told("warning")}},
      {{"strip", "-t", "b", "-q", "src/a.ts"}, {0, text, ""}},
      {{"strip", "-t", "b", "--deny", "W101", "src/a.ts"}, {1, "", told("error")}},
      {{"strip", "-t", "b", "--deny=all", "-q", "src/a.ts"}, {1, "", told("error")}},
      {{"strip", "--project=denied.toml", "-t", "b"}, {1, "", told("error")}},
      {{"strip", "--project=allowed.toml", "-t", "b", "src/a.ts"}, {0, text, ""}},
      {{"check"}, {0, "", told("warning")}},
      {{"check", "--deny=W102"}, {0, "", told("warning")}},
      {{"check", "--deny=W101"}, {1, "", told("error")}},
      {{"check", "--project=denied.toml", "-q"}, {1, "", told("error")}},
      {{"check", "--project=allowed.toml"}, {0, "", ""}},
      {{"check", "--project=allowed.toml", "--deny=all"}, {0, "", ""}},
      {{"check", "--project=allowed.toml", "--deny=W101"}, {1, "", told("error")}},
      {{"explain", "src/a.ts:1", "--deny=W101"}, {1, "", told("error")}},
      {{"diff", "a", "b", "--deny=W101"}, {1, "", told("error")}},
      {{"check", "--deny=W1O1"},
       {2, "", "iftrue: error: --deny: there is no warning 'W1O1'; did you mean W101?\n"}},
      {{"check", "--project=wrong.toml"},
       {2, "",
        "iftrue: error: wrong.toml:11:17: E001 is an error, not a warning\n"
        "wrong.toml:12:10: 'W101' is both denied and allowed\n"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
  const auto listed = folder.list();
  CHECK(std::ranges::none_of(
      listed, [](const auto& each) { return each.find("out/b/a.ts") != std::string::npos; }));
}

TEST_CASE("check compares the targets that have a file", "[check]") {
  const TemporaryFolder folder;
  const std::string symbols = "source = 'src'\n[symbols]\nWX = ''\nWEB = ''\nDEBUG = ''\n";
  const std::string wx = "[targets.wx]\nsymbols = ['WX']\n";
  const std::string web = "[targets.web]\nsymbols = ['WEB']\n";
  folder.write("two.toml", symbols + wx + web + "[[files]]\nglob = 'wx/**'\nwhen = 'WX'\n" +
                               "[[files]]\nglob = 'none/**'\nwhen = 'WX && WEB'\n");
  folder.write("one.toml", symbols + wx);
  folder.write("src/a.ts", "/*IFTRUE_WX*/a/*FITRUE_WX*//*IFDEBUG*/a/*FIDEBUG*/");
  folder.write("src/none/a.ts", "/*IFTRUE_WX*/a/*FITRUE_WX*/");
  folder.write("src/wx/a.ts", "/*IFTRUE_WX*/a/*FITRUE_WX*/\n/*IFTRUE_WEB*/a/*FITRUE_WEB*/");
  const std::string expected =
      "src/wx/a.ts:1:3: warning: every target keeps the group of IFTRUE_WX: this conditional "
      "decides nothing [W105]\n/*IFTRUE_WX*/a/*FITRUE_WX*/\n  ^~~~~~~~~\n"
      "src/wx/a.ts:2:3: warning: no target keeps the group of IFTRUE_WEB [W104]\n"
      "/*IFTRUE_WEB*/a/*FITRUE_WEB*/\n  ^~~~~~~~~~\n";
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"check", "--project", "two.toml"}, {0, "", expected}},
      {{"check", "--project", "one.toml"}, {0, "", ""}},
      // named, it is for all targets, as strip has it
      {{"check", "--project", "two.toml", "src/wx/a.ts"}, {0, "", ""}},
      // a symbol of the command line may be on or off
      {{"check", "--project", "two.toml", "-D", "WX", "-U", "WEB"}, {0, "", ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
