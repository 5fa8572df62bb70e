#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "command/process.h"
#include "command/two_targets.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

TEST_CASE("diff prints what two targets keep differently", "[diff]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", kTwoTargets);
  folder.write("src/a.ts",
               "1\n2\n3\n4\n/*IFTRUE_WEB*/\nweb\n/*ELSE_WEB*/\nwx\n/*FITRUE_WEB*/\n5\n6\n7\n8");
  folder.write("src/same.ts", "x\n");
  folder.write("src/wx/b c.ts", "b\n");
  folder.write("src/wx/logo.png", std::string("\0x", 2));
  const std::string compact =
      "--- web/a.ts\n+++ wx/a.ts\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-web\n+wx\n 5\n 6\n 7\n";
  const std::string only =
      "diff --git web/wx/b c.ts wx/wx/b c.ts\nnew file mode 100644\n--- /dev/null\n"
      "+++ wx/wx/b c.ts\t\n@@ -0,0 +1 @@\n+b\nOnly in wx: wx/logo.png (binary)\n";
  struct Row {
    std::vector<std::string> arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"diff", "web", "wx"}, {0, compact + only, ""}},
      {{"diff", "web", "wx", "src/a.ts"}, {0, compact, ""}},
      {{"diff", "web", "wx", "src/same.ts"}, {0, "", ""}},
      {{"diff", "web", "wx", "src/a.ts", "--layout=preserve"},
       {0, "--- web/a.ts\n+++ wx/a.ts\n@@ -3,9 +3,9 @@\n 3\n 4\n \n-web\n \n \n+wx\n \n 5\n 6\n",
        ""}},
      {{"diff", "web", "wx", "src/same.ts", "--color=always"}, {0, "", ""}},
      {{"diff", "web"},
       {2, "",
        "iftrue: error: diff takes two targets, and then files or folders; see iftrue diff "
        "--help\n"}},
      {{"diff", "web", "web"}, {2, "", "iftrue: error: diff takes two different targets\n"}},
      {{"diff", "web", "wxx"},
       {2, "", "iftrue: error: 'iftrue.toml' has no target 'wxx'; did you mean wx?\n"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
}

// What patch makes of one target's tree must be the other's, for any text.
TEST_CASE("patch turns the tree of one target into that of the other", "[diff]") {
  constexpr int kTwoTargetss = 12;
  constexpr int kFiles = 12;
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return random() % n; };
  const std::vector<std::string> pieces = {"a\n",
                                           "b\r\n",
                                           "\n",
                                           "{\n",
                                           "}\n",
                                           "x",
                                           "/*IFTRUE_WEB*/w\n/*FITRUE_WEB*/",
                                           "/*IFTRUE_WX*/\nx\n/*ELSE_WX*/\ny\n/*FITRUE_WX*/\n",
                                           "/*IFTRUE_WEB a\nELSE_WEB*/b/*FITRUE_WEB*/\n",
                                           "--- a\n",
                                           "+++ b\n",
                                           "@@ -1 +1 @@\n",
                                           "\\ No newline\n",
                                           "\xFF\n"};
  const std::vector<std::string> folders = {"", "wx/", "web/", "with blank/", "qu\"ote/", "中/"};
  int compared = 0;
  for (int project = 0; project < kTwoTargetss; ++project) {
    const TemporaryFolder folder;
    folder.write("iftrue.toml", kTwoTargets);
    for (int file = 0; file < kFiles; ++file) {
      std::string text = "// code\n";  // patch does not remove an empty file
      for (std::size_t n = below(40); n > 0; --n) text += pieces[below(pieces.size())];
      folder.write("src/" + folders[below(folders.size())] + std::to_string(file) + ".ts", text);
    }
    REQUIRE(run({{"strip", "--layout=compact"}, folder.path()}).status == 0);
    const Outcome diff = run({{"diff", "web", "wx"}, folder.path()});
    REQUIRE(diff.status == 0);
    folder.write("diff", diff.out);
    const std::string patch = "cd '" + (folder / "out/web") +
                              "' && rm -f .iftrue-* ../wx/.iftrue-* && { test ! -s ../../diff || "
                              "patch -p1 --binary --quiet < ../../diff; } && "
                              "find . ../wx -type d -empty -delete && cd .. && diff -r web wx";
    INFO(diff.out);
    REQUIRE(std::system(patch.c_str()) == 0);
    ++compared;
  }
  std::cout << "patched: " << compared << " trees of " << kFiles << " files\n";
}

}  // namespace
}  // namespace iftrue
