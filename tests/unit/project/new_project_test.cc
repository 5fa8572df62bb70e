#include "command/project/new_project.h"

#include <catch2/catch.hpp>
#include <string>

#include "command/project/project_file.h"

namespace iftrue {
namespace {

TEST_CASE("a new project is the project that it was made from", "[new_project]") {
  // A source that needs escapes, and symbols that a reader of TOML could take for values.
  const NewProject made{"a \"b\\\x01\x7F\n\xC3\xA9",
                        "out/{target}",
                        {"**/*.{js,ts}", "**/a\"b"},
                        {{"1", 1}, {"_", 2}, {"X1", 1}, {"inf", 1}, {"true", 3}, {"1e5", 1}}};
  const std::string text = project_text(made);
  CAPTURE(text);
  const auto project = parse_project(text, "iftrue.toml");
  REQUIRE(project);
  CHECK(project->source == made.source);
  CHECK(project->output == made.output);
  CHECK(project->filter.scans("d/a.ts"));
  CHECK(project->filter.scans("a\"b"));
  CHECK_FALSE(project->filter.scans("a.css"));
  REQUIRE(project->symbols.size() == made.symbols.size());
  REQUIRE(project->targets.size() == made.symbols.size());
  for (std::size_t i = 0; i < made.symbols.size(); ++i) {
    CHECK(project->symbols[i].name == made.symbols[i].name);
    CHECK(project->targets[i].name == made.symbols[i].name);
    CHECK(project->targets[i].symbols == std::vector<std::string>{made.symbols[i].name});
  }
}

TEST_CASE("a new project leaves out packages and hidden folders, not hidden files",
          "[new_project]") {
  const auto project = parse_project(project_text({".", "", {}, {}}), "iftrue.toml");
  REQUIRE(project);
  CHECK(project->output.empty());
  CHECK(project->symbols.empty());
  CHECK(project->targets.empty());
  const PathFilter& filter = project->filter;
  CHECK(filter.excludes("d/node_modules"));
  CHECK(filter.excludes(".git/config"));
  CHECK(filter.excludes("d/.cache/x"));
  CHECK_FALSE(filter.excludes(".eslintrc.js"));
  CHECK(filter.scans("a.wxml"));  // what is included where a project says nothing
}

}  // namespace
}  // namespace iftrue
