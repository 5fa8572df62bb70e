#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "command/process.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;
using Paths = std::vector<std::string>;

const std::string kText = "/*IFTRUE_X*/\na/*ELSE_X*/b/*FITRUE_X*/\n";

std::string map_json(const std::string& file, const std::string& source, const std::string& content,
                     const std::string& mappings) {
  return R"({"version":3,)" + (file.empty() ? "" : R"("file":")" + file + R"(",)") +
         R"("sources":[")" + source + R"("],"sourcesContent":[)" + content +
         R"(],"names":[],"mappings":")" + mappings + "\"}\n";
}

const std::string kContent = R"("/*IFTRUE_X*/\na/*ELSE_X*/b/*FITRUE_X*/\n")";
const std::string kMappings = "AACA,CAAwB";  // "a\n"

Outcome strip(const TemporaryFolder& folder, const Arguments& more, const std::string& input = "") {
  Arguments arguments{"strip", "--layout=compact", "-DX"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run({arguments, folder.path(), input});
}

std::string failed(const std::string& message) { return "iftrue: error: " + message + "\n"; }

TEST_CASE("a map goes beside the output, which stays as it is", "[source_map]") {
  const TemporaryFolder folder;
  folder.write("src/a b.ts", kText);
  folder.set_mode("src/a b.ts", 0750);
  CHECK(strip(folder, {"src/a b.ts", "-o", "out/d/c.ts", "--source-map", "-v"}) ==
        Outcome{0, "", "write out/d/c.ts\nwrite out/d/c.ts.map\n"});
  CHECK(folder.read("out/d/c.ts") == "a\n");
  CHECK(folder.read("out/d/c.ts.map") ==
        map_json("c.ts", "../../src/a%20b.ts", kContent, kMappings));
  CHECK(folder.mode("out/d/c.ts") == 0750);
  CHECK(folder.mode("out/d/c.ts.map") == 0640);
  const auto first = folder.identity("out/d/c.ts.map");
  CHECK(strip(folder, {"src/a b.ts", "-o", "out/d/c.ts", "--source-map"}) == Outcome{0, "", ""});
  CHECK(folder.identity("out/d/c.ts.map") == first);

  CHECK(strip(folder, {"-", "-o", "in.js", "--source-map"}, kText) == Outcome{0, "", ""});
  CHECK(folder.read("in.js.map") == map_json("in.js", "<stdin>", kContent, kMappings));
  CHECK(strip(folder, {"-", "-o", "other.js", "--source-map", "--dry-run"}, kText) ==
        Outcome{0, "", "write other.js\nwrite other.js.map\n"});
  // In loader the terminator of the first line stays.
  CHECK(strip(folder, {"-", "-o", "in.js", "--source-map", "--layout=loader"}, kText) ==
        Outcome{0, "", ""});
  CHECK(folder.read("in.js") == "\na\n");
  CHECK(folder.read("in.js.map") == map_json("in.js", "<stdin>", kContent, "AAAY;AACZ,CAAwB"));
}

TEST_CASE("a name that no JSON or URL can hold is escaped", "[source_map]") {
  struct Row {
    std::string name;
    std::string file;
    std::string source;
  };
  const std::vector<Row> rows = {
      {"\xE4\xB8\xAD.js", "\xE4\xB8\xAD.js", "../\xE4\xB8\xAD.js"},
      {"a#b?c%d\\e.js", R"(a#b?c%d\\e.js)", "../a%23b%3Fc%25d%5Ce.js"},
      {"\"\n\x01<>.js", R"(\"\n\u0001<>.js)", "../%22%0A%01%3C%3E.js"},
      {"\xFF\xE4\xB8.js", "\uFFFD\uFFFD\uFFFD.js", "../%FF%E4%B8.js"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    folder.write(row.name, "a");
    CHECK(strip(folder, {row.name, "-o", "out/", "--source-map"}) == Outcome{0, "", ""});
    CHECK(folder.read("out/" + row.name + ".map") ==
          map_json(row.file, row.source, R"("a")", "AAAA"));
  }
  const TemporaryFolder folder;
  folder.write("a:b.js", "\xFF\xE4\xB8");
  CHECK(strip(folder, {"a:b.js", "-o", "c.js", "--source-map"}) == Outcome{0, "", ""});
  CHECK(folder.read("c.js.map") ==
        map_json("c.js", "./a:b.js", "\"\uFFFD\uFFFD\uFFFD\"", "AAAA,CAAC,CAAC"));
}

TEST_CASE("a map goes into a comment where the file can hold one", "[source_map]") {
  const TemporaryFolder folder;
  for (const std::string name : {"a.js", "a.tsx", "a.css", "a.html"}) folder.write(name, "a");
  // base64 -w0 of
  // {"version":3,"sources":["a.js"],"sourcesContent":["a"],"names":[],"mappings":"AAAA"}
  const std::string data =
      "sourceMappingURL=data:application/json;base64,"
      "eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbImEuanMiXSwic291cmNlc0NvbnRlbnQiOlsiYSJdLCJuYW1lcyI6W10sIm1h"
      "cHBpbmdzIjoiQUFBQSJ9Cg==";
  CHECK(strip(folder, {"a.js", "--source-map=inline"}) == Outcome{0, "a\n//# " + data + "\n", ""});
  CHECK(
      strip(folder, {"a.css", "--source-map=inline"}).out.starts_with("a\n/*# sourceMappingURL="));
  CHECK(strip(folder, {"a.css", "--source-map=inline"}).out.ends_with("= */\n"));
  CHECK(strip(folder, {"-", "--source-map=inline"}, "a\r").out.starts_with("a\r//# source"));
  CHECK(strip(folder, {"-", "--source-map=inline"}, "").out.starts_with("//# source"));
  CHECK(strip(folder, {"a.html", "--source-map=inline"}) ==
        Outcome{2, "",
                failed("'a.html' cannot hold a source map: only JavaScript, TypeScript and style "
                       "sheets can; use --source-map without =inline")});

  for (const std::string name : {"a.js", "a.tsx", "a.css", "a.html"}) {
    folder.write("src/" + name, "a\n");
  }
  CHECK(strip(folder, {"src", "-o", "out", "--source-map=inline"}) == Outcome{0, "", ""});
  CHECK(folder.list("out") ==
        Paths{".iftrue-manifest", ".iftrue-state", "a.css", "a.html", "a.js", "a.tsx"});
  CHECK(folder.read("out/a.tsx").starts_with("a\n//# source"));
  CHECK(folder.read("out/a.css").starts_with("a\n/*# source"));
  CHECK(folder.read("out/a.html") == "a\n");
}

TEST_CASE("the maps of a tree are outputs like its files", "[source_map]") {
  const TemporaryFolder folder;
  folder.write("src/a.js", kText);
  folder.write("src/d/b.js", "b");
  folder.write("src/d/c.png", "c");
  folder.write("src/binary.json", std::string("\0", 1));
  folder.link("src/link.js", "a.js");
  const Arguments with_maps{"src", "-o", "out", "--source-map", "-v"};
  CHECK(strip(folder, with_maps) ==
        Outcome{0, "",
                "write out/a.js.map\nwrite out/a.js\nwrite out/binary.json.map\n"
                "write out/binary.json\nwrite out/d/b.js.map\nwrite out/d/b.js\n"
                "write out/d/c.png\nwrite out/link.js\n"});
  CHECK(folder.read("out/a.js.map") == map_json("a.js", "../src/a.js", kContent, kMappings));
  CHECK(folder.read("out/d/b.js.map") == map_json("b.js", "../../src/d/b.js", R"("b")", "AAAA"));
  CHECK(folder.read("out/binary.json.map") ==
        map_json("binary.json", "../src/binary.json", "null", ""));

  CHECK(strip(folder, with_maps) == Outcome{0, "", ""});
  folder.write("out/a.js.map", "spoiled");  // seen, though neither source nor output changed
  CHECK(strip(folder, with_maps) == Outcome{0, "", "write out/a.js.map\n"});

  // A map says where its source is from where it stands itself.
  folder.folder("elsewhere");
  std::filesystem::rename(folder / "src", folder / "elsewhere/src");
  const Arguments moved{"elsewhere/src", "-o", "out", "--source-map", "-v"};
  CHECK(strip(folder, moved) ==
        Outcome{0, "", "write out/a.js.map\nwrite out/binary.json.map\nwrite out/d/b.js.map\n"});
  CHECK(folder.read("out/a.js.map") ==
        map_json("a.js", "../elsewhere/src/a.js", kContent, kMappings));

  CHECK(strip(folder, {"elsewhere/src", "-o", "out", "-v"}) ==
        Outcome{0, "", "remove out/a.js.map\nremove out/binary.json.map\nremove out/d/b.js.map\n"});
  CHECK(strip(folder, {"elsewhere/src/a.js", "elsewhere/src/d", "-o", "two", "--source-map"}) ==
        Outcome{0, "", ""});
  CHECK(folder.read("two/a.js.map") ==
        map_json("a.js", "../elsewhere/src/a.js", kContent, kMappings));
  CHECK(folder.read("two/d/b.js.map") ==
        map_json("b.js", "../../elsewhere/src/d/b.js", R"("b")", "AAAA"));
}

TEST_CASE("a map is never written over something else", "[source_map]") {
  const TemporaryFolder folder;
  folder.write("src/a.js", kText);
  folder.write("src/a.js.map", "mine");
  CHECK(strip(folder, {"src", "-o", "out", "--source-map"}) ==
        Outcome{2, "",
                failed("the source map of 'src/a.js' and another input would be written to "
                       "'out/a.js.map'")});
  CHECK(folder.read("out/a.js") == "(missing)");
  CHECK(strip(folder, {"src/a.js.map", "-o", "src/a.js", "--source-map"}) ==
        Outcome{2, "", failed("source map 'src/a.js.map' is the input or an output itself")});
  CHECK(folder.read("src/a.js.map") == "mine");
  folder.write("other/b.js", kText);
  folder.write("out/b.js.map", "mine");
  CHECK(strip(folder, {"other", "-o", "out", "--source-map"}) ==
        Outcome{2, "",
                failed("'out/b.js.map' stands in the way: iftrue did not write it; move it away")});
  CHECK(folder.read("out/b.js.map") == "mine");
}

TEST_CASE("--source-map where it cannot be is a wrong usage", "[source_map]") {
  const TemporaryFolder folder;
  folder.write("a.js", "a");
  struct Row {
    Arguments arguments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"a.js", "--source-map"},
       "--source-map writes a file beside the output: name that with -o, or say "
       "--source-map=inline"},
      {{"a.js", "--source-map=inline", "--layout=preserve"},
       "--source-map needs --layout compact or loader: with preserve and mask, all kept text keeps "
       "its "
       "line and column"},
      {{"a.js", "--source-map=inlin"},
       "--source-map takes inline or no value, not 'inlin'; did you mean inline?"},
  };
  for (const Row& row : rows) {
    CHECK(strip(folder, row.arguments) == Outcome{2, "", failed(row.expected)});
  }
}

}  // namespace
}  // namespace iftrue
