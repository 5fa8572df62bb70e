#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
#include "command/two_targets.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

TEST_CASE("explain tells what encloses a place and who keeps it", "[explain]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", kTwoTargets);
  folder.write("src/a.ts",
               "top\n"
               "  /*IFTRUE_WEB*/\n"
               "  web /*IFTRUE_(WEB && WX)*/ both /*FITRUE_(WEB && WX)*/\n"
               "  /*ELSE_WEB*/\n"
               "  other\n"
               "  /*FITRUE_WEB*/\n");
  folder.write("src/wx/b.ts", "b\n");
  struct Row {
    std::string place;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"src/a.ts:1", "src/a.ts:1: top\nin no conditional\n\nweb  kept\nwx   kept\n"},
      {"src/a.ts:5",
       "src/a.ts:5: other\nin the group of\n"
       "  src/a.ts:2:5: /*IFTRUE_WEB*/\n  src/a.ts:4:5: /*ELSE_WEB*/\n\n"
       "web  removed  IFTRUE_WEB at 2:5 is true already (WEB is on)\n"
       "wx   kept     ELSE_WEB at 4:5: IFTRUE_WEB at 2:5 is false (WEB is off)\n"},
      {"src/a.ts:3:30",
       "src/a.ts:3:30: web /*IFTRUE_(WEB && WX)*/ both /*FITRUE_(WEB && WX)*/\n"
       "in the group of\n"
       "  src/a.ts:2:5: /*IFTRUE_WEB*/\n"
       "  src/a.ts:3:9: web /*IFTRUE_(WEB && WX)*/ both /*FITRUE_(WEB && WX)*/\n\n"
       "web  removed  IFTRUE_(WEB && WX) at 3:9 is false (WEB is on, WX is off)\n"
       "wx   removed  IFTRUE_WEB at 2:5 is false (WEB is off)\n"},
      {"src/a.ts:3",
       "src/a.ts:3: web /*IFTRUE_(WEB && WX)*/ both /*FITRUE_(WEB && WX)*/\n"
       "in the group of\n  src/a.ts:2:5: /*IFTRUE_WEB*/\n"
       "also on this line: the group of IFTRUE_(WEB && WX) at 3:29\n\n"
       "web  kept     IFTRUE_WEB at 2:5 is true (WEB is on)\n"
       "wx   removed  IFTRUE_WEB at 2:5 is false (WEB is off)\n"},
      {"src/a.ts:2",
       "src/a.ts:2: /*IFTRUE_WEB*/\na directive, in the conditional of\n"
       "  src/a.ts:2:5: /*IFTRUE_WEB*/\n\n"
       "web  removed  directives go; a group of this one is kept:\n"
       "              IFTRUE_WEB at 2:5 is true (WEB is on)\n"
       "wx   removed  directives go; a group of this one is kept:\n"
       "              ELSE_WEB at 4:5: IFTRUE_WEB at 2:5 is false (WEB is off)\n"},
      {"src/wx/b.ts:1",
       "src/wx/b.ts:1: b\nin no conditional\n\n"
       "web  removed  the whole file: a [[files]] rule has it only when WX (WX is off)\n"
       "wx   kept\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.place);
    CHECK(run({{"explain", row.place}, folder.path()}) == Outcome{0, row.expected, ""});
  }
}

TEST_CASE("explain needs 80 columns, but for long names", "[explain]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", project_file({{"BROWSER", "MINI_PROGRAM", "REACT_NATIVE"},
                                            {{"react-native", {"REACT_NATIVE"}}}}));
  const std::string condition = "(BROWSER || MINI_PROGRAM || REACT_NATIVE)";
  const std::string text = "const a = 'some text that goes on and on', b = 'and some more of it'";
  folder.write("some/folder/file.ts", "/*IFTRUE_" + condition + "*/\n" + text + ";\n/*FITRUE_" +
                                          condition + "*/ // to here\n");
  CHECK(
      run({{"explain", "some/folder/file.ts:2"}, folder.path()}) ==
      Outcome{0,
              "some/folder/file.ts:2: const a = 'some text that goes on and on', b = 'and some…\n"
              "in the group of\n"
              "  some/folder/file.ts:1:3: /*IFTRUE_(BROWSER || MINI_PROGRAM || REACT_NATIVE)*/\n"
              "\n"
              "react-native  kept     IFTRUE_(BROWSER || MINI_PROGRAM || REAC… at 1:3 is true\n"
              "                       (BROWSER is off, MINI_PROGRAM is off, REACT_NATIVE is on)\n",
              ""});
}

TEST_CASE("explain tells of files that are not scanned, and of those left out", "[explain]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", "exclude = ['old', '**/*.gen.ts']\n" + std::string(kTwoTargets));
  for (const std::string name :
       {"src/a.sh", "src/old/d/a.ts", "src/a.gen.ts", "src/wx/a.sh", "a.sh"}) {
    folder.write(name, "/*IFTRUE_WEB*/\nweb\n/*FITRUE_WEB*/\n");
  }
  const std::string copied = "kept     the whole file, as it is: include does not match it\n";
  const std::string excluded = "removed  the whole file: exclude matches it\n";
  struct Row {
    std::string file;
    std::string web;
    std::string wx;
  };
  const std::vector<Row> rows = {
      {"src/a.sh", copied, copied},
      {"src/old/d/a.ts", excluded, excluded},
      {"src/a.gen.ts", excluded, excluded},
      {"src/wx/a.sh", "removed  the whole file: a [[files]] rule has it only when WX (WX is off)\n",
       copied},
      // not in the source: nothing but its own directives counts
      {"a.sh", "kept     IFTRUE_WEB at 1:3 is true (WEB is on)\n",
       "removed  IFTRUE_WEB at 1:3 is false (WEB is off)\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const Outcome outcome = run({{"explain", row.file + ":2"}, folder.path()});
    CHECK(outcome == Outcome{0,
                             row.file + ":2: web\nin the group of\n  " + row.file +
                                 ":1:3: /*IFTRUE_WEB*/\n\nweb  " + row.web + "wx   " + row.wx,
                             ""});
  }
}

TEST_CASE("explain says what is wrong with a place", "[explain]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "ab\n");
  folder.write("bad.ts", "/*FITRUE_X*/");
  struct Row {
    std::vector<std::string> arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"explain"},
       {2, "",
        "iftrue: error: explain takes one place, FILE:LINE or "
        "FILE:LINE:COLUMN\n"}},
      {{"explain", "a.ts"},
       {2, "", "iftrue: error: 'a.ts': name a line: FILE:LINE or FILE:LINE:COLUMN\n"}},
      {{"explain", "a.ts:9"}, {2, "", "iftrue: error: 'a.ts' has 1 lines, not 9\n"}},
      {{"explain", "a.ts:1:9"}, {2, "", "iftrue: error: line 1 of 'a.ts' has no column 9\n"}},
      {{"explain", "none.ts:1"},
       {2, "", "iftrue: error: cannot read 'none.ts': No such file or directory\n"}},
      {{"explain", "bad.ts:1"},
       {1, "",
        "bad.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n"}},
      {{"explain", "a.ts:0"}, {2, "", "iftrue: error: 'a.ts:0': lines and columns count from 1\n"}},
      {{"explain", "a.ts:1", "a.ts:1"},
       {2, "", "iftrue: error: explain takes one place, FILE:LINE or FILE:LINE:COLUMN\n"}},
      {{"explain", "a.ts:1:3"}, {0, "a.ts:1:3: ab\nin no conditional\n\nkept\n", ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
