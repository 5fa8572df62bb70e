#include "command/output/orphans.h"

#include <fcntl.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/system/descriptor.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Paths = std::vector<std::string>;

TEST_CASE("what stands in an output and is not planned is an orphan", "[orphans]") {
  const TemporaryFolder folder;
  for (const char* name :
       {"a", "b", "b-/c", "d/e", "d/f/g", "twice", ".iftrue-manifest", ".iftrue-state",
        ".iftrue-tmp-own", "d/.iftrue-state", ".git/HEAD", "d/node_modules/m", "z/.git"}) {
    folder.write(name, "");
  }
  folder.folder("empty");
  folder.folder("h/empty");
  folder.link("d/link", "f");
  folder.link("h/outside", "/");
  PathList paths;
  for (const char* path : {"a", "b/c", "d/e", "d/f", "missing", "twice", "twice"}) {
    paths.append(path);
  }
  const Descriptor root(open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct Row {
    std::vector<char> planned;
    Paths expected;
  };
  const Paths others = {"b", "b-/c", "d/.iftrue-state", "d/f/g", "d/link", "h/outside"};
  const auto with = [&](Paths more) {
    more.insert(more.end(), others.begin(), others.end());
    std::sort(more.begin(), more.end());
    return more;
  };
  const std::vector<Row> rows = {
      {{1, 1, 1, 1, 1, 1, 0}, others},
      {{1, 1, 1, 1, 1, 0, 1}, others},
      {{0, 0, 0, 0, 0, 0, 0}, with({"a", "d/e", "twice"})},
      {{1, 0, 0, 0, 0, 0, 1}, with({"d/e"})},
  };
  for (const Row& row : rows) {
    const Orphans orphans = find_orphans(root.get(), "out", paths, row.planned);
    CHECK(orphans.paths == row.expected);
    CHECK(orphans.failures.empty());
  }
}

}  // namespace
}  // namespace iftrue
