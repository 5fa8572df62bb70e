#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "command/two_targets.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using namespace std::string_literals;
using Arguments = std::vector<std::string>;

const std::string kText = "a /*IFTRUE_X*/x/*ELSE_X*/y/*FITRUE_X*/ b\n";
const std::string kOn = "a x b\n";
const std::string kOff = "a y b\n";

TEST_CASE("a file or standard input goes to standard output", "[text]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  struct Row {
    Arguments arguments;  // after "strip --layout=loader"
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"a.ts"}, kOff},
      {{"-"}, kOff},
      {{"a.ts", "-D", "X"}, kOn},
      {{"-DX", "-"}, kOn},
      {{"-D", "X=1", "a.ts"}, kOn},
      {{"-DX=0", "a.ts"}, kOff},
      {{"-UX", "a.ts"}, kOff},
      // the later wins
      {{"-DX", "-UX", "a.ts"}, kOff},
      {{"-UX", "-DX", "a.ts"}, kOn},
      {{"-DX=0", "a.ts", "-DX"}, kOn},
      {{"-DX", "--undefined=error", "a.ts"}, kOn},
      {{"-DX", "--undefined=off", "-j3", "-q", "--color=never", "--format=text", "a.ts"}, kOn},
      {{"-DX", "--layout=compact", "a.ts"}, kOn},
      {{"-DX", "--layout=preserve", "a.ts"},
       "a " + std::string(12, ' ') + "x" + std::string(23, ' ') + " b\n"},
      {{"--", "a.ts"}, kOff},
      {{"./a.ts"}, kOff},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    Arguments arguments{"strip", "--layout=loader"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    CHECK(run({arguments, folder.path(), kText}) == Outcome{0, row.expected, ""});
  }
}

TEST_CASE("a text in error gives diagnostics, no output and status 1", "[text]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "ok\n/*FITRUE_X*/\n");
  folder.write("wide.ts", "\xFF\xFE/\0*\0I\0F\0D\0E\0B\0U\0G\0*\0/\0"s);
  struct Row {
    Arguments arguments;
    std::string input;
    std::string expected;
  };
  const std::string rest =
      ":2:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n";
  const std::vector<Row> rows = {
      {{"strip", "a.ts"}, "", "a.ts" + rest},
      {{"strip", "-"}, "ok\n/*FITRUE_X*/\n", "<stdin>" + rest},
      {{"strip", "a.ts", "-o", "out.ts"}, "", "a.ts" + rest},
      {{"strip", "-", "--undefined=error"},
       "/*IFTRUE_X*//*FITRUE_X*/",
       "<stdin>:1:10: error: symbol X is not defined [E004]\n/*IFTRUE_X*//*FITRUE_X*/\n         ^"
       "\n"},
      {{"strip", "wide.ts"},
       "",
       "wide.ts:1:3: error: IFDEBUG stands in UTF-16LE, which is not read; convert the file to "
       "UTF-8 [E010]\n"},
      {{"strip", "-", "--color=always"},
       "/*FIDEBUG*/",
       "\x1b[1m<stdin>:1:3: \x1b[1;31merror:\x1b[0m \x1b[1mFIDEBUG without its IFDEBUG [E002]"
       "\x1b[0m\n/*FIDEBUG*/\n  \x1b[1;32m^~~~~~~\x1b[0m\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path(), row.input}) == Outcome{1, "", row.expected});
  }
  CHECK(folder.list() == std::vector<std::string>{"a.ts", "wide.ts"});
}

TEST_CASE("every byte passes through", "[text]") {
  const TemporaryFolder folder;
  std::string bytes = "\xEF\xBB\xBF";
  for (int c = 1; c < 256; ++c) bytes += static_cast<char>(c);
  for (const std::string& text : {bytes, bytes + std::string(20'000, 'x') + '\0', ""s, "\0\0"s}) {
    CHECK((run({{"strip", "-"}, folder.path(), text}).out == text));
  }
}

TEST_CASE("-o names a file, or a folder that the file goes to", "[text]") {
  struct Row {
    Arguments arguments;
    std::string expected;  // the path of the output
  };
  const std::vector<Row> rows = {
      {{"a.ts", "-o", "b.ts"}, "b.ts"},
      {{"a.ts", "--output=b.ts"}, "b.ts"},
      {{"a.ts", "-o", "new/deep/b.ts"}, "new/deep/b.ts"},
      {{"a.ts", "-o", "folder"}, "folder/a.ts"},
      {{"a.ts", "-o", "new/"}, "new/a.ts"},
      {{"./folder/../a.ts", "-o", "folder/"}, "folder/a.ts"},
      {{"a.ts", "-o", "-"}, "-"},
      {{"-", "-o", "b.ts"}, "b.ts"},
      {{"a.ts", "-o", "x", "-o", "b.ts"}, "b.ts"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    const TemporaryFolder folder;
    folder.write("a.ts", kText);
    folder.write("folder/other", "");
    Arguments arguments{"strip", "--layout=loader", "-DX"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    CHECK(run({arguments, folder.path(), kText}) == Outcome{0, "", ""});
    CHECK(folder.read(row.expected) == kOn);
    CHECK(folder.list().size() == 3);
  }
}

TEST_CASE("an output is a whole file or none", "[text]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  folder.set_mode("a.ts", 0750);
  const auto strip = [&](Arguments more) {
    Arguments arguments{"strip", "--layout=loader", "a.ts", "-o", "b.ts"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run({arguments, folder.path()});
  };
  CHECK(strip({"-v"}) == Outcome{0, "", "write b.ts\n"});
  CHECK(folder.mode("b.ts") == 0750);
  const auto first = folder.identity("b.ts");
  CHECK(strip({}) == Outcome{0, "", ""});
  CHECK(folder.identity("b.ts") == first);
  // What would change nothing is not told as written.
  CHECK(strip({"-v"}) == Outcome{0, "", ""});
  CHECK(strip({"--dry-run"}) == Outcome{0, "", ""});
  folder.set_mode("b.ts", 0700);
  CHECK(strip({"--dry-run"}) == Outcome{0, "", "write b.ts\n"});
  folder.set_mode("b.ts", 0750);
  CHECK(strip({"-DX", "--dry-run"}) == Outcome{0, "", "write b.ts\n"});
  CHECK(strip({"-DX", "--dry-run", "-q"}) == Outcome{0, "", ""});
  CHECK(folder.identity("b.ts") == first);
  CHECK(strip({"-DX"}) == Outcome{0, "", ""});
  CHECK(folder.read("b.ts") == kOn);
  CHECK(folder.list() == std::vector<std::string>{"a.ts", "b.ts"});

  // A text in error leaves what an earlier run wrote.
  folder.write("a.ts", "/*IFTRUE_X*/");
  CHECK(strip({}).status == 1);
  CHECK(folder.read("b.ts") == kOn);
}

TEST_CASE("an output in the way of its input is refused", "[text]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  folder.write("d/b.ts", kText);
  folder.link("link.ts", "a.ts");
  std::filesystem::create_hard_link(folder / "a.ts", folder / "hard.ts");
  struct Row {
    Arguments arguments;
    std::string output;
  };
  const std::vector<Row> rows = {
      {{"strip", "a.ts", "-o", "a.ts"}, "a.ts"},
      {{"strip", "a.ts", "-o", "./d/../a.ts"}, "./d/../a.ts"},
      {{"strip", "a.ts", "-o", "."}, "./a.ts"},
      {{"strip", "d/b.ts", "-o", "d"}, "d/b.ts"},
      {{"strip", "a.ts", "-o", "link.ts"}, "link.ts"},
      {{"strip", "a.ts", "-o", "hard.ts"}, "hard.ts"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) ==
          Outcome{2, "", "iftrue: error: output '" + row.output + "' is the input itself\n"});
  }
  CHECK(folder.read("a.ts") == kText);
  CHECK(folder.read("d/b.ts") == kText);
}

TEST_CASE("an output that cannot be written says why", "[text]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  folder.folder("out/a.ts");
  CHECK(run({{"strip", "a.ts", "-o", "out"}, folder.path()}) ==
        Outcome{2, "", "iftrue: error: cannot write 'out/a.ts': Is a directory\n"});
  CHECK(run({{"strip", "a.ts", "-o", "a.ts/b"}, folder.path()}) ==
        Outcome{2, "", "iftrue: error: cannot create folder 'a.ts': Not a directory\n"});
  CHECK(run({{"strip", "a.ts", "-o", "/dev/full"}, folder.path()}) ==
        Outcome{2, "", "iftrue: error: cannot write '/dev/full': No space left on device\n"});
  CHECK(run({{"strip", "a.ts", "-o", "/dev/null"}, folder.path()}) == Outcome{0, "", ""});
}

TEST_CASE("an output may be standard output by another name", "[text]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  folder.link("stdout", "/proc/self/fd/1");  // what /dev/stdout is
  CHECK(run({{"strip", "a.ts", "-o", "stdout", "--layout=loader"}, folder.path()}) ==
        Outcome{0, kOff, ""});
  CHECK(folder.list() == std::vector<std::string>{"a.ts", "stdout -> /proc/self/fd/1"});
}

TEST_CASE("one pass serves several targets", "[text]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", kTwoTargets);
  folder.write("a.ts", "/*IFTRUE_WEB*/web/*ELIFTRUE_WX*/wx/*FITRUE_WEB*/");
  CHECK(run({{"strip", "--layout=loader", "a.ts", "-t", "web", "-t", "wx", "-t", "web", "-o",
              "{target}/{target}.ts", "-v"},
             folder.path()}) == Outcome{0, "", "write web/web.ts\nwrite wx/wx.ts\n"});
  CHECK(folder.read("web/web.ts") == "web");
  CHECK(folder.read("wx/wx.ts") == "wx");
  CHECK(run({{"strip", "--layout=loader", "a.ts", "-t", "web", "-DWX", "-UWEB"}, folder.path()}) ==
        Outcome{0, "wx", ""});
  CHECK(run({{"strip", "--layout=loader", "a.ts", "-D", "WX"}, folder.path()}) ==
        Outcome{0, "wx", ""});
  // In a project an undefined symbol is an error.
  CHECK(run({{"strip", "-", "-t", "wx"}, folder.path(), "/*IFTRUE_WE*//*FITRUE_WE*/"}) ==
        Outcome{1, "",
                "<stdin>:1:10: error: symbol WE is not defined; did you mean WEB? [E004]\n"
                "/*IFTRUE_WE*//*FITRUE_WE*/\n         ^~\n"});
  CHECK(run({{"strip", "-", "-t", "wx", "--undefined=off"},
             folder.path(),
             "/*IFTRUE_WE*//*FITRUE_WE*/"}) == Outcome{0, "", ""});
}

TEST_CASE("the dependencies of a file are the file and the project", "[text]") {
  const TemporaryFolder folder;
  folder.write("a $b#c:d.ts", kText);
  CHECK(run({{"strip", "a $b#c:d.ts", "-o", "out.ts", "--depfile", "d/out.d"}, folder.path()}) ==
        Outcome{0, "", ""});
  CHECK(folder.read("d/out.d") == "out.ts: \\\n a\\ $$b\\#c\\:d.ts\n");
  const auto first = folder.identity("d/out.d");
  folder.write("iftrue.toml", kTwoTargets);
  CHECK(run({{"strip", "-", "-t", "wx", "-t", "web", "-o", "out-{target}.ts", "--depfile", "e.d"},
             folder.path()}) == Outcome{0, "", ""});
  CHECK(folder.read("e.d") == "out-wx.ts out-web.ts: \\\n iftrue.toml\n");
  CHECK(run({{"strip", "-", "-t", "wx", "-o", "out.ts", "--depfile", "f.d", "--dry-run"},
             folder.path()}) == Outcome{0, "", "write out.ts\n"});
  CHECK(run({{"strip", "-", "-t", "wx", "-o", "out.ts", "--depfile", "f.d"},
             folder.path(),
             "/*IFTRUE_WX*/"})
            .status == 1);
  CHECK(folder.read("f.d") == "(missing)");
  CHECK(folder.identity("d/out.d") == first);
}

TEST_CASE("a name may be anything that the file system allows", "[text]") {
  for (const std::string name : {" ", "a b.ts", "a\nb.ts", "-", "-D", "--help", "$(touch x)",
                                 "a\xFF"
                                 "b",
                                 "\x1b[1m", "*"}) {
    CAPTURE(name);
    const TemporaryFolder folder;
    folder.write(name, kText);
    CHECK(run({{"strip", "--layout=loader", "./" + name, "-o", "out/" + name}, folder.path()}) ==
          Outcome{0, "", ""});
    CHECK(folder.read("out/" + name) == kOff);
    CHECK(folder.list().size() == 2);
  }
  const TemporaryFolder folder;
  folder.write("a\nb\x1b.ts", "/*FITRUE_X*/");
  CHECK(run({{"strip", "a\nb\x1b.ts"}, folder.path()}) ==
        Outcome{1, "",
                "a\\nb\\x1b.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n"
                "  ^~~~~~~~\n"});
}

}  // namespace
}  // namespace iftrue
