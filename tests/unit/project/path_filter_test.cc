#include "command/project/path_filter.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/symbols.h"

namespace iftrue {
namespace {

TEST_CASE("without a project the files of a web project are scanned", "[path_filter]") {
  struct Row {
    std::string path;
    bool scanned;
    bool excluded;
  };
  const std::vector<Row> rows = {
      {"a.ts", true, false},
      {"d/e/a.tsx", true, false},
      {"a.js", true, false},
      {"a.jsx", true, false},
      {"a.mjs", true, false},
      {"a.cjs", true, false},
      {"a.css", true, false},
      {"a.scss", true, false},
      {"a.html", true, false},
      {"a.vue", true, false},
      {"a.wxml", true, false},
      {"a.wxss", true, false},
      {"a.json", true, false},
      {"README.md", true, false},
      {".eslintrc.json", true, false},
      {"a.png", false, false},
      {"ts", false, false},
      {"a.ts.map", false, false},
      {"node_modules", false, true},
      {"d/node_modules", false, true},
      {"node_modules/x/a.ts", true, true},
      {".git", false, true},
      {".git/config", false, true},
      {".gitignore", false, false},
      {"my_node_modules/a.ts", true, false},
  };
  const PathFilter filter;
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(filter.scans(row.path) == row.scanned);
    CHECK(filter.excludes(row.path) == row.excluded);
  }
}

TEST_CASE("a file exists where every rule that matches it holds", "[path_filter]") {
  PathFilter filter;
  filter.rules.push_back({Glob::parse("wx/**").value(), "WX"});
  filter.rules.push_back({Glob::parse("**/*.test.ts").value(), "(DEBUG && !WX)"});
  struct Row {
    std::string path;
    std::string on;
    bool expected;
  };
  const std::vector<Row> rows = {
      {"a.ts", "", true},
      {"wx/a.ts", "WX", true},
      {"wx/a.ts", "!WX", false},
      {"a.test.ts", "DEBUG !WX", true},
      {"a.test.ts", "!DEBUG", false},
      {"wx/a.test.ts", "WX DEBUG", false},
      {"wx/a.test.ts", "DEBUG !WX", false},
      // undecided: what is kept for some target exists
      {"wx/a.ts", "", true},
      {"a.test.ts", "DEBUG", true},
      {"a.test.ts", "WX", false},
      {"wx/a.test.ts", "", true},
      {"wx/a.test.ts", "!DEBUG", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.on);
    CHECK(filter.exists_for(row.path, symbols(row.on)) == row.expected);
  }
}

TEST_CASE("the last rule with a key that matches a file decides for that key", "[path_filter]") {
  PathFilter filter;
  filter.rules.push_back({.glob = Glob::parse("**/*.css").value(), .layout = Layout::kCompact});
  filter.rules.push_back({.glob = Glob::parse("docs/**").value(), .scan = false});
  filter.rules.push_back(
      {.glob = Glob::parse("docs/live/**").value(), .layout = Layout::kLoader, .scan = true});
  filter.rules.push_back(
      {.glob = Glob::parse("docs/live/plain.css").value(), .layout = Layout::kPreserve});
  filter.rules.push_back({.glob = Glob::parse("bin/**").value(), .scan = true});
  filter.rules.push_back({.glob = Glob::parse("bin/wx/**").value(), .when = "WX"});
  struct Row {
    std::string path;
    bool scanned;
    bool copied_by_rule;
    Layout layout;  // where the command's is compact
  };
  const std::vector<Row> rows = {
      {"a.ts", true, false, Layout::kCompact},
      {"a.png", false, false, Layout::kCompact},
      {"docs/a.md", false, true, Layout::kCompact},
      {"docs/live/a.css", true, false, Layout::kLoader},
      {"docs/live/plain.css", true, false, Layout::kPreserve},
      {"docs/live/a.sh", true, false, Layout::kLoader},  // though not included
      {"bin/a.sh", true, false, Layout::kCompact},
      {"bin/wx/a.sh", true, false, Layout::kCompact},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(filter.scans(row.path) == row.scanned);
    CHECK(filter.copies_by_rule(row.path) == row.copied_by_rule);
    CHECK(filter.layout_of(row.path, Layout::kCompact) == row.layout);
  }
  CHECK(filter.layout_of("a.css", Layout::kPreserve) == Layout::kCompact);
  CHECK(filter.layout_of("a.ts", Layout::kPreserve) == Layout::kPreserve);
  // Rules without a condition keep no file from a target.
  CHECK(filter.exists_for("docs/a.md", symbols("!WX")));
  CHECK_FALSE(filter.exists_for("bin/wx/a.sh", symbols("!WX")));
}

}  // namespace
}  // namespace iftrue
