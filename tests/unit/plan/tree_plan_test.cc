#include "command/plan/tree_plan.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/symbols.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Lines = std::vector<std::string>;

Configuration configuration_of(const std::vector<std::string>& targets) {
  Configuration configuration;
  for (const std::string& on : targets) configuration.targets.push_back({on, symbols(on)});
  return configuration;
}

// A line for each path: what it is made from and how, below the folder.
Lines shown(const TreePlan& plan, const TemporaryFolder& folder) {
  Lines lines;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const TreeItem& item = plan.item(i);
    std::string line(plan.paths()[i]);
    switch (item.kind) {
      case TreeItem::Kind::kLink:
        line += " links to " + plan.link_target(i) + " as";
        break;
      case TreeItem::Kind::kEmptyFolder:
        line += " is empty as";
        break;
      case TreeItem::Kind::kMap:
        line += " maps " + std::string(plan.paths()[plan.map_of(i)]) + " from";
        break;
      case TreeItem::Kind::kFile:
        line += item.treatment.is_copied() ? " is copied from" : " is stripped from";
        if (plan.has_map(i)) line += " with " + std::string(plan.paths()[plan.map_of(i)]);
        break;
    }
    lines.push_back(line + " " + plan.source_of(i).substr((folder / "").size()));
  }
  return lines;
}

TEST_CASE("a plan says of each path what it is made from", "[tree_plan]") {
  const TemporaryFolder folder;
  folder.write("one/b.ts", "");
  folder.write("one/a.png", "");
  folder.write("one/d/c.ts", "");
  folder.link("one/link", "b.ts");
  std::filesystem::create_directories(folder / "one/empty");
  folder.write("two/b.ts", "");
  folder.write("named.bin", "");
  struct Row {
    std::vector<TreeInput> inputs;  // below the folder
    SourceMaps maps;
    Lines expected;
  };
  const std::vector<Row> rows = {
      {{{"one", ""}},
       SourceMaps::kNone,
       {"a.png is copied from one/a.png", "b.ts is stripped from one/b.ts",
        "d/c.ts is stripped from one/d/c.ts", "empty is empty as one/empty",
        "link links to b.ts as one/link"}},
      // In the order of the paths, not of the operands.
      {{{"two", "z"}, {"named.bin", "named.bin"}},
       SourceMaps::kInline,
       {"named.bin is stripped from named.bin", "z/b.ts is stripped from two/b.ts"}},
      {{{"one/d", "d"}, {"one/b.ts", "b.ts"}},
       SourceMaps::kFiles,
       {"b.ts is stripped from with b.ts.map one/b.ts", "b.ts.map maps b.ts from one/b.ts",
        "d/c.ts is stripped from with d/c.ts.map one/d/c.ts",
        "d/c.ts.map maps d/c.ts from one/d/c.ts"}},
  };
  const Configuration configuration = configuration_of({""});
  for (const Row& row : rows) {
    Options options;
    options.jobs = 1;
    options.layout = Layout::kCompact;  // one that has maps
    options.source_maps = row.maps;
    std::vector<TreeInput> inputs;
    for (const TreeInput& input : row.inputs) {
      inputs.push_back({folder / input.path, input.place});
    }
    const TreePlan plan(inputs, options, configuration);
    CHECK(plan.failures().empty());
    CHECK(shown(plan, folder) == row.expected);
  }
}

TEST_CASE("rules say how a file is treated, and whether it has a map", "[tree_plan]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", "");
  folder.write("src/a.css", "");
  folder.write("src/docs/a.ts", "");
  folder.write("src/docs/tool.sh", "");
  folder.write("src/loose.ts", "");
  Configuration configuration = configuration_of({""});
  Project& project = configuration.project.emplace();
  project.source = folder / "src";
  project.filter.rules.push_back(
      {.glob = Glob::parse("*.css").value(), .layout = Layout::kCompact});
  project.filter.rules.push_back(
      {.glob = Glob::parse("loose.ts").value(), .layout = Layout::kPreserve});
  project.filter.rules.push_back({.glob = Glob::parse("docs/*.ts").value(), .scan = false});
  project.filter.rules.push_back({.glob = Glob::parse("docs/*.sh").value(), .scan = true});
  struct Row {
    Layout layout;  // the command's
    std::vector<TreeInput> inputs;
    Lines expected;
  };
  const std::vector<Row> rows = {
      {Layout::kPreserve,
       {{"src", ""}},
       {"a.css is stripped from with a.css.map src/a.css", "a.css.map maps a.css from src/a.css",
        "a.ts is stripped from src/a.ts", "docs/a.ts is copied from src/docs/a.ts",
        "docs/tool.sh is stripped from src/docs/tool.sh",
        "loose.ts is stripped from src/loose.ts"}},
      {Layout::kLoader,
       {{"src/docs", ""}},
       {"a.ts is copied from src/docs/a.ts",
        "tool.sh is stripped from with tool.sh.map "
        "src/docs/tool.sh",
        "tool.sh.map maps tool.sh from src/docs/tool.sh"}},
      {Layout::kLoader,
       {{"src/docs/a.ts", "a.ts"}, {"src/loose.ts", "loose.ts"}},
       {"a.ts is copied from src/docs/a.ts", "loose.ts is stripped from src/loose.ts"}},
  };
  for (const Row& row : rows) {
    Options options;
    options.jobs = 1;
    options.layout = row.layout;
    options.source_maps = SourceMaps::kFiles;
    std::vector<TreeInput> inputs;
    for (const TreeInput& input : row.inputs) {
      inputs.push_back({folder / input.path, input.place});
    }
    const TreePlan plan(inputs, options, configuration);
    CHECK(plan.failures().empty());
    CHECK(shown(plan, folder) == row.expected);
  }
}

TEST_CASE("an output is planned for its target only where no path is taken", "[tree_plan]") {
  const TemporaryFolder folder;
  folder.write("source/a.ts", "");
  folder.write("source/a.ts.map", "");
  folder.write("source/wx.ts", "");
  folder.write("other/b.ts", "");
  folder.write("reserved/.iftrue-manifest", "");
  Configuration configuration = configuration_of({"WX", "!WX"});
  configuration.project.emplace();
  configuration.project->filter.rules.push_back({Glob::parse("wx.ts").value(), "WX"});
  struct Row {
    std::vector<std::string> inputs;
    SourceMaps maps;
    std::size_t target;
    std::string expected;  // the paths, or why not
  };
  const std::string source = folder / "source";
  const std::string reserved = folder / "reserved/.iftrue-manifest";
  const std::vector<Row> rows = {
      {{"source"}, SourceMaps::kNone, 0, "a.ts a.ts.map wx.ts"},
      {{"source"}, SourceMaps::kNone, 1, "a.ts a.ts.map"},
      {{"source", "other"}, SourceMaps::kNone, 1, "a.ts a.ts.map b.ts"},
      {{"source", "source"}, SourceMaps::kNone, 0, "two inputs would be written to 'out/a.ts'"},
      {{"source"},
       SourceMaps::kFiles,
       0,
       "the source map of '" + source +
           "/a.ts' and another input would be written to "
           "'out/a.ts.map'"},
      {{"reserved"},
       SourceMaps::kNone,
       0,
       "'" + reserved + "' has a name that the output needs for itself; exclude it"},
  };
  for (const Row& row : rows) {
    Options options;
    options.jobs = 1;
    options.layout = Layout::kCompact;  // one that has maps
    options.source_maps = row.maps;
    std::vector<TreeInput> inputs;
    for (const std::string& input : row.inputs) inputs.push_back({folder / input, ""});
    const TreePlan plan(inputs, options, configuration);
    const auto planned = plan.planned_for(row.target, "out");
    std::string shown;
    for (std::size_t i = 0; planned && i < plan.size(); ++i) {
      if ((*planned)[i] == 0) continue;
      shown += (shown.empty() ? "" : " ") + std::string(plan.paths()[i]);
    }
    CHECK((planned ? shown : planned.error().message) == row.expected);
  }
}

TEST_CASE("what cannot be listed is told, and the rest is planned", "[tree_plan]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "");
  const Configuration configuration = configuration_of({""});
  Options options;
  options.jobs = 1;
  const std::vector<TreeInput> inputs = {
      {folder / "none", "none"}, {"/dev/null", "null"}, {folder / "a.ts", "a.ts"}};
  const TreePlan plan(inputs, options, configuration);
  REQUIRE(plan.failures().size() == 2);
  CHECK(plan.failures()[0].message ==
        "cannot read '" + (folder / "none") + "': No such file or directory");
  CHECK(plan.failures()[1].message == "cannot read '/dev/null' among others: it is no file");
  CHECK(shown(plan, folder) == Lines{"a.ts is stripped from a.ts"});
}

}  // namespace
}  // namespace iftrue
