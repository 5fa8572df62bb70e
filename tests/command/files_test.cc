// [[files]] rules: what becomes of a file by its path, in every command.

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

const std::string kSelector = ".b/*IFTRUE_X*/:hover/*FITRUE_X*/ { top: 0 }\n";
const std::string kLonely = "`/*IFTRUE_X*/` begins, `/*IFTURE_Y*/` is misspelt\n";

const std::string kRules =
    "[[files]]\nglob = '**/*.css'\nlayout = 'compact'\n"
    "[[files]]\nglob = 'docs/**'\nscan = false\n"
    "[[files]]\nglob = 'docs/live/*'\nscan = true\nlayout = 'loader'\n";

void make_project(const TemporaryFolder& folder) {
  folder.write("iftrue.toml", on_and_off("source = 'src'\noutput = 'out/{target}'\n", kRules));
  folder.write("src/a.css", kSelector);
  folder.write("src/a.js", "/*IFTRUE_X*/x/*FITRUE_X*/;\n");
  folder.write("src/docs/a.md", kLonely);
  folder.write("src/docs/live/run.sh", "/*IFTRUE_X*/\nx\n/*FITRUE_X*/\n");
}

// A file's text where the layout preserve was not told otherwise.
struct FileRow {
  std::string path;
  std::string on;
  std::string off;
};

const std::vector<FileRow> kExpected = {
    {"a.css", ".b:hover { top: 0 }\n", ".b { top: 0 }\n"},
    {"a.js", "            x            ;\n", "                         ;\n"},
    {"docs/a.md", kLonely, kLonely},
    {"docs/live/run.sh", "\nx\n\n", "\n"},
};

TEST_CASE("a rule decides the layout of a file, and whether it is scanned", "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  CHECK(run({{"strip"}, folder.path()}) == Outcome{0, "", ""});
  CHECK(run({{"strip", "-ton", "src/a.css", "src/docs/a.md", "-o", "some"}, folder.path()}) ==
        Outcome{0, "", ""});
  for (const auto& [path, on, off] : kExpected) {
    CAPTURE(path);
    CHECK(folder.read("out/on/" + path) == on);
    CHECK(folder.read("out/off/" + path) == off);
    // A file that is named, to standard output, to a file and to those of several targets.
    CHECK(run({{"strip", "-ton", "src/" + path}, folder.path()}) == Outcome{0, on, ""});
    CHECK(run({{"strip", "-toff", "src/" + path}, folder.path()}) == Outcome{0, off, ""});
    CHECK(run({{"strip", "-ton", "-toff", "src/" + path, "-o", "{target}"}, folder.path()}) ==
          Outcome{0, "", ""});
    CHECK(folder.read("on") == on);
    CHECK(folder.read("off") == off);
  }
  CHECK(folder.read("some/a.css") == kExpected[0].on);
  CHECK(folder.read("some/a.md") == kLonely);
  // The rule takes the place of the command's layout, also where that is given.
  CHECK(run({{"strip", "--layout=preserve", "-ton", "src/a.css"}, folder.path()}) ==
        Outcome{0, kExpected[0].on, ""});
  // No rule speaks of standard input, nor of a file outside the source.
  const std::string preserved = ".b            :hover             { top: 0 }\n";
  folder.write("a.css", kSelector);
  CHECK(run({{"strip", "-ton", "-"}, folder.path(), kSelector}) == Outcome{0, preserved, ""});
  CHECK(run({{"strip", "-ton", "a.css"}, folder.path()}) == Outcome{0, preserved, ""});
}

TEST_CASE("nothing is reported of a file that a rule has copied", "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  const std::string utf16("\xFF\xFE/\0*\0I\0F\0T\0R\0U\0E\0_\0X\0*\0/\0", 26);
  folder.write("src/docs/utf16.md", utf16);
  const std::vector<Arguments> silent = {
      {"check"},
      {"check", "--deny=all", "src/docs/a.md", "src/docs/utf16.md"},
      {"strip", "--deny=all"},
      {"diff", "on", "off", "src/docs"},
      {"diff", "on", "off", "src/docs/a.md"},
  };
  for (const Arguments& arguments : silent) {
    CAPTURE(arguments);
    const Outcome outcome = run({arguments, folder.path()});
    CHECK(outcome.status == 0);
    CHECK(outcome.error.empty());
    CHECK(outcome.out.find("a.md") == std::string::npos);
  }
  CHECK(run({{"strip", "-ton", "src/docs/utf16.md"}, folder.path()}) == Outcome{0, utf16, ""});
  const Outcome listed = run({{"list", "src/docs/a.md", "src/a.js"}, folder.path()});
  CHECK(listed.status == 0);
  CHECK(listed.out.find("1 conditional in 1 of 1 file\n") != std::string::npos);
  // Without the rule all of it is told.
  folder.write("iftrue.toml", on_and_off("source = 'src'\n"));
  const Outcome checked = run({{"check", "src/docs/a.md"}, folder.path()});
  CHECK(checked.status == 1);
  CHECK(checked.error.find("[E001]") != std::string::npos);
  CHECK(checked.error.find("[W101]") != std::string::npos);
}

TEST_CASE("a copied file that is not there is told of all the same", "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  const std::string why =
      "iftrue: error: cannot read 'src/docs/none.md': No such file or directory\n";
  for (const Arguments& arguments : std::vector<Arguments>{
           {"check", "src/docs/none.md"},
           {"diff", "on", "off", "src/docs/none.md"},
           {"explain", "src/docs/none.md:1"},
           {"strip", "-ton", "src/docs/none.md"},
       }) {
    CAPTURE(arguments);
    CHECK(run({arguments, folder.path()}) == Outcome{2, "", why});
  }
}

TEST_CASE("without a source, a file that is named is matched below the project's folder",
          "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  folder.write("iftrue.toml", on_and_off("", kRules));
  folder.write("docs/a.md", kLonely);
  CHECK(run({{"check", "docs/a.md"}, folder.path()}) == Outcome{0, "", ""});
  CHECK(run({{"check", "a.md"}, folder / "docs"}) == Outcome{0, "", ""});
  CHECK(run({{"strip", "-ton", "src/a.css"}, folder.path()}) == Outcome{0, kExpected[0].on, ""});
}

TEST_CASE("diff compares a file in the layout that a rule gives it", "[files]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml",
               on_and_off("source = 'src'\n", "[[files]]\nglob = '*.js'\nlayout = 'preserve'\n"));
  folder.write("src/a.js", "a\n/*IFTRUE_X*/\nx\n/*FITRUE_X*/\n");
  folder.write("src/b.ts", "b\n/*IFTRUE_X*/\nx\n/*FITRUE_X*/\n");
  CHECK(run({{"diff", "off", "on"}, folder.path()}) ==
        Outcome{0,
                "--- off/a.js\n+++ on/a.js\n@@ -1,4 +1,4 @@\n a\n \n-\n+x\n \n"
                "--- off/b.ts\n+++ on/b.ts\n@@ -1 +1,2 @@\n b\n+x\n",
                ""});
}

TEST_CASE("explain tells that a rule has a file copied", "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  CHECK(run({{"explain", "src/docs/a.md:1"}, folder.path()}) ==
        Outcome{0,
                "src/docs/a.md:1: `/*IFTRUE_X*/` begins, `/*IFTURE_Y*/` is misspelt\n"
                "in no conditional\n\n"
                "on   kept     the whole file, as it is: a [[files]] rule has scan = false\n"
                "off  kept     the whole file, as it is: a [[files]] rule has scan = false\n",
                ""});
  CHECK(run({{"explain", "src/docs/live/run.sh:2"}, folder.path()})
            .out.find("on   kept     IFTRUE_X at 1:3 is true (X is on)\n") != std::string::npos);
}

TEST_CASE("a large file is treated by its rule as a small one", "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  std::string source;
  std::string expected;
  while (source.size() < std::size_t{3} << 19) {
    source += kSelector;
    expected += kExpected[0].on;
  }
  folder.write("src/a.css", source);
  folder.write("src/docs/a.md", source);
  CHECK(run({{"strip", "-ton"}, folder.path()}) == Outcome{0, "", ""});
  const auto outcome = [&](const std::string& path) {
    return run({{"strip", "-ton", path}, folder.path()});
  };
  const bool same =
      folder.read("out/on/a.css") == expected && outcome("src/a.css") == Outcome{0, expected, ""};
  CHECK(same);
  const bool copied = folder.read("out/on/docs/a.md") == source &&
                      outcome("src/docs/a.md") == Outcome{0, source, ""};
  CHECK(copied);
}

// The outputs of one run and then another differ where the rules do, and nowhere else.
TEST_CASE("an output is written again when the rule of its file changes", "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  folder.write("src/docs/a.md", "/*IFTRUE_X*/x/*FITRUE_X*/\n");
  const std::string head = "source = 'src'\noutput = 'out/{target}'\n";
  const auto strip = [&](const std::string& rules) {
    folder.write("iftrue.toml", on_and_off(head, rules));
    return run({{"strip", "-ton", "-v"}, folder.path()});
  };
  CHECK(strip(kRules).status == 0);
  CHECK(strip(kRules) == Outcome{0, "", ""});
  struct Row {
    std::string rules;
    std::string written;
  };
  const std::string css = "write out/on/a.css\n";
  const std::string docs = "write out/on/docs/a.md\n";
  const std::string sh = "write out/on/docs/live/run.sh\n";
  const std::vector<Row> rows = {
      {"", css + docs + sh},
      {"[[files]]\nglob = 'a.css'\nlayout = 'preserve'\n", ""},  // what holds without a rule
      {"[[files]]\nglob = 'a.css'\nlayout = 'compact'\n", css},
      {"[[files]]\nglob = 'a.css'\nlayout = 'compact'\nscan = false\n", css},
      {"[[files]]\nglob = 'a.css'\nscan = false\n", ""},
      {kRules, css + docs + sh},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rules);
    CHECK(strip(row.rules) == Outcome{0, "", row.written});
    CHECK(strip(row.rules) == Outcome{0, "", ""});
  }
}

TEST_CASE("only a file whose layout moves text has a map", "[files]") {
  const TemporaryFolder folder;
  make_project(folder);
  const auto strip = [&](Arguments more) {
    more.insert(more.begin(), {"strip", "-ton", "-v", "--source-map"});
    return run({more, folder.path()});
  };
  CHECK(strip({}) == Outcome{0, "",
                             "write out/on/a.css.map\nwrite out/on/a.css\nwrite out/on/a.js\n"
                             "write out/on/docs/a.md\nwrite out/on/docs/live/run.sh.map\n"
                             "write out/on/docs/live/run.sh\n"});
  CHECK(strip({}) == Outcome{0, "", ""});
  CHECK(strip({"src/a.css", "-o", "b.css"}) == Outcome{0, "", "write b.css\nwrite b.css.map\n"});
  CHECK(strip({"src/docs/a.md", "-o", "b.md"}) == Outcome{0, "", "write b.md\n"});
  // An inline map, in a tree and of a file that is named.
  CHECK(run({{"strip", "-ton", "--source-map=inline"}, folder.path()}) == Outcome{0, "", ""});
  const std::string comment = "sourceMappingURL";
  CHECK(folder.read("out/on/a.css").find(comment) != std::string::npos);
  CHECK(folder.read("out/on/a.css.map") == "(missing)");
  CHECK(folder.read("out/on/a.js").find(comment) == std::string::npos);

  const std::string failed = "iftrue: error: --source-map";
  const std::string needs =
      failed +
      " needs --layout compact or loader: with preserve and mask, all kept text keeps its line "
      "and column\n";
  CHECK(strip({"src/a.js", "-o", "b.js"}) == Outcome{2, "", needs});
  CHECK(run({{"strip", "-ton", "-", "--source-map=inline"}, folder.path(), "a"}) ==
        Outcome{2, "", needs});
  folder.write("iftrue.toml", on_and_off("source = 'src'\noutput = 'out/{target}'\n",
                                         "[[files]]\nglob = '*.css'\nlayout = 'preserve'\n"
                                         "[[files]]\nglob = 'docs/**'\nscan = false\n"));
  CHECK(strip({}) == Outcome{2, "", needs});
  CHECK(strip({"--layout=compact", "src/a.css", "-o", "b.css"}) ==
        Outcome{2, "",
                failed + ": a [[files]] rule gives 'src/a.css' a layout in which all kept text "
                         "keeps its line and column\n"});
  CHECK(strip({"--layout=compact"}) ==
        Outcome{0, "",
                "write out/on/a.css\nwrite out/on/a.js.map\n"
                "write out/on/a.js\nwrite out/on/docs/live/run.sh\n"});
}

}  // namespace
}  // namespace iftrue
