#include "command/project/configuration.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

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

}  // namespace
}  // namespace iftrue
