// Source maps of files that are stripped while they are read: the bytes of those that are made of
// held texts, in memory that does not grow with the text.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "command/process.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;
using Paths = std::vector<std::string>;

std::string repeated(std::string_view text, std::size_t size) {
  std::string result;
  while (result.size() < size) result += text;
  return result;
}

// What a map has to count and to escape, cut by pieces of 64 KiB at each of its bytes: its size is
// odd. A character and a CR LF come about by a removal.
constexpr std::string_view kPart =
    "a_1$\xE4\xB8\x96 \"\\\t\x01\x7F\r\n/*IFTRUE_X*/ \xF0\x9F\x98\x80\xE2\x80\xA8x\n/*ELSE_X*/ "
    "y\r/*FITRUE_X*/ "
    "\xC3\xA9\xFF\xE4/*IFTRUE_Y*//*FITRUE_Y*/\xB8\xAD\r/*IFTRUE_Y*/\n/*FITRUE_Y*/\n   ";

// Beyond what is held.
const std::string kText = "\xEF\xBB\xBF" + repeated(kPart, std::size_t{5} << 18);

Arguments with(Arguments arguments, const Arguments& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// With what a map says of standard input made what it says of the file.
std::string renamed(std::string text, const std::string& source) {
  const std::string input = R"("sources":["<stdin>"])";
  return text.replace(text.find(input), input.size(), R"("sources":[")" + source + R"("])");
}

TEST_CASE("a large file has the map of a small one", "[large_map]") {
  REQUIRE(kPart.size() % 2 == 1);
  for (const std::string layout : {"compact", "loader"}) {
    for (const std::string symbol : {"-DX", "-UX"}) {
      if (kSanitized && (layout == "loader") == (symbol == "-DX")) continue;
      CAPTURE(layout, symbol);
      const TemporaryFolder folder;
      folder.write("a.js", kText);
      const Arguments options{"--layout=" + layout, symbol};

      // A text on standard input is held.
      const Arguments to_file = with(options, {"--source-map", "-o", "held/a.js"});
      CHECK(run({with({"strip", "-"}, to_file), folder.path(), kText}) == Outcome{0, "", ""});
      const std::string text = folder.read("held/a.js");
      const std::string map = renamed(folder.read("held/a.js.map"), "../a.js");

      const Arguments streamed = with(options, {"--source-map", "-v", "-o", "new/a.js"});
      folder.set_mode("a.js", 0750);
      CHECK(run({with({"strip", "a.js"}, streamed), folder.path()}) ==
            Outcome{0, "", "write new/a.js\nwrite new/a.js.map\n"});
      const bool same_file = folder.read("new/a.js") == text;
      CHECK(same_file);
      const bool same_map = folder.read("new/a.js.map") == map;
      CHECK(same_map);
      CHECK(folder.mode("new/a.js") == 0750);
      CHECK(folder.mode("new/a.js.map") == 0640);
      CHECK(run({with({"strip", "a.js"}, streamed), folder.path()}) == Outcome{0, "", ""});
      folder.write("new/a.js.map", map + " ");
      CHECK(run({with({"strip", "a.js"}, streamed), folder.path()}) ==
            Outcome{0, "", "write new/a.js.map\n"});
      CHECK(folder.list("new") == Paths{"a.js", "a.js.map"});
    }
  }
}

std::string decoded(std::string_view base64) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : base64.substr(0, base64.find('='))) {
    bits = (bits << 6U | static_cast<unsigned>(kDigits.find(c))) & 0xFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> static_cast<unsigned>(count));
  }
  return bytes;
}

TEST_CASE("a large output holds its map where a small one does", "[large_map]") {
  const TemporaryFolder folder;
  const Arguments options{"--layout=compact", "-DX"};
  for (const std::string name : {"a.js", "a.css"}) {
    CAPTURE(name);
    folder.write("src/" + name, kText);
    const Arguments file = with({"strip", "src/" + name}, options);
    CHECK(run({with(file, {"--source-map", "-o", "out/" + name}), folder.path()}) ==
          Outcome{0, "", ""});
    const std::string text = folder.read("out/" + name);
    const std::string map = folder.read("out/" + name + ".map");
    CHECK(run({with(file, {"--source-map=inline", "-o", "out/" + name}), folder.path()}) ==
          Outcome{0, "", ""});
    const std::string whole = folder.read("out/" + name);
    REQUIRE(whole.starts_with(text));
    const std::string comment = whole.substr(text.size());
    const bool is_block = name == "a.css";
    const std::string begin = std::string(is_block ? "\n/*#" : "\n//#") +
                              " sourceMappingURL=data:application/json;base64,";
    const std::string end = is_block ? " */\n" : "\n";
    CHECK(comment.starts_with(begin));
    CHECK(comment.ends_with(end));
    const bool same = decoded(std::string_view(comment).substr(
                          begin.size(), comment.size() - begin.size() - end.size())) == map;
    CHECK(same);
    const Outcome printed = run({with(file, {"--source-map=inline"}), folder.path()});
    CHECK(printed.status == 0);
    const bool has_both = printed.out.starts_with(text + begin) && printed.out.ends_with(end);
    CHECK(has_both);
  }
  folder.write("src/a.html", kText);
  CHECK(run({with({"strip", "src/a.html", "--source-map=inline"}, options), folder.path()}) ==
        Outcome{2, "",
                "iftrue: error: 'src/a.html' cannot hold a source map: only JavaScript, TypeScript "
                "and style sheets can; use --source-map without =inline\n"});
  CHECK(run({with({"strip", "src", "-o", "tree", "--source-map=inline"}, options),
             folder.path()}) == Outcome{0, "", ""});
  CHECK(run({with({"strip", "src/a.html", "-o", "out/a.html"}, options), folder.path()}) ==
        Outcome{0, "", ""});
  for (const std::string name : {"a.js", "a.css", "a.html"}) {
    CAPTURE(name);
    const bool same = folder.read("tree/" + name) == folder.read("out/" + name);
    CHECK(same);
  }
}

TEST_CASE("the map of a large file in a tree is an output like any", "[large_map]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml",
               "source = 'src'\noutput = 'out/{target}'\n[symbols]\nX = ''\nY = ''\n[targets.on]\n"
               "symbols = ['X']\n[targets.off]\n");
  folder.write("src/d/a.js", kText);
  folder.write("src/binary.js", std::string("/*IFTRUE_X*/\0", 13) + kText);
  const Arguments strip{"strip", "--layout=compact", "--source-map", "-v"};
  CHECK(run({strip, folder.path()}) ==
        Outcome{0, "",
                "write out/on/binary.js.map\nwrite out/on/binary.js\n"
                "write out/off/binary.js.map\nwrite out/off/binary.js\n"
                "write out/on/d/a.js.map\nwrite out/on/d/a.js\n"
                "write out/off/d/a.js.map\nwrite out/off/d/a.js\n"});
  for (const std::string target : {"on", "off"}) {
    CAPTURE(target);
    CHECK(run({{"strip", "-", "--layout=compact", "--source-map", "-t", target, "-o", "held/a.js"},
               folder.path(),
               kText}) == Outcome{0, "", ""});
    const bool same_file = folder.read("out/" + target + "/d/a.js") == folder.read("held/a.js");
    CHECK(same_file);
    const bool same_map = folder.read("out/" + target + "/d/a.js.map") ==
                          renamed(folder.read("held/a.js.map"), "../../../src/d/a.js");
    CHECK(same_map);
    CHECK(folder.read("out/" + target + "/binary.js.map") ==
          R"({"version":3,"file":"binary.js","sources":["../../src/binary.js"],)"
          R"("sourcesContent":[null],"names":[],"mappings":""})"
          "\n");
  }
  CHECK(run({strip, folder.path()}) == Outcome{0, "", ""});
  folder.write("src/d/a.js", kText);  // another time
  CHECK(run({strip, folder.path()}) == Outcome{0, "", ""});
  folder.write("out/on/d/a.js.map", "spoiled");
  CHECK(run({with(strip, {"--dry-run"}), folder.path()}) ==
        Outcome{0, "", "write out/on/d/a.js.map\n"});
  CHECK(run({strip, folder.path()}) == Outcome{0, "", "write out/on/d/a.js.map\n"});
  const auto map = folder.identity("out/on/d/a.js.map");
  folder.write("src/d/a.js", kText + "/*IFTRUE_X*/");
  CHECK(run({strip, folder.path()}).status == 1);
  CHECK(folder.identity("out/on/d/a.js.map") == map);
  folder.write("src/d/a.js", kText + "/*IFTRUE_X*//*FITRUE_X*/");  // the text stays, the map not
  CHECK(run({strip, folder.path()}).error.starts_with("write out/on/d/a.js.map\n"));
}

TEST_CASE("of a large file in error no map is written", "[large_map]") {
  const TemporaryFolder folder;
  folder.write("late.js", kText + "/*IFTRUE_X*/");
  folder.write("html.html", kText + "/*IFTRUE_X*/");
  for (const Arguments& more : {Arguments{"late.js", "--source-map", "-o", "new/out.js"},
                                Arguments{"late.js", "--source-map", "-o", "out.js"},
                                Arguments{"late.js", "--source-map=inline", "-o", "out.js"},
                                Arguments{"late.js", "--source-map=inline"},
                                Arguments{"html.html", "--source-map=inline"}}) {
    CAPTURE(more);
    const Outcome outcome = run({with({"strip", "--layout=compact"}, more), folder.path()});
    CHECK(outcome.status == 1);
    CHECK(outcome.out.empty());
    CHECK(outcome.error.find("[E001]") != std::string::npos);
  }
  CHECK(folder.list() == Paths{"html.html", "late.js"});
  folder.folder("out.js.map");  // where the map is to go
  folder.write("a.js", kText);
  CHECK(run({{"strip", "--layout=compact", "a.js", "--source-map", "-o", "out.js"}, folder.path()})
            .status == 2);
  CHECK(folder.list() == Paths{"a.js", "html.html", "late.js", "out.js", "out.js.map/"});
}

TEST_CASE("a full disk leaves no half of a map", "[large_map]") {
  const TemporaryFolder folder;
  folder.write("a.js", kText);
  const Outcome outcome = run({{"strip", "--layout=compact", "a.js", "--source-map=inline"},
                               folder.path(),
                               "",
                               StandardOutput::kFull});
  CHECK(outcome.status == 2);
  CHECK(outcome.error.find("No space left on device") != std::string::npos);
}

TEST_CASE("the memory that a map takes does not grow with the text", "[large_map]") {
  constexpr std::size_t kSize = std::size_t{kSanitized ? 16 : 64} << 20;
  constexpr long kSlack = 6 * 1024;  // kilobytes; the map alone is three times kSize
  const TemporaryFolder folder;
  folder.folder("src");
  {
    // Not held here either: the least that is measured is what this process has.
    const std::string kept = repeated("const kept = \"text\";\r\n", 1000);
    const std::string gone = repeated("const gone = 1;\n", 2000);
    const std::string part = "/*IFTRUE_X*/" + kept + "/*ELSE_X*/" + gone + "/*FITRUE_X*/\n";
    std::ofstream file(folder / "src/a.js", std::ios::binary);
    for (std::size_t size = 0; size < kSize; size += part.size()) file << part;
  }
  const auto peak = [&](const Arguments& more) {
    const auto [outcome, usage] = run_measured(
        {with({"strip", "-j1", "--layout=compact", "-DX", "-o", "out/a.js"}, more), folder.path()});
    CHECK(outcome == Outcome{0, "", ""});
    std::filesystem::remove_all(folder / "out");
    return usage.peak_kilobytes;
  };
  for (const std::string source : {"src", "src/a.js"}) {
    CAPTURE(source);
    const long without = peak({source});
    CHECK(peak({source, "--source-map"}) < without + kSlack);
    CHECK(peak({source, "--source-map=inline"}) < without + kSlack);
  }
}

}  // namespace
}  // namespace iftrue
