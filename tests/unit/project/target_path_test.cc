#include "command/project/target_path.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("each {target} in a path is the target's name", "[target_path]") {
  struct PathRow {
    std::string path;
    std::string target;
    std::string expected;
    bool names;
  };
  const std::vector<PathRow> rows = {
      {"out", "wx", "out", false},
      {"{target}", "wx", "wx", true},
      {"a/{target}/{target}.js", "wx", "a/wx/wx.js", true},
      {"{target", "wx", "{target", false},
      {"{{target}}", "wx", "{wx}", true},
      {"{target}{target}", "{target}", "{target}{target}", true},
      {"", "wx", "", false},
  };
  for (const PathRow& row : rows) {
    CAPTURE(row.path);
    CHECK(for_target(row.path, row.target) == row.expected);
    CHECK(names_target(row.path) == row.names);
  }
}

}  // namespace
}  // namespace iftrue
