#include "lsp/uri.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace iftrue {
namespace {

TEST_CASE("a path and its address", "[uri]") {
  for (const auto& [path, uri] : {
           std::pair<std::string_view, std::string_view>{"/", "file:///"},
           {"/a/b.ts", "file:///a/b.ts"},
           {"/a b/%41#?.ts", "file:///a%20b/%2541%23%3F.ts"},
           {"/\xE4\xB8\xAD", "file:///%E4%B8%AD"},
           {"/\xFF", "file:///%FF"},
           {"/C:/a", "file:///C%3A/a"},
       }) {
    CHECK(uri_of_path(path) == uri);
    CHECK(path_of_uri(uri) == path);
  }
}

TEST_CASE("other spellings of an address", "[uri]") {
  CHECK(path_of_uri("file://localhost/a") == "/a");
  CHECK(path_of_uri("file:///a/./b/../c") == "/a/c");
  CHECK(path_of_uri("file:///a/%2e%2E/c?d#e") == "/c");
  CHECK(path_of_uri("file:///../../a") == "/a");
}

TEST_CASE("an address of something else has no path", "[uri]") {
  for (const std::string_view uri :
       {"", "/a", "untitled:a", "https://a/b", "file:a", "file://host/a", "file:///%", "file:///%0",
        "file:///%0g", "file:///%00"}) {
    CHECK(path_of_uri(uri) == std::nullopt);
  }
}

}  // namespace
}  // namespace iftrue
