// `iftrue init`: the project file that it writes, and that the other commands take it.

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "command/process.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

constexpr std::string_view kWritten =
    "# The project file of iftrue, begun by iftrue init; see man iftrue.\n\n"
    "# The tree that iftrue strip reads without operands, and where the results go.\n"
    "source = \"src\"\n"
    "output = \"build/stripped/{target}\"\n\n"
    "# The files that are scanned: the kinds that have directives. All others are copied.\n"
    "include = [\"**/*.{css,js}\"]\n\n"
    "# Neither scanned nor copied: packages, and what is in hidden folders.\n"
    "exclude = [\"**/node_modules/**\", \"**/.*/*\"]\n\n"
    "# Every symbol that conditions may use, and its purpose.\n"
    "[symbols]\n"
    "A = \"\"  # in 2 files\n"
    "B = \"\"  # in 1 file\n"
    "DEBUG = \"\"  # in 1 file\n\n"
    "# What the source is stripped for: the symbols that are on; the others are off. There is a "
    "target for\n"
    "# each symbol to begin with: rename, merge and remove them. A symbol that no target turns on "
    "can be\n"
    "# turned on with -D.\n"
    "[targets.A]\nsymbols = [\"A\"]\n\n"
    "[targets.B]\nsymbols = [\"B\"]\n\n"
    "[targets.DEBUG]\nsymbols = [\"DEBUG\"]\n";

void make_tree(const TemporaryFolder& folder) {
  folder.write("src/a.js", "/*IFTRUE_(A || !B)*/x/*FITRUE_(A || !B)*/ /*IFDEBUG*/y/*FIDEBUG*/");
  folder.write("src/d/a.css", "/*IFTRUE_A*/x/*FITRUE_A*/");
  folder.write("src/plain.ts", "export {};");
  folder.write("src/node_modules/p/a.ts", "/*IFTRUE_PACKAGE*/x/*FITRUE_PACKAGE*/");
  folder.write(".cache/d/a.ts", "/*IFTRUE_HIDDEN*/x/*FITRUE_HIDDEN*/");
  folder.write("binary.ts", std::string("/*IFTRUE_BINARY*/\0", 18));
}

TEST_CASE("init writes a project file for the directives of a tree", "[init]") {
  const TemporaryFolder folder;
  make_tree(folder);
  const std::string expected(kWritten);
  CHECK(run({{"init", "--dry-run"}, folder.path()}) == Outcome{0, expected, ""});
  CHECK(folder.read("iftrue.toml") == "(missing)");
  CHECK(run({{"init"}, folder.path()}) ==
        Outcome{0, "", "iftrue: wrote 'iftrue.toml': 3 symbols, in 2 of 4 files\n"});
  CHECK(folder.read("iftrue.toml") == expected);
  CHECK(folder.mode("iftrue.toml") == 0644);
  CHECK(run({{"targets"}, folder.path()}) == Outcome{0, "A      A\nB      B\nDEBUG  DEBUG\n", ""});
  CHECK(run({{"check", "-q"}, folder.path()}) == Outcome{0, "", ""});
  CHECK(run({{"strip"}, folder.path()}) == Outcome{0, "", ""});
  CHECK(folder.read("build/stripped/A/d/a.css") == "            x");
}

TEST_CASE("init never overwrites a project file", "[init]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", "mine");
  folder.folder("d");
  folder.link("d/iftrue.toml", "nowhere");
  const std::string why = " exists already; init never overwrites one\n";
  for (const Arguments& more : std::vector<Arguments>{{}, {"-q"}, {"--dry-run"}}) {
    Arguments arguments{"init"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    CHECK(run({arguments, folder.path()}) == Outcome{2, "", "iftrue: error: 'iftrue.toml'" + why});
    arguments.emplace_back("d");
    CHECK(run({arguments, folder.path()}) ==
          Outcome{2, "", "iftrue: error: 'd/iftrue.toml'" + why});
  }
  CHECK(folder.read("iftrue.toml") == "mine");
  CHECK(folder.list("d") == std::vector<std::string>{"iftrue.toml -> nowhere"});
}

TEST_CASE("init takes one folder", "[init]") {
  const TemporaryFolder folder;
  folder.write("a.js", "");
  folder.folder("d");
  struct Row {
    Arguments operands;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"a.js"}, "init takes a folder, and 'a.js' is none"},
      {{"none"}, "cannot read folder 'none': No such file or directory"},
      {{""}, "cannot read folder '': No such file or directory"},
      {{".", "d"}, "init takes one folder"},
      {{"--project=p.toml"}, "init has no option --project; see iftrue init --help"},
  };
  for (const Row& row : rows) {
    Arguments arguments{"init"};
    arguments.insert(arguments.end(), row.operands.begin(), row.operands.end());
    CHECK(run({arguments, folder.path()}) ==
          Outcome{2, "", "iftrue: error: " + row.expected + "\n"});
  }
  CHECK(folder.list() == std::vector<std::string>{"a.js", "d/"});
}

TEST_CASE("init begins a project file with examples where no directive is", "[init]") {
  const TemporaryFolder folder;
  folder.write("p/a.js", "/* IFTRUE is no directive */");
  CHECK(run({{"init", "p"}, folder.path()}) ==
        Outcome{0, "", "iftrue: wrote 'p/iftrue.toml', with examples: no directive in 1 file\n"});
  CHECK(run({{"check"}, folder / "p"}) == Outcome{0, "", ""});
  CHECK(run({{"targets"}, folder / "p"}) == Outcome{0, "", ""});
  CHECK(
      folder.read("p/iftrue.toml").find("source = \".\"\noutput = \"../p-stripped/{target}\"\n") !=
      std::string::npos);
  CHECK(run({{"init", "-q", "p/."}, folder.path()}).status == 2);
}

TEST_CASE("init finds an output that is apart from the source", "[init]") {
  struct Row {
    std::vector<std::string> files;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"lib/a.js"}, "source = \"lib\"\noutput = \"build/stripped/{target}\"\n"},
      {{"build/a.js"}, "source = \"build\"\noutput = \"stripped/{target}\"\n"},
      {{"a.js", "lib/a.js"}, "source = \".\"\noutput = \"../p-stripped/{target}\"\n"},
      {{"a/a.js", "lib/a.js"}, "source = \".\"\noutput = \"../p-stripped/{target}\"\n"},
      {{"l\xFF/a.js"}, "source = \".\"\noutput = \"../p-stripped/{target}\"\n"},
      {{"q\"/a.js"}, "source = \"q\\\"\"\noutput = \"build/stripped/{target}\"\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.files);
    const TemporaryFolder folder;
    for (const std::string& file : row.files) {
      folder.write("p/" + file, "/*IFTRUE_X*/x/*FITRUE_X*/");
    }
    CHECK(run({{"init", "-q"}, folder / "p"}) == Outcome{0, "", ""});
    CHECK(folder.read("p/iftrue.toml").find(row.expected) != std::string::npos);
    CHECK(run({{"strip"}, folder / "p"}) == Outcome{0, "", ""});
  }
}

TEST_CASE("what cannot be read is told of, and the rest makes a project file", "[init]") {
  const TemporaryFolder folder;
  folder.write("a.js", "/*IFTRUE_X*/x/*FITRUE_X*/");
  folder.link("out.js", "/etc/hostname");
  const Outcome outcome = run({{"init", "-q"}, folder.path()});
  CHECK(outcome.status == 2);
  CHECK(outcome.error.starts_with("iftrue: error: link './out.js' leads outside the source"));
  CHECK(folder.read("iftrue.toml").find("X = \"\"  # in 1 file\n") != std::string::npos);
}

// What init writes of any tree, check and targets take: no symbol is unknown, and no file that has
// directives is passed by.
TEST_CASE("check takes the project file of any tree", "[init]") {
  constexpr int kTrees = 40;
  std::mt19937 random(11);
  const auto one_of = [&](const std::vector<std::string>& choices) {
    return choices[random() % choices.size()];
  };
  const std::vector<std::string> folders = {"",     "src/", "src/d d/", "l\xFF/",
                                            "a,b/", "{x}/", "src/.h/",  "node_modules/"};
  const std::vector<std::string> names = {"a",  "b b",  ".c", "[d]", "{e,f}", "*",
                                          "g?", "\xFE", "\"", "h\\", "\n",    "\xE8\xAF\xB4"};
  const std::vector<std::string> extensions = {"",     ".js", ".ts",   ".{",  ".a,b", ".\xFF",
                                               ".c++", ".",   ".d.ts", ".[x", ".toml"};
  const std::vector<std::string> conditions = {
      "X1", "_", "1", "true", "(A || !B)", "DEBUG", "(A && (B || !_))", "x", "X"};
  for (int tree = 0; tree < kTrees; ++tree) {
    const TemporaryFolder folder;
    const std::size_t files = random() % 8;
    std::set<std::string> sound;  // that are searched and have directives
    for (std::size_t i = 0; i < files; ++i) {
      const std::string condition = one_of(conditions);
      const std::vector<std::string> texts = {
          "/*IFTRUE_" + condition + "*/x/*FITRUE_" + condition + "*/",
          "/*IFTRUE_" + condition + " x FITRUE_" + condition + "*/",
          "/*IFTRUE_" + condition + "*/",               // never ended
          "/*FITRUE_" + condition + "*//*IFTRUE_(A*/",  // two more errors
          "plain",
          std::string("\0", 1) + "/*IFTRUE_N*/",
      };
      const std::size_t text = random() % texts.size();
      const std::string in = one_of(folders);
      const std::string path = in + one_of(names) + one_of(extensions);
      folder.write("p/" + path, texts[text]);
      sound.erase(path);
      const bool searched = in != "src/.h/" && in != "node_modules/";
      if (text < 2 && searched) sound.insert(path);
    }
    folder.folder("p");
    CAPTURE(tree, folder.list("p"));
    const Outcome written = run({{"init"}, folder / "p"});
    REQUIRE(written.status == 0);
    const Outcome targets = run({{"targets"}, folder / "p"});
    CHECK(targets.status == 0);
    CHECK(targets.error.empty());
    const Outcome checked = run({{"check", "--undefined=error", "-v"}, folder / "p"});
    CHECK((checked.status == 0 || checked.status == 1));
    CHECK(checked.error.find("[E004]") == std::string::npos);
    for (const std::string& path : sound) {
      const Outcome explained = run({{"explain", path + ":1"}, folder / "p"});
      CHECK(explained.status == 0);
      CHECK(explained.out.find("include does not match it") == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace iftrue
