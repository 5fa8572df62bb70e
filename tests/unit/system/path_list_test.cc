#include "command/system/path_list.h"

#include <catch2/catch.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

PathList list_of(std::initializer_list<std::string_view> paths) {
  PathList list;
  for (const std::string_view path : paths) list.append(path);
  return list;
}

TEST_CASE("a list gives its paths back", "[path_list]") {
  const PathList list = list_of({"", "a", "a\n", "b/c"});
  REQUIRE(list.size() == 4);
  CHECK(list[0].empty());
  CHECK(list[1] == "a");
  CHECK(list[2] == "a\n");
  CHECK(list[3] == "b/c");
  CHECK_FALSE(list.empty());
  CHECK(PathList().empty());
}

TEST_CASE("a list knows which paths are in it", "[path_list]") {
  const PathList list = list_of({"a", "b", "b", "c/d", "e"});
  for (const std::string_view path : {"a", "b", "c/d", "e"}) CHECK(list.contains(path));
  for (const std::string_view path : {"", "aa", "c", "c/", "f"}) CHECK_FALSE(list.contains(path));
  CHECK_FALSE(PathList().contains(""));
}

TEST_CASE("a list knows where a path stands", "[path_list]") {
  const PathList list = list_of({"a", "b", "b", "b/c"});
  struct Case {
    std::string path;
    std::size_t begin;
    std::size_t end;
  };
  for (const Case& each : std::vector<Case>{
           {"a", 0, 1}, {"b", 1, 3}, {"b/c", 3, 4}, {"", 0, 0}, {"aa", 1, 1}, {"c", 4, 4}}) {
    CAPTURE(each.path);
    CHECK(list.equal(each.path).begin == each.begin);
    CHECK(list.equal(each.path).end == each.end);
  }
}

TEST_CASE("a list knows which paths lead into a folder", "[path_list]") {
  const PathList list = list_of({"a", "a-/b", "a/b", "a/b/c", "a/d", "a0", "b"});
  struct Case {
    std::string folder;
    std::size_t begin;
    std::size_t end;
  };
  const std::vector<Case> cases = {
      {"a", 2, 5}, {"a-", 1, 2}, {"a/b", 3, 4}, {"a/b/c", 4, 4}, {"0", 0, 0}, {"c", 7, 7},
  };
  for (const Case& each : cases) {
    CAPTURE(each.folder);
    const PathList::Range range = list.below(each.folder);
    CHECK(range.begin == each.begin);
    CHECK(range.end == each.end);
    CHECK(range.empty() == (each.begin == each.end));
  }
}

}  // namespace
}  // namespace iftrue
