#include "command/project/configuration.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/project/project_file.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

constexpr std::string_view kProject = R"toml([symbols]
WEB = ""
WX = ""
DEBUG = ""
[targets.web]
symbols = ["WEB"]
[targets.wx]
symbols = ["WX", "DEBUG"]
)toml";

// "wx: DEBUG WX !WEB" and so on, each target on a line.
std::string described(const Configuration& configuration) {
  std::string text;
  for (const TargetSymbols& target : configuration.targets) {
    text += target.name + ':';
    for (const auto& [name, on] : target.symbols.values()) text += (on ? " " : " !") + name;
    text += '\n';
  }
  switch (configuration.undefined) {
    case Undefined::kError:
      return text + "error";
    case Undefined::kOff:
      return text + "off";
    case Undefined::kKeep:
      return text + "keep";
  }
  return text;
}

struct Row {
  CommandKind command;
  std::vector<std::string> paths;
  std::vector<std::string> targets;
  std::vector<SymbolSetting> symbols;
  std::string expected;
  std::optional<Undefined> undefined = {};
};

std::string configured(const Row& row, const std::string& project) {
  Options options;
  options.command = row.command;
  options.paths = row.paths;
  options.targets = row.targets;
  options.symbols = row.symbols;
  options.project = project;
  options.undefined = row.undefined;
  const auto configuration = configure(options);
  return configuration ? described(*configuration) : configuration.error().message;
}

TEST_CASE("symbols come from the targets, then from the command line", "[configuration]") {
  const TemporaryFolder folder;
  folder.write("p.toml", kProject);
  const std::string project = folder / "p.toml";
  const std::string web = "web: !DEBUG WEB !WX\n";
  const std::string wx = "wx: DEBUG !WEB WX\n";
  using enum CommandKind;
  const std::vector<Row> rows = {
      // the project's own source: all targets, or those that are named, in that order
      {kStrip, {}, {}, {}, web + wx + "error"},
      {kStrip, {}, {"wx"}, {}, wx + "error"},
      {kStrip, {}, {"wx", "web", "wx"}, {}, wx + web + "error"},
      // the later wins, for each target; what the project does not know is defined by that
      {kStrip,
       {},
       {},
       {{"DEBUG", true}, {"WX", true}, {"WX", false}, {"NEW", true}},
       "web: DEBUG NEW WEB !WX\nwx: DEBUG NEW !WEB !WX\nerror"},
      // other input: no target but what -D tells
      {kStrip, {"a"}, {"wx"}, {}, wx + "error"},
      {kStrip, {"a"}, {}, {{"WX", true}}, ": !DEBUG !WEB WX\nerror"},
      {kStrip,
       {"a"},
       {},
       {},
       "name a target with -t, or symbols with -D; the targets of '" + project +
           "' are listed by iftrue targets"},
      {kStrip, {"a"}, {"xw"}, {}, "'" + project + "' has no target 'xw'; did you mean wx?"},
      {kStrip,
       {},
       {"native"},
       {},
       "'" + project + "' has no target 'native'; iftrue targets lists them"},
      // with --undefined=keep: without a target, what nothing sets is undefined
      {kStrip, {}, {}, {{"WX", false}}, ": !WX\nkeep", Undefined::kKeep},
      {kStrip, {"a"}, {}, {{"DEBUG", true}}, ": DEBUG\nkeep", Undefined::kKeep},
      {kStrip, {"a"}, {}, {}, ":\nkeep", Undefined::kKeep},
      {kStrip, {}, {"wx"}, {{"NEW", true}}, "wx: DEBUG NEW !WEB WX\nkeep", Undefined::kKeep},
      {kCheck, {}, {}, {}, web + wx + "keep", Undefined::kKeep},
      // check is for all
      {kCheck, {"a"}, {}, {}, web + wx + "error"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.paths, row.targets, row.expected);
    CHECK(configured(row, project) == row.expected);
  }
}

TEST_CASE("the only target need not be named", "[configuration]") {
  const TemporaryFolder folder;
  folder.write("p.toml", "[symbols]\nA = ''\n[targets.one]\nsymbols = ['A']\n");
  CHECK(configured({CommandKind::kStrip, {"a"}, {}, {}, ""}, folder / "p.toml") == "one: A\nerror");
  CHECK(configured({CommandKind::kStrip, {"a"}, {}, {}, "", Undefined::kKeep}, folder / "p.toml") ==
        ":\nkeep");
}

TEST_CASE("--undefined is heard before the default", "[configuration]") {
  const TemporaryFolder folder;
  folder.write("p.toml", kProject);
  Options options;
  options.command = CommandKind::kCheck;
  options.project = folder / "p.toml";
  options.undefined = Undefined::kOff;
  CHECK(configure(options)->undefined == Undefined::kOff);
}

// "copied", or the layout, where the command's is loader.
std::string treated(const Configuration& configuration, const std::string& path) {
  const Treatment treatment = configuration.treatment_of_named(path, Layout::kLoader);
  if (treatment.is_copied()) return "copied";
  return treatment.layout == Layout::kCompact ? "compact" : "loader";
}

TEST_CASE("a named file is matched below the source, or else the project's folder",
          "[configuration]") {
  const TemporaryFolder folder;
  folder.folder("p/src/docs");
  folder.folder("p/docs");
  folder.folder("docs");
  const std::string rules =
      "include = []\n[[files]]\nglob = 'docs/**'\nscan = false\n"
      "[[files]]\nglob = '**/*.css'\nlayout = 'compact'\n";
  struct NamedRow {
    std::string source;
    std::string path;
    std::string expected;
  };
  const std::vector<NamedRow> rows = {
      {"source = 'src'\n", "p/src/docs/a.md", "copied"},
      {"source = 'src'\n", "p/src/a.css", "compact"},
      {"source = 'src'\n", "p/src/../src/a.css", "compact"},
      {"source = 'src'\n", "p/src/a.md", "loader"},  // though not included
      {"source = 'src'\n", "p/docs/a.md", "loader"},
      {"source = 'src'\n", "p/a.css", "loader"},
      {"", "p/docs/a.md", "copied"},
      {"", "p/a.css", "compact"},
      {"", "p/src/docs/a.md", "loader"},
      {"", "docs/a.md", "loader"},
  };
  for (const NamedRow& row : rows) {
    CAPTURE(row.source, row.path);
    Configuration configuration;
    configuration.project = parse_project(row.source + rules, folder / "p/iftrue.toml").value();
    CHECK(treated(configuration, folder / row.path) == row.expected);
  }
  CHECK(treated({}, "docs/a.md") == "loader");
}

}  // namespace
}  // namespace iftrue
