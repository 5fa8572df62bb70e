#include "command/project/language.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("the language is told by the name", "[language]") {
  struct Row {
    Language language;
    std::vector<std::string> paths;
  };
  const std::vector<Row> rows = {
      {Language::kJavaScript,
       {"a.js", "b/a.jsx", "a.mjs", "a.cjs", "a.ts", "a.d.ts", "a.tsx", "a.mts", "a.cts"}},
      {Language::kJson, {"a.json", "b/tsconfig.base.json", "a.jsonc"}},
      {Language::kCss, {"a.css", "a.wxss", "a.acss"}},
      {Language::kScss, {"a.scss", "a.less"}},
      {Language::kHtml,
       {"a.html", "a.htm", "a.vue", "a.wxml", "a.swan", "a.axml", "a.svg", "a.xml"}},
      {Language::kMarkdown, {"README.md", "a.markdown"}},
      {Language::kOther, {"a.json5", "a.sass", "a.yml", "js", "ts/a", "a.js.map", ""}},
  };
  for (const Row& row : rows) {
    for (const std::string& path : row.paths) {
      CAPTURE(path);
      CHECK(language_of(path) == row.language);
    }
  }
}

}  // namespace
}  // namespace iftrue
