#include "command/project/language.h"

#include <catch2/catch.hpp>

namespace iftrue {
namespace {

TEST_CASE("JavaScript and TypeScript are told by the name", "[language]") {
  for (const char* path :
       {"a.js", "b/a.jsx", "a.mjs", "a.cjs", "a.ts", "a.d.ts", "a.tsx", "a.mts", "a.cts"}) {
    CAPTURE(path);
    CHECK(language_of(path) == Language::kJavaScript);
  }
  for (const char* path : {"a.json", "a.css", "a.vue", "a.html", "js", "ts/a", "a.js.map", ""}) {
    CAPTURE(path);
    CHECK(language_of(path) == Language::kOther);
  }
}

}  // namespace
}  // namespace iftrue
