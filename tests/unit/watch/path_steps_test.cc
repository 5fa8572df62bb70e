#include "command/watch/path_steps.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Steps = std::vector<std::string>;

// "FOLDER: NAME", the temporary folder as ~; those above it are left out.
Steps steps(const TemporaryFolder& folder, const std::string& path) {
  Steps found;
  for_each_step(path, [&](const std::string& above, const std::string& name) {
    if (!above.starts_with(folder.path())) return;
    found.push_back('~' + above.substr(folder.path().size()) + ": " + name);
  });
  return found;
}

TEST_CASE("each name on the way to a path is a step", "[path_steps]") {
  const TemporaryFolder folder;
  folder.write("a/b/c.ts", "");
  folder.write("real/in/d.ts", "");
  folder.link("a/link", "../real/in");
  folder.link("whole", folder / "a/link/d.ts");
  folder.link("round", "round");
  struct Row {
    std::string path;
    Steps steps;
  };
  const std::vector<Row> rows{
      {"a/b/c.ts", {"~: a", "~/a: b", "~/a/b: c.ts"}},
      {"a//./b/", {"~: a", "~/a: b"}},
      {"a/../a/b", {"~: a", "~/a/..: a", "~/a/../a: b"}},
      {"a/missing/x", {"~: a", "~/a: missing", "~/a/missing: x"}},
      {"a/link/d.ts",
       {"~: a", "~/a: link", "~/a/..: real", "~/a/../real: in", "~/a/../real/in: d.ts"}},
      {"whole",
       {"~: whole", "~: a", "~/a: link", "~/a/..: real", "~/a/../real: in",
        "~/a/../real/in: d.ts"}},
      {"round/x", Steps(41, "~: round")},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(steps(folder, folder / row.path) == row.steps);
  }
}

TEST_CASE("a relative path begins at the working folder", "[path_steps]") {
  Steps found;
  for_each_step("../no-such-name/x", [&](const std::string& above, const std::string& name) {
    found.push_back(above + ": " + name);
  });
  CHECK(found == Steps{"./..: no-such-name", "./../no-such-name: x"});
}

}  // namespace
}  // namespace iftrue
