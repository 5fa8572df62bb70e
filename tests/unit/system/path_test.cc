#include "command/system/path.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

TEST_CASE("a path is inside a folder wherever its links lead", "[path]") {
  const TemporaryFolder folder;
  folder.folder("src/core");
  folder.folder("src-2");
  folder.link("to-src", "src");
  folder.link("src/to-other", "../src-2");
  struct Row {
    std::string path;
    std::string outer;
    bool expected;
  };
  const std::vector<Row> rows = {
      {"src", "src", true},
      {"src/", "src", true},
      {"src", "src/", true},
      {"src/core", "src", true},
      {"src/core/../core/x", "src", true},
      {"src/new/deeper", "src", true},  // need not exist
      {"src", "src/core", false},
      {"src-2", "src", false},
      {"src-2/x", "src", false},
      {"src/..", "src", false},
      {"src/../src-2", "src", false},
      {"new", "src", false},
      {"to-src", "src", true},
      {"to-src/core/new", "src", true},
      {"src/core", "to-src", true},
      {"src/to-other", "src", false},
      {"src/to-other/x", "src-2", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.outer);
    CHECK(is_inside(folder / row.path, folder / row.outer) == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
