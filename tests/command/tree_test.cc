#include <fcntl.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;
using Paths = std::vector<std::string>;

const std::string kText = "a /*IFTRUE_X*/x/*ELSE_X*/y/*FITRUE_X*/ b\n";
const std::string kOn = "a x b\n";
const std::string kOff = "a y b\n";

Outcome strip(const TemporaryFolder& folder, const Arguments& more) {
  Arguments arguments{"strip", "--layout=loader"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run({arguments, folder.path()});
}

std::string failed(const std::string& message) { return "iftrue: error: " + message + "\n"; }

TEST_CASE("the output mirrors the source", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/d/e/b.js", kText);
  folder.write("src/d/run.sh", kText);  // not scanned: copied
  folder.write("src/node_modules/m/index.js", kText);
  folder.write("src/binary.json", std::string("\0/*IFTRUE_X*/", 13));
  folder.folder("src/empty/inner");
  folder.link("src/d/link.ts", "../a.ts");
  folder.link("src/dangling", "nowhere");
  folder.set_mode("src/d/run.sh", 0755);
  folder.set_mode("src/a.ts", 0600);
  CHECK(strip(folder, {"src", "-DX", "-o", "out"}) == Outcome{0, "", ""});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "binary.json",
                                    "d/e/b.js", "d/link.ts -> ../a.ts", "d/run.sh",
                                    "dangling -> nowhere", "empty/inner/"});
  CHECK(folder.read("out/a.ts") == kOn);
  CHECK(folder.read("out/d/e/b.js") == kOn);
  CHECK(folder.read("out/d/run.sh") == kText);
  CHECK(folder.read("out/binary.json") == folder.read("src/binary.json"));
  CHECK(folder.mode("out/d/run.sh") == 0755);
  CHECK(folder.mode("out/a.ts") == 0600);
}

// A buffer that is made anew for each file shows as the pages that the system clears for it.
TEST_CASE("memory for reading and comparing is made once, not for each file", "[tree]") {
  const std::string name = GENERATE("copied.bin", "scanned.ts");
  const auto faults = [&](int files) {
    const TemporaryFolder folder;
    const auto write_all = [&] {
      for (int i = 0; i < files; ++i) folder.write("src/" + std::to_string(i) + name, "some bytes");
    };
    const auto strip_src = [&] {
      const auto [outcome, usage] =
          run_measured({{"strip", "-j1", "src", "-o", "out"}, folder.path()});
      CHECK(outcome == Outcome{0, "", ""});
      return usage.page_faults;
    };
    write_all();
    const long written = strip_src();
    write_all();
    return std::pair(written, strip_src());
  };
  const auto [few_written, few_compared] = faults(200);
  const auto [many_written, many_compared] = faults(400);
  CHECK(many_written - few_written < 2 * 200);
  CHECK(many_compared - few_compared < 2 * 200);
}

TEST_CASE("only what would change is written, and what is stale goes", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/b.ts", "b");
  folder.write("src/d/c.png", "c");
  CHECK(strip(folder, {"src", "-o", "out", "-v"}) ==
        Outcome{0, "", "write out/a.ts\nwrite out/b.ts\nwrite out/d/c.png\n"});
  const auto manifest = folder.identity("out/.iftrue-manifest");
  const auto a = folder.identity("out/a.ts");
  const auto b = folder.identity("out/b.ts");
  const auto c = folder.identity("out/d/c.png");

  CHECK(strip(folder, {"src", "-o", "out", "-v"}) == Outcome{0, "", ""});
  CHECK(folder.identity("out/.iftrue-manifest") == manifest);
  CHECK(folder.identity("out/a.ts") == a);

  CHECK(strip(folder, {"src", "-o", "out", "-v", "-DX"}) == Outcome{0, "", "write out/a.ts\n"});
  CHECK(folder.identity("out/b.ts") == b);
  CHECK(folder.identity("out/d/c.png") == c);

  std::filesystem::remove_all(folder / "src/d");
  folder.write("src/b.ts", "B");
  folder.write("out/theirs", "theirs");
  CHECK(strip(folder, {"src", "-o", "out", "-DX", "--dry-run"}) ==
        Outcome{0, "", "remove out/d/c.png\nwrite out/b.ts\n"});
  CHECK(strip(folder, {"src", "-o", "out", "-DX", "--dry-run", "-q"}) == Outcome{0, "", ""});
  CHECK(folder.read("out/b.ts") == "b");
  CHECK(strip(folder, {"src", "-o", "out", "-DX", "-v"}) ==
        Outcome{0, "", "remove out/d/c.png\nwrite out/b.ts\n"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "b.ts", "theirs"});
}

// Counts how often files are opened, as the kernel tells it.
class OpenCounter {
 public:
  explicit OpenCounter(const std::vector<std::string>& files) : fd_(inotify_init1(IN_NONBLOCK)) {
    for (const std::string& file : files) {
      REQUIRE(inotify_add_watch(fd_, file.c_str(), IN_OPEN) >= 0);
    }
  }
  ~OpenCounter() { close(fd_); }
  OpenCounter(const OpenCounter&) = delete;
  OpenCounter& operator=(const OpenCounter&) = delete;

  // Since the last call.
  std::size_t count() {
    std::vector<char> events(64 * 1024);
    const ssize_t size = read(fd_, events.data(), events.size());
    return size < 0 ? 0 : static_cast<std::size_t>(size) / sizeof(inotify_event);
  }

 private:
  int fd_;
};

TEST_CASE("a run with nothing changed opens no file", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/d/data.bin", "data");
  const Arguments arguments = {"strip", "src", "-o", "out", "-D", "A"};
  REQUIRE(run({arguments, folder.path()}) == Outcome{0, "", ""});
  OpenCounter opened({folder / "src/a.ts", folder / "src/d/data.bin", folder / "out/a.ts",
                      folder / "out/d/data.bin"});
  CHECK(run({arguments, folder.path()}) == Outcome{0, "", ""});
  CHECK(opened.count() == 0);

  // Any change is seen: of the options, of an output, of the state itself.
  CHECK(run({{"strip", "src", "-o", "out", "-D", "B"}, folder.path()}).status == 0);
  CHECK(opened.count() > 0);
  REQUIRE(run({arguments, folder.path()}).status == 0);
  folder.write("out/d/data.bin", "DATA");
  CHECK(run({arguments, folder.path()}).status == 0);
  CHECK(folder.read("out/d/data.bin") == "data");
  folder.write("out/.iftrue-state", "damaged");
  CHECK(run({arguments, folder.path()}) == Outcome{0, "", ""});
}

TEST_CASE("a warning that an earlier run did not report is not silent in the next", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", "/*IFTRUE_A*/ /*FITRUE_A*/ // IFTRUE_A\n");
  const auto strip = [&](const Arguments& more) {
    Arguments arguments = {"strip", "src", "-o", "out", "-D", "A"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run({arguments, folder.path()});
  };
  REQUIRE(strip({"-q"}) == Outcome{0, "", ""});
  CHECK(strip({}).error.find("[W101]") != std::string::npos);
  folder.write("src/a.ts", "/*IFTRUE_A*/ /*FITRUE_A*/\n");
  REQUIRE(strip({}) == Outcome{0, "", ""});
  CHECK(strip({"--deny=W102"}).status == 1);
}

TEST_CASE("targets that would share an output are refused", "[tree]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", on_and_off());
  folder.write("src/a.ts", "");
  CHECK(run({{"strip", "-t", "on", "-t", "off", "src", "-o", "o/{target}/.."}, folder.path()}) ==
        Outcome{2, "", failed("several targets cannot share the output 'o/off/..'")});
  CHECK(run({{"strip", "-t", "on", "-t", "off", "src/a.ts", "-o", "o/{target}/../x"},
             folder.path()}) ==
        Outcome{2, "", failed("several targets cannot share the output 'o/off/../x'")});
}

TEST_CASE("a dependency file takes no other file's place", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", "text");
  struct Row {
    Arguments arguments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"strip", "src/a.ts", "-o", "x.ts", "--depfile", "src/a.ts"},
       "dependency file 'src/a.ts' is the input or an output itself"},
      {{"strip", "src/a.ts", "-o", "x.ts", "--depfile", "x.ts"},
       "dependency file 'x.ts' is the input or an output itself"},
      {{"strip", "src", "-o", "out", "--depfile", "src/a.ts"},
       "dependency file 'src/a.ts' would stand in the source 'src'"},
      {{"strip", "src", "-o", "out", "--depfile", "out/d"},
       "dependency file 'out/d' would stand in the output 'out'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == Outcome{2, "", failed(row.expected)});
    CHECK(folder.read("src/a.ts") == "text");
  }
}

TEST_CASE("a file that is named is meant", "[tree]") {
  const TemporaryFolder folder;
  folder.write(
      "iftrue.toml",
      project_file({{"A"}, {{"t"}}, "source = 'src'\n", "[[files]]\nglob = 'a.ts'\nwhen = 'A'\n"}));
  folder.write("src/sub/a.ts", "a");
  folder.write("src/b.bin", "/*IFTRUE_A*/b/*FITRUE_A*/");
  CHECK(run({{"strip", "src/sub/a.ts", "src/b.bin", "-o", "out", "--layout=loader"},
             folder.path()}) == Outcome{0, "", ""});
  CHECK(folder.read("out/a.ts") == "a");
  CHECK(folder.read("out/b.bin").empty());
  folder.write("nul.js", std::string("\0/*IFTRUE_A*/", 13));
  CHECK(run({{"strip", "nul.js", "src/b.bin", "-o", "out2"}, folder.path()}) ==
        Outcome{1, "",
                "nul.js:1:4: error: IFTRUE_A stands in a file with NUL bytes, which is not read; "
                "convert the file to UTF-8 [E010]\n"});
}

TEST_CASE("where nothing can be read, nothing is made", "[tree]") {
  const TemporaryFolder folder;
  CHECK(run({{"strip", "a", "b", "-o", "out"}, folder.path()}).status == 2);
  CHECK(folder.list().empty());
}

TEST_CASE("a dry run writes nothing at all", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/d/a.ts", kText);
  const Paths before = folder.list();
  CHECK(strip(folder, {"src", "-o", "new/out", "--dry-run", "--depfile", "deps.d"}) ==
        Outcome{0, "", "write new/out/d/a.ts\n"});
  CHECK(folder.list() == before);
}

TEST_CASE("an error in one file leaves the others written", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", "/*FITRUE_X*/");
  folder.write("src/b.ts", kText);
  folder.write("src/c.ts", "/*IFTRUE_X*/");
  const std::string errors =
      "src/a.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n"
      "src/c.ts:1:3: error: IFTRUE_X is never ended: no FITRUE_X follows [E001]\n/*IFTRUE_X*/\n"
      "  ^~~~~~~~\n";
  CHECK(strip(folder, {"src", "-o", "out", "--depfile", "deps.d"}) == Outcome{1, "", errors});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state", "b.ts"});
  CHECK(folder.read("out/b.ts") == kOff);
  CHECK(folder.read("deps.d") == "(missing)");
  CHECK(strip(folder, {"src", "-o", "out", "-j1"}) == Outcome{1, "", errors});

  folder.write("src/a.ts", "fine");
  folder.write("src/c.ts", "fine");
  CHECK(strip(folder, {"src", "-o", "out"}) == Outcome{0, "", ""});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "b.ts", "c.ts"});

  // What a good run wrote stays while its source is in error.
  folder.write("src/a.ts", "/*IFTRUE_X*/");
  CHECK(strip(folder, {"src", "-o", "out"}).status == 1);
  CHECK(folder.read("out/a.ts") == "fine");
}

TEST_CASE("a file of others in the way is refused, the rest is written", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/b.ts", kText);
  folder.write("out/a.ts", "theirs");
  const Outcome refused{
      2, "", failed("'out/a.ts' stands in the way: iftrue did not write it; move it away")};
  CHECK(strip(folder, {"src", "-o", "out"}) == refused);
  CHECK(folder.read("out/a.ts") == "theirs");
  CHECK(folder.read("out/b.ts") == kOff);
  CHECK(strip(folder, {"src", "-o", "out"}) == refused);
  std::filesystem::remove(folder / "out/a.ts");
  CHECK(strip(folder, {"src", "-o", "out"}) == Outcome{0, "", ""});
}

TEST_CASE("an output and a source do not overlap", "[tree]") {
  const TemporaryFolder folder;
  folder.write("p/src/a.ts", kText);
  folder.link("link", "p/src");
  struct Row {
    std::string source;
    std::string output;
  };
  const std::vector<Row> rows = {
      {"p/src", "p/src"},    {"p/src", "p/src/out"}, {"p/src", "p"},       {"p/src", "."},
      {"p/src", "link/out"}, {"link", "p/src/out"},  {"p/src/", "p/src/"},
  };
  const Paths before = folder.list();
  for (const Row& row : rows) {
    CAPTURE(row.source, row.output);
    CHECK(strip(folder, {row.source, "-o", row.output}) ==
          Outcome{2, "",
                  failed("output '" + row.output + "' and source '" + row.source +
                         "' overlap: one is inside the other")});
  }
  CHECK(folder.list() == before);
}

TEST_CASE("what leads out of the source, or is no file, is refused", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.link("src/out-link", "../secret");
  REQUIRE(mkfifo((folder / "src/fifo").c_str(), 0600) == 0);
  const Outcome outcome = strip(folder, {"src", "-o", "out"});
  CHECK(outcome.status == 2);
  CHECK(outcome.error.find(failed("link 'src/out-link' leads outside the source, to '../secret'; "
                                  "exclude it or replace it by what it leads to")) !=
        std::string::npos);
  CHECK(outcome.error.find(failed("cannot copy 'src/fifo': neither a file, a folder nor a link; "
                                  "exclude it")) != std::string::npos);
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts"});
}

TEST_CASE("several operands go to one folder, each by its name", "[tree]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  folder.write("x.sh", kText);  // a file that is named is meant
  folder.write("p/src/b.ts", kText);
  folder.write("p/c.ts", kText);
  CHECK(strip(folder, {"a.ts", "x.sh", "p/src/", "./p/c.ts", "-o", "out", "-DX"}) ==
        Outcome{0, "", ""});
  CHECK(folder.list("out") ==
        Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "c.ts", "src/b.ts", "x.sh"});
  CHECK(folder.read("out/x.sh") == kOn);
  CHECK(folder.read("out/src/b.ts") == kOn);

  folder.write("p/a.ts", kText);
  CHECK(strip(folder, {"a.ts", "p/a.ts", "-o", "out2"}) ==
        Outcome{2, "", failed("two inputs would be written to 'out2/a.ts'")});
  CHECK(strip(folder, {"a.ts", "none.ts", "-o", "out3"}) ==
        Outcome{2, "", failed("cannot read 'none.ts': No such file or directory")});
  CHECK(folder.read("out3/a.ts") == kOff);
}

TEST_CASE("no operand leads out of the output", "[tree]") {
  const TemporaryFolder folder;
  folder.write("in/deep/a.ts", kText);
  folder.write("in/b.ts", kText);
  const std::string output = folder / "o/out";
  const Arguments arguments = {"strip", "..", "a.ts", "-o", output};
  CHECK(run({arguments, folder / "in/deep"}) == Outcome{0, "", ""});
  CHECK(folder.list("o") == Paths{"out/.iftrue-manifest", "out/.iftrue-state", "out/a.ts",
                                  "out/in/b.ts", "out/in/deep/a.ts"});
  CHECK(run({{"strip", ".", "../b.ts", "-o", output}, folder / "in/deep"}) == Outcome{0, "", ""});
  CHECK(folder.list("o") ==
        Paths{"out/.iftrue-manifest", "out/.iftrue-state", "out/b.ts", "out/deep/a.ts"});
}

TEST_CASE("the dependencies of a tree are its files and folders", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a b.ts", kText);
  folder.write("src/d/c.png", "");
  folder.link("src/link", "d");
  CHECK(strip(folder, {"src", "-o", "out", "--depfile", "deps.d"}) == Outcome{0, "", ""});
  CHECK(folder.read("deps.d") ==
        "out/.iftrue-manifest: \\\n src \\\n src/d \\\n src/a\\ b.ts \\\n src/d/c.png\n");
  folder.write("src/a\nb.ts", "");
  CHECK(strip(folder, {"src", "-o", "out", "--depfile", "deps.d"}) ==
        Outcome{2, "",
                failed("cannot name 'src/a\\nb.ts' in a dependency file: it holds a line "
                       "terminator")});
}

TEST_CASE("names in a tree may be anything that the file system allows", "[tree]") {
  const TemporaryFolder folder;
  const Paths names = {" .ts", "$(x).ts", "-o.ts",   "--help.ts", "a\nb.ts",
                       "*.ts", "\\.ts",   "\xFF.ts", "\x1b[1m.ts"};
  for (const std::string& name : names) folder.write("src/" + name, kText);
  CHECK(strip(folder, {"src", "-o", "out", "-DX"}) == Outcome{0, "", ""});
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(folder.read("out/" + name) == kOn);
  }
  CHECK(folder.list("out").size() == names.size() + 2);
  for (const std::string& name : names) std::filesystem::remove(folder / ("src/" + name));
  CHECK(strip(folder, {"src", "-o", "out", "-DX"}) == Outcome{0, "", ""});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state"});
}

TEST_CASE("a name that the output needs for itself is refused", "[tree]") {
  for (const std::string name : {".iftrue-manifest", ".iftrue-state"}) {
    CAPTURE(name);
    const TemporaryFolder folder;
    folder.write("src/" + name, "");
    folder.write("src/a.ts", "");
    CHECK(strip(folder, {"src", "-o", "out"}) ==
          Outcome{2, "",
                  failed("'src/" + name +
                         "' has a name that the output needs for itself; exclude it")});
    folder.write("below/d/" + name, "");
    CHECK(strip(folder, {"below", "-o", "out"}) == Outcome{0, "", ""});
  }
}

TEST_CASE("an output is a source like any other", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", "/*IFTRUE_X*/x/*FITRUE_X*//*IFTRUE_Y*/y/*FITRUE_Y*/");
  folder.write("src/d/b.ts", "b");
  CHECK(strip(folder, {"src", "-o", "one", "-DX", "--undefined=keep"}) == Outcome{0, "", ""});
  CHECK(strip(folder, {"one", "-o", "two", "-DY"}) == Outcome{0, "", ""});
  CHECK(folder.read("two/a.ts") == "xy");
  CHECK(folder.list("two") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "d/b.ts"});
  CHECK(strip(folder, {"two", "one/a.ts", "-o", "three", "-DY"}) == Outcome{0, "", ""});
  CHECK(folder.list("three/two") == Paths{"a.ts", "d/b.ts"});
  // But a file of somebody else is not left out in silence.
  std::filesystem::remove(folder / "two/.iftrue-state");
  CHECK(strip(folder, {"two", "-o", "three", "-v"}).status == 0);
  CHECK(folder.list("three") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "d/b.ts"});
  folder.write("two/.iftrue-manifest", "iftrue's manifest");
  CHECK(strip(folder, {"two", "-o", "three"}).status == 2);
}

TEST_CASE("nothing is removed for an operand that could not be read", "[tree]") {
  const TemporaryFolder folder;
  folder.write("a/1.ts", "1");
  folder.write("b/2.ts", "2");
  CHECK(strip(folder, {"a", "b", "-o", "out"}) == Outcome{0, "", ""});
  CHECK(strip(folder, {"a", "bb", "-o", "out"}) ==
        Outcome{2, "", failed("cannot read 'bb': No such file or directory")});
  CHECK(folder.read("out/b/2.ts") == "2");
}

TEST_CASE("a second run on an output waits for the first", "[tree]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.folder("out");
  const int first = open((folder / "out").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(flock(first, LOCK_EX) == 0);
  Process second = start({{"strip", "src", "-o", "out"}, folder.path()});
  CHECK(second.next_error_line() == "iftrue: waiting for another run on 'out'\n");
  CHECK(folder.list("out").empty());
  close(first);
  CHECK(second.finish() == Outcome{0, "", ""});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts"});
}

TEST_CASE("many runs at once leave one whole tree", "[tree]") {
  const TemporaryFolder folder;
  for (int i = 0; i < 20; ++i) folder.write("src/" + std::to_string(i) + ".ts", kText);
  std::vector<std::unique_ptr<Process>> runs;
  for (int i = 0; i < 6; ++i) {
    runs.push_back(std::make_unique<Process>(
        tool(),
        Invocation{{"strip", "--layout=loader", i % 2 == 0 ? "-DX" : "-UX", "src", "-o", "out"},
                   folder.path()}));
  }
  for (const auto& each : runs) CHECK(each->finish().status == 0);
  CHECK(folder.list("out").size() == 22);
  const std::string one = folder.read("out/0.ts");
  CHECK((one == kOn || one == kOff));
  for (int i = 0; i < 20; ++i) CHECK(folder.read("out/" + std::to_string(i) + ".ts") == one);
}

}  // namespace
}  // namespace iftrue
