#include "command/system/path_list.h"

#include <catch2/catch.hpp>
#include <initializer_list>
#include <string>
#include <string_view>

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

}  // namespace
}  // namespace iftrue
