#include "command/project/project_file.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/symbols.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

constexpr std::string_view kWhole = R"toml(source = "sdk-src"
output = "build/{target}"
include = ["**/*.ts"]
exclude = ["**/*.test.ts", "old/**"]

[symbols]
WXAPP = "mini-programs"
DEBUG = ""
WEBAPP = "browsers"

[targets.wx]
symbols = ["WXAPP", "DEBUG"]

[targets.web]
symbols = ["WEBAPP"]

[targets.none]

[[files]]
glob = "wx/**"
when = "(WXAPP && !DEBUG)"

[[files]]
glob = "wx/docs/**"
layout = "compact"
scan = false
)toml";

TEST_CASE("a project file says what there is, in its own order", "[project_file]") {
  const auto project = parse_project(kWhole, "p/iftrue.toml");
  REQUIRE(project);
  CHECK(project->file == "p/iftrue.toml");
  CHECK(project->folder == "p");
  CHECK(project->source == "p/sdk-src");
  CHECK(project->output == "p/build/{target}");

  std::vector<std::string> symbols_found;
  for (const NamedSymbol& symbol : project->symbols) {
    symbols_found.push_back(symbol.name + ": " + symbol.description);
  }
  CHECK(symbols_found ==
        std::vector<std::string>{"WXAPP: mini-programs", "DEBUG: ", "WEBAPP: browsers"});

  REQUIRE(project->targets.size() == 3);
  CHECK(project->targets[0].name == "wx");
  CHECK(project->targets[0].symbols == std::vector<std::string>{"WXAPP", "DEBUG"});
  CHECK(project->targets[1].name == "web");
  CHECK(project->targets[2].symbols.empty());
  CHECK(project->find_target("web") == &project->targets[1]);
  CHECK(project->find_target("we") == nullptr);

  CHECK(project->filter.scans("a.ts"));
  CHECK_FALSE(project->filter.scans("a.js"));
  CHECK(project->filter.excludes("a.test.ts"));
  CHECK(project->filter.excludes("old"));
  CHECK_FALSE(project->filter.excludes("node_modules"));
  CHECK(project->filter.exists_for("wx/a.ts", symbols("WXAPP")));
  CHECK_FALSE(project->filter.exists_for("wx/a.ts", symbols("WXAPP DEBUG")));
  CHECK_FALSE(project->filter.copies_by_rule("wx/a.ts"));
  CHECK(project->filter.copies_by_rule("wx/docs/a.ts"));
  CHECK(project->filter.layout_of("wx/a.ts", Layout::kPreserve) == Layout::kPreserve);
  CHECK(project->filter.layout_of("wx/docs/a.ts", Layout::kPreserve) == Layout::kCompact);
}

TEST_CASE("nothing in a project file is required", "[project_file]") {
  const auto project = parse_project("", "iftrue.toml");
  REQUIRE(project);
  CHECK(project->folder.empty());
  CHECK(project->source.empty());
  CHECK(project->output.empty());
  CHECK(project->targets.empty());
  CHECK(project->filter.scans("a.ts"));
  CHECK(project->filter.excludes("node_modules"));
}

TEST_CASE("a project file may begin with a byte order mark and have lines of any kind",
          "[project_file]") {
  for (const std::string text :
       {"\xEF\xBB\xBFsource = 'a'\noutput = 'b'\n", "source = 'a'\r\noutput = 'b'\r\n",
        "source = 'a'\noutput = 'b'"}) {
    CAPTURE(text);
    const auto project = parse_project(text, "iftrue.toml");
    REQUIRE(project);
    CHECK(project->source == "a");
    CHECK(project->output == "b");
  }
  const auto failed = parse_project("\xEF\xBB\xBFsource = 1\r\nzzz = 2", "iftrue.toml");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message ==
        "iftrue.toml:2:1: unknown key 'zzz'\niftrue.toml:1:10: source takes a string");
}

TEST_CASE("paths are relative to the folder of the project file", "[project_file]") {
  struct Row {
    std::string file;
    std::string source;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"iftrue.toml", "src", "src"},
      {"a/iftrue.toml", "src", "a/src"},
      {"a/iftrue.toml", "./src/../lib", "a/lib"},
      {"../iftrue.toml", "src", "../src"},
      {"/a/iftrue.toml", "../src", "/src"},
      {"/a/iftrue.toml", "/b", "/b"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file, row.source);
    const auto project = parse_project("source = '" + row.source + "'", row.file);
    REQUIRE(project);
    CHECK(project->source == row.expected);
  }
}

TEST_CASE("each thing that is wrong is told with its place", "[project_file]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::vector<Row> rows = {
      // keys
      {"sorce = 'a'", "iftrue.toml:1:1: unknown key 'sorce'; did you mean source?"},
      {"\n\n[symbol]\nA = ''", "iftrue.toml:3:2: unknown key 'symbol'; did you mean symbols?"},
      {"zzz = 1", "iftrue.toml:1:1: unknown key 'zzz'"},
      {"[targets.wx]\nsymbol = []",
       "iftrue.toml:2:1: unknown key 'targets.wx.symbol'; did you mean symbols?"},
      {"[symbols]\nA = ''\n[[files]]\nglob = 'a'\nwhen = 'A'\nwhere = 'b'",
       "iftrue.toml:6:1: unknown key 'files.where'"},
      // types
      {"source = 1", "iftrue.toml:1:10: source takes a string"},
      {"output = ['a']", "iftrue.toml:1:10: output takes a string"},
      {"source = ''", "iftrue.toml:1:10: source takes the path of a folder"},
      {"source = \"a\\u0000b\"", "iftrue.toml:1:10: source takes the path of a folder"},
      {"include = '**'", "iftrue.toml:1:11: include takes an array of strings"},
      {"exclude = ['a', 2]", "iftrue.toml:1:17: exclude takes strings"},
      {"symbols = ['A']", "iftrue.toml:1:11: symbols takes a table: write [symbols]"},
      {"targets = 1", "iftrue.toml:1:11: targets takes a table: write [targets]"},
      {"[targets]\nwx = 'A'", "iftrue.toml:2:6: target 'wx' takes a table"},
      {"[targets.wx]\nsymbols = 'A'", "iftrue.toml:2:11: symbols takes an array of strings"},
      {"[targets.wx]\nsymbols = [1]", "iftrue.toml:2:12: symbols takes strings"},
      {"files = 1", "iftrue.toml:1:9: files takes tables: write [[files]]"},
      {"files = [1]", "iftrue.toml:1:10: files takes tables: write [[files]]"},
      {"[files]\nglob = 'a'", "iftrue.toml:1:1: files takes tables: write [[files]]"},
      {"[symbols]\nA = true", "iftrue.toml:2:5: symbol A takes a string that describes it"},
      {"[symbols]\nA = true\n[targets.t]\nsymbols = ['A']",
       "iftrue.toml:2:5: symbol A takes a string that describes it"},
      // names
      {"[symbols]\n'A-B' = ''",
       "iftrue.toml:2:9: 'A-B' is no symbol: a symbol is made of A-Z, a-z, 0-9 and _"},
      {"[symbols]\n'' = ''",
       "iftrue.toml:2:6: '' is no symbol: a symbol is made of A-Z, a-z, 0-9 and _"},
      {"[symbols]\n'(A)' = ''",
       "iftrue.toml:2:9: '(A)' is no symbol: a symbol is made of A-Z, a-z, 0-9 and _"},
      {"[targets.'a/b']", "iftrue.toml:1:1: target 'a/b' cannot be the name of a folder"},
      {"[targets.'..']", "iftrue.toml:1:1: target '..' cannot be the name of a folder"},
      {"[targets.'']", "iftrue.toml:1:1: target '' cannot be the name of a folder"},
      // symbols that do not exist
      {"[symbols]\nWXAPP = ''\n[targets.wx]\nsymbols = ['WXAPP', 'WXAP']",
       "iftrue.toml:4:21: symbol 'WXAP' is not in [symbols]; did you mean WXAPP?"},
      {"[targets.wx]\nsymbols = ['A']", "iftrue.toml:2:12: symbol 'A' is not in [symbols]"},
      // files
      {"[symbols]\nA = ''\n[[files]]\nwhen = 'A'", "iftrue.toml:3:1: glob is missing here"},
      {"[[files]]\nglob = 'a'", "iftrue.toml:1:1: when, layout or scan is missing here"},
      {"\n[[files]]",
       "iftrue.toml:2:1: glob is missing here\n"
       "iftrue.toml:2:1: when, layout or scan is missing here"},
      {"[[files]]\nglob = 'a'\nlayout = 'compcat'",
       "iftrue.toml:3:10: layout takes preserve, mask, compact, loader, not 'compcat'; did you "
       "mean "
       "compact?"},
      {"[[files]]\nglob = 'a'\nlayout = true", "iftrue.toml:3:10: layout takes a string"},
      {"[[files]]\nglob = 'a'\nscan = 'false'", "iftrue.toml:3:8: scan takes true or false"},
      {"[[files]]\nglob = 'a'\nscan = 0", "iftrue.toml:3:8: scan takes true or false"},
      {"[[files]]\nglob = 'a'\nscna = false",
       "iftrue.toml:3:1: unknown key 'files.scna'; did you mean scan?\n"
       "iftrue.toml:1:1: when, layout or scan is missing here"},
      {"[[files]]\nglob = '/a'",
       "iftrue.toml:1:1: when, layout or scan is missing here\n"
       "iftrue.toml:2:8: glob '/a' leads outside its folder"},
      {"[[files]]\nglob = 1\nwhen = 2",
       "iftrue.toml:2:8: glob takes a string\niftrue.toml:3:8: when takes a string"},
      {"[symbols]\nA = ''\n[[files]]\nglob = 'a'\nwhen = '(A'",
       "iftrue.toml:5:8: malformed condition '(A': '(' is never closed"},
      {"[symbols]\nA = ''\n[[files]]\nglob = 'a'\nwhen = \"A \\u0001\"",
       "iftrue.toml:5:8: malformed condition 'A \\x01': expected '&&', '||' or ')' before '\\x01'"},
      {"[symbols]\nAB = ''\n[[files]]\nglob = 'a'\nwhen = '(!AC)'",
       "iftrue.toml:5:8: symbol 'AC' is not in [symbols]; did you mean AB?"},
      // globs
      {"[symbols]\nA = ''\n[[files]]\nglob = '../a'\nwhen = 'A'",
       "iftrue.toml:4:8: glob '../a' leads outside its folder"},
      {"include = ['a', '/b']", "iftrue.toml:1:17: glob '/b' leads outside its folder"},
      {"exclude = ['']", "iftrue.toml:1:12: an empty glob matches nothing"},
      // the output
      {"source = 'src'\noutput = 'src/out'", "iftrue.toml:2:10: output lies inside the source"},
      {"source = 'src'\noutput = 'src'", "iftrue.toml:2:10: output lies inside the source"},
      {"source = 'a/src'\noutput = 'a'", "iftrue.toml:2:10: output holds the source"},
      {"output = 'out'\n[targets.a]\n[targets.b]",
       "iftrue.toml:1:10: output is the same for every target; put {target} into it"},
      // several at once
      {"source = 1\nzzz = 2\n[targets.wx]\nsymbols = ['A']",
       "iftrue.toml:2:1: unknown key 'zzz'\n"
       "iftrue.toml:4:12: symbol 'A' is not in [symbols]\n"
       "iftrue.toml:1:10: source takes a string"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto project = parse_project(row.text, "iftrue.toml");
    REQUIRE_FALSE(project);
    CHECK(project.error().message == row.expected);
  }
}

TEST_CASE("what is no TOML is told with its place", "[project_file]") {
  struct Row {
    std::string text;
    std::string place;
  };
  const std::vector<Row> rows = {
      {"source = ", "a/b.toml:1:10: "},
      {"a = 1\n[b", "a/b.toml:2:3: "},
      {"a = 1\na = 2", "a/b.toml:2:5: "},
      {"a = '\xFF'", "a/b.toml:1:5: "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto project = parse_project(row.text, "a/b.toml");
    REQUIRE_FALSE(project);
    // What follows is toml++'s own sentence.
    CHECK(project.error().message.substr(0, row.place.size()) == row.place);
    CHECK(project.error().message.size() > row.place.size());
  }
}

TEST_CASE("what TOML's reader quotes of the file cannot fake a line", "[project_file]") {
  const auto project = parse_project("symbols = tru\nfake = 1", "a.toml");
  REQUIRE_FALSE(project);
  CHECK(project.error().message.find('\n') == std::string::npos);
}

TEST_CASE("a path in a message cannot fake a line", "[project_file]") {
  const auto project = parse_project("zzz = 1", "a\nb/iftrue.toml");
  REQUIRE_FALSE(project);
  CHECK(project.error().message == "a\\nb/iftrue.toml:1:1: unknown key 'zzz'");
}

TEST_CASE("the nearest project file is found", "[project_file]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", "");
  folder.write("a/b/iftrue.toml", "");
  folder.folder("a/b/c/d");
  struct Row {
    std::string from;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {".", "iftrue.toml"},
      {"a", "iftrue.toml"},
      {"a/b", "a/b/iftrue.toml"},
      {"a/b/c/d", "a/b/iftrue.toml"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from);
    const auto found = find_project_file(folder / row.from);
    REQUIRE(found);
    CHECK(std::filesystem::equivalent(*found, folder / row.expected));
  }
}

// Else another project, or none, would be taken for it without a word.
TEST_CASE("a project file that is a link leading nowhere is found, and told of", "[project_file]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", "");
  folder.folder("dangling");
  folder.link("dangling/iftrue.toml", "nowhere");
  folder.folder("loop");
  folder.link("loop/iftrue.toml", "iftrue.toml");
  for (const std::string name : {"dangling", "loop"}) {
    CAPTURE(name);
    const auto found = find_project_file(folder / name);
    REQUIRE(found);
    CHECK(*found == folder / (name + "/iftrue.toml"));
    CHECK_FALSE(load_project(*found));
  }
}

TEST_CASE("a project file that cannot be read is a failure", "[project_file]") {
  const TemporaryFolder folder;
  const auto project = load_project(folder / "none.toml");
  REQUIRE_FALSE(project);
  CHECK(project.error().message ==
        "cannot read '" + (folder / "none.toml") + "': No such file or directory");
  folder.write("some.toml", "[symbols]\nA = 'x'\n");
  CHECK(load_project(folder / "some.toml")->symbols.front().name == "A");
}

}  // namespace
}  // namespace iftrue
