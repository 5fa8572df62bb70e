// strip --watch. Nothing here waits for time to pass: each step awaits a line that the watcher
// prints, or the end of the process. Where lines are compared, a source is put into its place by a
// rename, which is one change; a file that is written in its place may be seen twice.

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

const std::string kText = "a /*IFTRUE_X*/x/*ELSE_X*/y/*FITRUE_X*/ b\n";
const std::string kOn = "a x b\n";
const std::string kOff = "a y b\n";
const std::string kWrong = "/*FITRUE_X*/\n";
const std::string kWrongTold = "src/a.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n";
const std::string kHead = "source = 'src'\noutput = 'out/{target}'\n";

class Watch {
 public:
  explicit Watch(const TemporaryFolder& folder, const Arguments& more = {})
      : folder_(folder), process_(start({arguments(more), folder.path()})) {}

  // The next line without the time that the run took.
  std::string line() {
    std::string line = process_.next_error_line();
    const std::size_t begin = line.find(" in ");
    const std::size_t end = line.find(" ms", begin);
    if (line.starts_with("iftrue: ") && end != std::string::npos)
      line.erase(begin, end + 3 - begin);
    return line;
  }

  // Those up to and with the one that a run ends with.
  std::string lines() {
    std::string all;
    for (;;) {
      const std::string next = line();
      all += next;
      if (next.empty() || next.find(" written") != std::string::npos) return all;
    }
  }

  // Reads lines until this holds.
  void until(const std::function<bool()>& holds) {
    while (!holds()) REQUIRE(!line().empty());
  }

  // A file appears, or another one in its place, at once.
  void put(std::string_view name, std::string_view bytes) const {
    folder_.write("spare", bytes);
    folder_.folder(std::filesystem::path(name).parent_path().string());
    std::filesystem::rename(folder_ / "spare", folder_ / name);
  }

  Outcome end(int signal = SIGINT) {
    process_.send(signal);
    return process_.finish();
  }
  Outcome finish() { return process_.finish(); }
  [[nodiscard]] const Process& process() const { return process_; }

 private:
  static Arguments arguments(const Arguments& more) {
    Arguments all{"strip", "--watch", "--layout=loader"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  const TemporaryFolder& folder_;
  Process process_;
};

const Outcome kEnded{0, "", ""};

std::string first(const std::string& what) {
  return "iftrue: " + what + "; watching for changes\n";
}
std::string then(const std::string& what) { return "iftrue: " + what + "\n"; }

TEST_CASE("a project is stripped, and again after each change", "[watch]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", on_and_off(kHead));
  folder.write("src/a.ts", kText);
  folder.write("src/d/b.bin", "b");
  Watch watch(folder);
  CHECK(watch.line() == first("4 files written"));
  CHECK(folder.read("out/on/a.ts") == kOn);
  CHECK(folder.read("out/off/a.ts") == kOff);
  watch.put("src/a.ts", "1 " + kText);
  CHECK(watch.line() == then("2 files written"));
  CHECK(folder.read("out/on/a.ts") == "1 " + kOn);
  std::filesystem::rename(folder / "src/d", folder / "src/e");
  CHECK(watch.line() == then("2 files written, 2 removed"));
  CHECK(folder.read("out/off/e/b.bin") == "b");
  watch.put("src/e/b.bin", "2");  // in a folder that was renamed
  CHECK(watch.line() == then("2 files written"));
  folder.set_mode("src/a.ts", 0755);
  CHECK(watch.line() == then("2 files written"));
  CHECK(folder.mode("out/on/a.ts") == 0755);
  std::filesystem::rename(folder / "src/e", folder / "e");
  CHECK(watch.line() == then("0 files written, 2 removed"));
  CHECK(watch.end() == kEnded);
}

TEST_CASE("a folder is watched with all that is in it from the first", "[watch]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  Watch watch(folder, {"-DX", "src", "-o", "out"});
  CHECK(watch.line() == first("1 file written"));
  folder.write("src/d/e/f/b.ts", kText);
  watch.until([&] { return folder.read("out/d/e/f/b.ts") == kOn; });
  folder.write("src/d/e/f/g/c.ts", kText);
  watch.until([&] { return folder.read("out/d/e/f/g/c.ts") == kOn; });
  folder.write("elsewhere/h/i.ts", kText);
  std::filesystem::rename(folder / "elsewhere", folder / "src/d/h");
  watch.until([&] { return folder.read("out/d/h/h/i.ts") == kOn; });
  std::filesystem::rename(folder / "src/d", folder / "elsewhere");
  watch.until([&] { return folder.read("out/d/h/h/i.ts") == "(missing)"; });
  folder.write("elsewhere/h/h/i.ts", "no more of the source");
  folder.link("src/link.ts", "a.ts");
  watch.until([&] { return folder.list("out").back() == "link.ts -> a.ts"; });
  CHECK(watch.end().status == 0);
}

TEST_CASE("errors are shown, and the last good output stays", "[watch]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/b.ts", kText);
  Watch watch(folder, {"-DX", "src", "-o", "out"});
  CHECK(watch.line() == first("2 files written"));
  watch.put("src/a.ts", kWrong);
  const std::string told = kWrongTold + kWrong + "  ^~~~~~~~\n";
  CHECK(watch.lines() == told + then("0 files written, with errors"));
  CHECK(folder.read("out/a.ts") == kOn);
  watch.put("src/b.ts", "b");
  CHECK(watch.lines() == told + then("1 file written, with errors"));
  // Nothing to tell: what was told still holds.
  watch.put("src/b.ts", "b");
  watch.put("src/a.ts", kText);
  CHECK(watch.lines() == then("0 files written"));
  CHECK(watch.end() == kEnded);
}

TEST_CASE("a save that changes nothing writes nothing", "[watch]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  Watch watch(folder, {"-v", "-DX", "src", "-o", "out"});
  CHECK(watch.lines() == "write out/a.ts\n" + first("1 file written"));
  const auto identity = folder.identity("out/a.ts");
  const auto folder_identity = folder.identity("out");  // tsc looks at it, too
  const auto state = folder.identity("out/.iftrue-state");
  watch.put("src/a.ts", kText);
  CHECK(watch.lines() == then("0 files written"));
  CHECK(folder.identity("out/a.ts") == identity);
  CHECK(folder.identity("out") == folder_identity);
  CHECK(folder.identity("out/.iftrue-state") == state);
  watch.put("src/a.ts", "2 " + kText);
  CHECK(watch.lines() == "write out/a.ts\n" + then("1 file written"));
  CHECK(watch.end() == kEnded);
}

TEST_CASE("the project file is read again", "[watch]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", on_and_off(kHead));
  folder.write("src/a.ts", kText);
  folder.write("other/a.ts", "other");
  folder.write("src/gen/a.ts", kText);
  Watch watch(folder);
  CHECK(watch.line() == first("4 files written"));
  watch.put("iftrue.toml", "junk\n");
  CHECK(watch.lines().ends_with(then("0 files written, with errors")));
  watch.put("src/a.ts", "2 " + kText);  // while it has errors
  watch.put("iftrue.toml", on_and_off(kHead + "exclude = ['gen/**']\n"));
  watch.until([&] { return folder.read("out/on/a.ts") == "2 " + kOn; });
  watch.until([&] { return folder.read("out/off/gen/a.ts") == "(missing)"; });
  watch.put("src/gen/a.ts", "excluded: no change that counts");
  watch.put("iftrue.toml", on_and_off("source = 'other'\noutput = 'out/{target}'\n"));
  watch.until([&] { return folder.read("out/off/a.ts") == "other"; });
  watch.put("other/a.ts", "watched");
  watch.until([&] { return folder.read("out/off/a.ts") == "watched"; });
  CHECK(watch.end().status == 0);
}

TEST_CASE("a nearer project file, and one behind a link", "[watch]") {
  const TemporaryFolder folder;
  folder.write("d/src/a.ts", kText);
  folder.write("real/p.toml", on_and_off());
  folder.link("iftrue.toml", "linked/p.toml");
  folder.link("linked", "real");
  Process process(
      tool(), {{"strip", "--watch", "--layout=loader", "-ton", "src", "-o", "out"}, folder / "d"});
  const auto until = [&](const std::string& text) {
    while (folder.read("d/out/a.ts") != text) REQUIRE(!process.next_error_line().empty());
  };
  until(kOn);
  folder.write("real/p.toml", project_file({{"X"}, {{"on"}}}));
  until(kOff);
  folder.write("other/p.toml", on_and_off());
  std::filesystem::remove(folder / "linked");
  folder.link("linked", "other");
  until(kOn);
  folder.write("d/iftrue.toml", project_file({{"X"}, {{"on"}}}));
  until(kOff);
  process.send(SIGINT);
  CHECK(process.finish().status == 0);
}

TEST_CASE("the source may go and come again, at any step of its path", "[watch]") {
  const TemporaryFolder folder;
  folder.write("p/q/src/a.ts", kText);
  folder.write("new/src/a.ts", "2 " + kText);
  Watch watch(folder, {"-DX", "p/q/src", "-o", "out"});
  CHECK(watch.line() == first("1 file written"));
  std::filesystem::rename(folder / "p/q", folder / "old");
  CHECK(watch.lines() == "iftrue: error: cannot read 'p/q/src': No such file or directory\n" +
                             then("0 files written, with errors"));
  CHECK(folder.read("out/a.ts") == kOn);
  std::filesystem::rename(folder / "new", folder / "p/q");
  CHECK(watch.lines() == then("1 file written"));
  CHECK(folder.read("out/a.ts") == "2 " + kOn);
  watch.put("p/q/src/a.ts", kText);
  CHECK(watch.lines() == then("1 file written"));
  CHECK(watch.end() == kEnded);
}

TEST_CASE("single files are watched, their maps and depfiles written", "[watch]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  folder.link("link.ts", "a.ts");
  Watch watch(folder, {"-DX", "link.ts", "-o", "out.ts", "--source-map", "--depfile", "out.d"});
  CHECK(watch.line() == first("2 files written"));
  CHECK(folder.read("out.d") == "out.ts: \\\n link.ts\n");
  watch.put("a.ts", "2 " + kText);
  CHECK(watch.line() == then("2 files written"));
  CHECK(folder.read("out.ts") == "2 " + kOn);
  std::filesystem::remove(folder / "a.ts");
  CHECK(watch.lines() == "iftrue: error: cannot read 'link.ts': No such file or directory\n" +
                             then("0 files written, with errors"));
  CHECK(folder.read("out.ts") == "2 " + kOn);
  watch.put("a.ts", kText);
  CHECK(watch.line() == then("2 files written"));
  CHECK(watch.end() == kEnded);
}

TEST_CASE("files and folders together", "[watch]") {
  const TemporaryFolder folder;
  folder.write("d/a.ts", kText);
  folder.write("b.ts", kText);
  folder.write("c.ts", kText);  // beside b.ts, and no operand
  Watch watch(folder, {"-DX", "d", "b.ts", "-o", "out", "-v"});
  CHECK(watch.lines().ends_with(first("2 files written")));
  watch.put("c.ts", "no change that counts");
  watch.put("b.ts", "b");
  CHECK(watch.lines() == "write out/b.ts\n" + then("1 file written"));
  watch.put("d/a.ts", "a");
  CHECK(watch.lines() == "write out/d/a.ts\n" + then("1 file written"));
  CHECK(watch.end() == kEnded);
}

// The steps of vim with 'backupcopy=no': it tries whether it may make files, then renames. That
// what is excluded starts no run of its own is shown in unit/watch/inotify_test.cc.
TEST_CASE("what editors do beside a file is no change of it", "[watch]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml",
               on_and_off(kHead + "exclude = ['**/.*.sw?', '**/.#*', '**/4913', '**/*~']\n"));
  folder.write("src/a.ts", kText);
  Watch watch(folder, {"-v", "-ton"});
  CHECK(watch.lines().ends_with(first("1 file written")));
  folder.write("src/.a.ts.swp", "b0VIM");
  folder.link("src/.#a.ts", "somebody@somewhere.1:2");
  folder.write("src/4913", "");
  std::filesystem::remove(folder / "src/4913");
  watch.put("src/a.ts", "2 " + kText);
  CHECK(watch.lines() == "write out/on/a.ts\n" + then("1 file written"));
  std::filesystem::remove(folder / "src/.a.ts.swp");
  std::filesystem::remove(folder / "src/.#a.ts");
  watch.put("src/a.ts", "3 " + kText);
  CHECK(watch.lines() == "write out/on/a.ts\n" + then("1 file written"));
  CHECK(watch.end() == kEnded);
}

TEST_CASE("what happens while the watcher stands still is one burst", "[watch]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  Watch watch(folder, {"-v", "-DX", "src", "-o", "out"});
  CHECK(watch.lines().ends_with(first("1 file written")));
  watch.process().send(SIGSTOP);
  for (int i = 0; i < 100; ++i) folder.write("src/a.ts", std::to_string(i));
  folder.write("src/d/b.ts", kText);
  watch.process().send(SIGCONT);
  CHECK(watch.lines() == "write out/a.ts\nwrite out/d/b.ts\n" + then("2 files written"));
  watch.put("src/a.ts", "last");
  CHECK(watch.lines() == "write out/a.ts\n" + then("1 file written"));
  CHECK(watch.end() == kEnded);
}

TEST_CASE("another run has the outputs between runs of the watcher", "[watch]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  Watch watch(folder, {"-DX", "src", "-o", "out"});
  CHECK(watch.line() == first("1 file written"));
  CHECK(run({{"strip", "-UX", "src", "-o", "out", "--layout=loader"}, folder.path()}) == kEnded);
  CHECK(folder.read("out/a.ts") == kOff);
  watch.put("src/a.ts", "2 " + kText);
  CHECK(watch.line() == then("1 file written"));
  CHECK(folder.read("out/a.ts") == "2 " + kOn);
  CHECK(watch.end() == kEnded);
}

TEST_CASE("reports for machines go to standard output, one for each run", "[watch]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kWrong);
  const std::string annotation =
      "::error file=src/a.ts,line=1,endLine=1,col=3,endColumn=10,title=iftrue E002::FITRUE_X "
      "without "
      "its IFTRUE_X\n";
  SECTION("github") {
    Watch watch(folder, {"-DX", "src", "-o", "out", "--format=github"});
    CHECK(watch.line() == first("0 files written, with errors"));
    watch.put("src/a.ts", "a");
    CHECK(watch.line() == then("1 file written"));
    watch.put("src/a.ts", kWrong);
    CHECK(watch.line() == then("0 files written, with errors"));
    CHECK(watch.end() == Outcome{0, annotation + annotation, ""});
  }
  SECTION("json") {
    Watch watch(folder, {"-DX", "src", "-o", "out", "--format=json"});
    CHECK(watch.line() == first("0 files written, with errors"));
    const Outcome outcome = watch.end();
    CHECK(outcome.out ==
          run({{"strip", "-DX", "src", "-o", "out", "--format=json"}, folder.path()}).out);
    CHECK(outcome.out.starts_with("{\n\"version\": 1,"));
  }
  SECTION("the reader goes") {
    Process process = start({{"strip", "--watch", "-DX", "src", "-o", "out", "--format=json"},
                             folder.path(),
                             "",
                             StandardOutput::kDeserted});
    CHECK(process.finish() ==
          Outcome{2, "", "iftrue: error: cannot write 'standard output': Broken pipe\n"});
  }
}

TEST_CASE("-q leaves the lines out", "[watch]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kWrong);
  Watch watch(folder, {"-q", "-DX", "src", "-o", "out"});
  const std::string told = kWrongTold + kWrong + "  ^~~~~~~~\n";
  const auto three_lines = [&] {
    std::string lines = watch.line();
    lines += watch.line();
    return lines += watch.line();
  };
  CHECK(three_lines() == told);
  watch.put("src/b.ts", kWrong);
  CHECK(three_lines() == told);  // and no line of the run before it
  CHECK(watch.line().starts_with("src/b.ts:1:3: error: "));
  CHECK(watch.end().status == 0);
}

TEST_CASE("a signal ends the watcher, with 0 whatever was found", "[watch]") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  const TemporaryFolder folder;
  folder.write("src/a.ts", kWrong);
  Watch watch(folder, {"-DX", "src", "-o", "out"});
  CHECK(watch.lines().ends_with(first("0 files written, with errors")));
  CHECK(watch.end(signal) == kEnded);
}

TEST_CASE("a first run that cannot begin ends the watcher", "[watch]") {
  struct Row {
    Arguments arguments;
    std::string message;
  };
  const std::string no_project =
      "nothing to strip: name a file, a folder or -, or make an iftrue.toml; see iftrue strip "
      "--help";
  const auto row = GENERATE_COPY(values<Row>({
      {{}, no_project},
      {{"-DX", "src"}, "'src' is a folder; say where it goes with -o"},
      {{"-DX", "src/a.ts"}, "--watch needs an output to write again: name it with -o"},
      {{"-DX", "-", "-o", "out"},
       "--watch and standard input (-) cannot be combined: name the file"},
      {{"-DX", "src", "-o", "out", "--check"},
       "--watch and --check cannot be combined: --watch writes the outputs"},
      {{"-DX", "src", "-o", "out", "--dry-run"},
       "--watch and --dry-run cannot be combined: --watch writes the outputs"},
  }));
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  CHECK(Watch(folder, row.arguments).finish() ==
        Outcome{2, "", "iftrue: error: " + row.message + "\n"});
}

}  // namespace
}  // namespace iftrue
