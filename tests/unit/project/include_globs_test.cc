#include "command/project/include_globs.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/project/glob.h"

namespace iftrue {
namespace {

using Strings = std::vector<std::string>;

TEST_CASE("files are included by their kinds", "[include_globs]") {
  struct Row {
    Strings paths;
    Strings expected;
  };
  const std::vector<Row> rows = {
      {{}, {}},
      {{"a.ts"}, {"**/*.ts"}},
      {{"d/b.ts", "a.d.ts", "c.js", "e/.eslintrc.js"}, {"**/*.{js,ts}"}},
      {{"a.c++", "b.x-y_Z"}, {"**/*.{c++,x-y_Z}"}},
      {{"Makefile", "d/Makefile", "a.ts"}, {"**/*.ts", "**/Makefile"}},
      {{".npmrc", "a."}, {"**/.npmrc", "**/a."}},
      // what means something in a glob, and what TOML cannot hold
      {{"a.{b", "a,b.[c]"}, {"**/a.?b", "**/a?b.?c?"}},
      {{"*", "x\xFF\xFEy.t\xC3\xA9"}, {"**/?", "**/x*y.t\xC3\xA9"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.paths);
    const Strings globs = include_globs(row.paths);
    CHECK(globs == row.expected);
    for (const std::string& path : row.paths) {
      CHECK(std::ranges::any_of(
          globs, [&](const std::string& glob) { return Glob::parse(glob).value().matches(path); }));
    }
  }
}

}  // namespace
}  // namespace iftrue
