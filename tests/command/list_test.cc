#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
#include "command/two_targets.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

const std::string kText =
    "top\n"
    "/*IFTRUE_WEB*/\n"
    "web\n"
    "  /*IFDEBUG*/ log /*FIDEBUG*/\n"
    "/*ELSE_WEB*/\n"
    "other\n"
    "/*FITRUE_WEB*/\n";

TEST_CASE("list tells each conditional and who keeps it", "[list]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", kTwoTargets);
  folder.write("src/a.ts", kText);
  folder.write("src/wx/b.ts", "/*IFTRUE_WX x FITRUE_WX*/\n");
  CHECK(run({{"list"}, folder.path()}) == Outcome{0,
                                                  "PLACE  GROUP       LINES  COUNT  KEPT BY\n"
                                                  "src/a.ts\n"
                                                  "  2:3  if WEB        2-4      3  web\n"
                                                  "  4:5    if DEBUG      4      1  none\n"
                                                  "  5:3  else          5-7      3  wx\n"
                                                  "src/wx/b.ts\n"
                                                  "  1:3  if WX           1      1  wx\n"
                                                  "\n"
                                                  "3 conditionals in 2 of 2 files\n"
                                                  "\n"
                                                  "SYMBOL  CONDITIONALS  LINES  FILES\n"
                                                  "WEB                1      6      1\n"
                                                  "WX                 1      1      1\n"
                                                  "DEBUG              1      1      1\n"
                                                  "\n"
                                                  "TARGET  LINES KEPT  OF\n"
                                                  "web              2   8\n"
                                                  "wx               3   8\n",
                                                  ""});
}

TEST_CASE("without a project list tells of a whole folder too", "[list]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", "/*IFTRUE_X*/x/*FITRUE_X*/");
  folder.write("src/b.ts", "b\n");
  CHECK(run({{"list", "-DX", "src"}, folder.path()}) ==
        Outcome{0,
                "PLACE  GROUP  LINES  COUNT  KEPT\n"
                "src/a.ts\n"
                "  1:3  if X       1      1  yes\n"
                "\n"
                "1 conditional in 1 of 2 files\n"
                "\n"
                "SYMBOL  CONDITIONALS  LINES  FILES\n"
                "X                  1      1      1\n"
                "\n"
                "  LINES KEPT  OF\n"
                "           2   2\n",
                ""});
}

TEST_CASE("list needs 80 columns at most, long paths and names of targets aside", "[list]") {
  const TemporaryFolder folder;
  const std::string symbol = "A_SYMBOL_OF_MORE_THAN_TWENTY_LETTERS";
  ProjectText project{{symbol, "X"}, {}};
  for (const char* target : {"web", "wechat", "native", "react-native", "quickapp"}) {
    project.targets.push_back({target, {symbol}});
  }
  project.targets.push_back({"none"});
  const std::string path =
      "a/folder/with/a/name/that/is/not/short/and/another/below/it/and/then/a/file.ts";
  folder.write("iftrue.toml", project_file(project));
  folder.write(path, std::string(99998, '\n') +
                         "/*IFTRUE_A_SYMBOL_OF_MORE_THAN_TWENTY_LETTERS*/\n"
                         "/*IFTRUE_(A_SYMBOL_OF_MORE_THAN_TWENTY_LETTERS && X)*/x"
                         "/*FITRUE_(A_SYMBOL_OF_MORE_THAN_TWENTY_LETTERS && X)*/\n"
                         "/*FITRUE_A_SYMBOL_OF_MORE_THAN_TWENTY_LETTERS*/\n");
  const std::string list = run({{"list", path}, folder.path()}).out;
  CHECK(list.substr(0, list.find("\n\n")) ==
        "PLACE       GROUP                                    LINES  COUNT  KEPT BY\n" + path +
            "\n"
            "  99999:3   if A_SYMBOL_OF_MORE_THAN_TWENTY…  99999-100001      3  web, wechat,\n"
            "                                                                   native,\n"
            "                                                                   react-native,\n"
            "                                                                   quickapp\n"
            "  100000:3    if (A_SYMBOL_OF_MORE_THAN_TWE…        100000      1  none");
}

TEST_CASE("a long name does not push the columns apart", "[list]") {
  const TemporaryFolder folder;
  const std::string name(41, 'S');
  folder.write("a.ts", "/*IFTRUE_" + name + "*/x/*FITRUE_" + name + "*/");
  const std::string list = run({{"list", "a.ts"}, folder.path()}).out;
  CHECK(list.substr(list.find("SYMBOL")) == "SYMBOL  CONDITIONALS  LINES  FILES\n" + name +
                                                "\n"
                                                "                   1      1      1\n");
}

TEST_CASE("without a project list tells what -D and -U make of it", "[list]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "/*IFTRUE_X*/x/*FITRUE_X*/");
  folder.write("bad.ts", "/*FITRUE_X*/");
  folder.write("none.ts", "");
  const std::string sums =
      "\n1 conditional in 1 of 1 file\n\nSYMBOL  CONDITIONALS  LINES  FILES\n"
      "X                  1      1      1\n";
  CHECK(run({{"list", "a.ts"}, folder.path()}) == Outcome{0,
                                                          "PLACE  GROUP  LINES  COUNT\n"
                                                          "a.ts\n"
                                                          "  1:3  if X       1      1\n" +
                                                              sums,
                                                          ""});
  CHECK(run({{"list", "a.ts", "-DX"}, folder.path()}) ==
        Outcome{0,
                "PLACE  GROUP  LINES  COUNT  KEPT\n"
                "a.ts\n"
                "  1:3  if X       1      1  yes\n" +
                    sums + "\n  LINES KEPT  OF\n           1   1\n",
                ""});
  CHECK(run({{"list", "a.ts", "bad.ts"}, folder.path()}) ==
        Outcome{1,
                "PLACE  GROUP  LINES  COUNT\n"
                "a.ts\n"
                "  1:3  if X       1      1\n" +
                    sums,
                "bad.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n"
                "  ^~~~~~~~\n"});
  CHECK(run({{"list", "none.ts"}, folder.path()}) ==
        Outcome{0, "0 conditionals in 0 of 1 file\n", ""});
}

TEST_CASE("list gives JSON, valid whatever a file is called", "[list]") {
  const TemporaryFolder folder;
  folder.write("a\xFF.ts", "/*IFTRUE_X x FITRUE_X*/");
  CHECK(run({{"list", "--format=json", "-DX", "a\xFF.ts"}, folder.path()}) == Outcome{0,
                                                                                      R"json({
  "version": 1,
  "files": [
    {
      "path": "a)json"
                                                                                      "\xEF\xBF\xBD"
                                                                                      R"json(.ts",
      "lines": 1,
      "conditionals": [
        {
          "firstLine": 1,
          "lastLine": 1,
          "parent": null,
          "groups": [
            {
              "kind": "if",
              "condition": "X",
              "line": 1,
              "column": 3,
              "firstLine": 1,
              "lastLine": 1,
              "dormant": true,
              "kept": true
            }
          ]
        }
      ]
    }
  ],
  "symbols": [
    {
      "name": "X",
      "conditionals": 1,
      "lines": 1,
      "files": 1
    }
  ],
  "targets": [
    {
      "name": null,
      "lines": 1,
      "of": 1
    }
  ]
}
)json",
                                                                                      ""});
}

#ifndef IFTRUE_TESTS_SANITIZED  // a sanitizer keeps what is freed for a while
TEST_CASE("list holds what it prints, not the texts", "[list]") {
  const std::string text = "/*IFTRUE_X*/x/*FITRUE_X*/" + std::string(std::size_t{1} << 20, '\n');
  const std::string format = GENERATE("table", "json");
  const auto peak = [&](int files) {
    const TemporaryFolder folder;
    for (int i = 0; i < files; ++i) folder.write("src/" + std::to_string(i) + ".ts", text);
    const auto [outcome, usage] =
        run_measured({{"list", "-DX", "-j1", "src", "--format=" + format}, folder.path()});
    CHECK(outcome.status == 0);
    CHECK(outcome.error.empty());
    return usage.peak_kilobytes;
  };
  const long text_kilobytes = static_cast<long>(text.size() / 1024);
  CHECK(peak(40) - peak(10) < 3 * text_kilobytes);
}
#endif

}  // namespace
}  // namespace iftrue
