// strip --check: it finds every difference between an output and what strip would write, and
// changes nothing.

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
#include "command/two_targets.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

const std::string kText = "a\n/*IFTRUE_X*/x/*ELSE_X*/y/*FITRUE_X*/\nb\n";
const std::string kOff = "a\ny\nb\n";
const Outcome kSame{0, "", ""};

Outcome strip(const TemporaryFolder& folder, const Arguments& more) {
  Arguments arguments{"strip", "--layout=loader"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run({arguments, folder.path()});
}

Outcome check(const TemporaryFolder& folder, Arguments more) {
  more.emplace_back("--check");
  return strip(folder, more);
}

std::string failed(const std::string& message) { return "iftrue: error: " + message + "\n"; }

// All there is in a folder, with what changes when anything is done to it.
std::vector<std::string> listing(const std::string& path) {
  std::vector<std::string> lines;
  const auto add = [&](const std::string& each) {
    struct stat status {};
    REQUIRE(lstat(each.c_str(), &status) == 0);
    std::string line = each;
    for (const auto value : {static_cast<long>(status.st_ino), static_cast<long>(status.st_mode),
                             static_cast<long>(status.st_size), status.st_mtim.tv_sec,
                             status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec})
      line += " " + std::to_string(value);
    lines.push_back(line);
  };
  add(path);
  for (const auto& each : std::filesystem::recursive_directory_iterator(path)) {
    add(each.path().string());
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST_CASE("each kind of difference is shown, and only it", "[strip_check]") {
  struct Row {
    std::string what;
    std::function<void(const TemporaryFolder&)> change;  // of golden/
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"other bytes", [](const auto& folder) { folder.write("golden/a.ts", "a\nz\nb\n"); },
       "--- a/golden/a.ts\n+++ b/golden/a.ts\n@@ -1,3 +1,3 @@\n a\n-z\n+y\n b\n"},
      {"missing", [](const auto& folder) { std::filesystem::remove(folder / "golden/a.ts"); },
       "diff --git a/golden/a.ts b/golden/a.ts\nnew file mode 100644\n--- /dev/null\n"
       "+++ b/golden/a.ts\n@@ -0,0 +1,3 @@\n+a\n+y\n+b\n"},
      {"an orphan", [](const auto& folder) { folder.write("golden/e/stray.ts", "stray\n"); },
       "diff --git a/golden/e/stray.ts b/golden/e/stray.ts\ndeleted file mode 100644\n"
       "--- a/golden/e/stray.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-stray\n"},
      {"a mode", [](const auto& folder) { folder.set_mode("golden/a.ts", 0600); },
       "diff --git a/golden/a.ts b/golden/a.ts\nold mode 100600\nnew mode 100644\n"},
      {"a mode and bytes",
       [](const auto& folder) {
         folder.write("golden/d/run.sh", "run");
         folder.set_mode("golden/d/run.sh", 0644);
       },
       "diff --git a/golden/d/run.sh b/golden/d/run.sh\nold mode 100644\nnew mode 100755\n"
       "--- a/golden/d/run.sh\n+++ b/golden/d/run.sh\n@@ -1 +1 @@\n-run\n"
       "\\ No newline at end of file\n+run\n"},
      {"binary bytes",
       [](const auto& folder) { folder.write("golden/d/b.bin", std::string("\0c", 2)); },
       "Binary files a/golden/d/b.bin and b/golden/d/b.bin differ\n"},
      {"text in place of binary bytes",
       [](const auto& folder) { folder.write("golden/d/b.bin", "text\n"); },
       "Binary files a/golden/d/b.bin and b/golden/d/b.bin differ\n"},
      {"missing binary bytes",
       [](const auto& folder) { std::filesystem::remove(folder / "golden/d/b.bin"); },
       "Binary files /dev/null and b/golden/d/b.bin differ\n"},
      {"an orphan of binary bytes",
       [](const auto& folder) { folder.write("golden/c", std::string("\0c", 2)); },
       "Binary files a/golden/c and /dev/null differ\n"},
      {"a link that leads elsewhere",
       [](const auto& folder) {
         std::filesystem::remove(folder / "golden/d/link");
         folder.link("golden/d/link", "run.sh");
       },
       "--- a/golden/d/link\n+++ b/golden/d/link\n@@ -1 +1 @@\n-run.sh\n"
       "\\ No newline at end of file\n+../a.ts\n\\ No newline at end of file\n"},
      {"a file in place of a link",
       [](const auto& folder) {
         std::filesystem::remove(folder / "golden/d/link");
         folder.write("golden/d/link", kOff);
       },
       "'golden/d/link' is a file, not a link\n"},
      {"a link in place of a file",
       [](const auto& folder) {
         std::filesystem::remove(folder / "golden/a.ts");
         folder.write("a.ts", kOff);
         folder.link("golden/a.ts", "../a.ts");
       },
       "'golden/a.ts' is a link, not a file\n"},
      {"a FIFO in place of a file",
       [](const auto& folder) {
         std::filesystem::remove(folder / "golden/a.ts");
         REQUIRE(mkfifo((folder / "golden/a.ts").c_str(), 0644) == 0);
       },
       "'golden/a.ts' is a FIFO, not a file\n"},
      {"a FIFO that is an orphan",
       [](const auto& folder) { REQUIRE(mkfifo((folder / "golden/f").c_str(), 0644) == 0); },
       "'golden/f' is orphaned: strip would not write it\n"},
      {"a folder in place of a file",
       [](const auto& folder) {
         std::filesystem::remove(folder / "golden/a.ts");
         folder.folder("golden/a.ts");
       },
       "'golden/a.ts' is a folder, not a file\n"},
      {"a file in place of an empty folder",
       [](const auto& folder) {
         std::filesystem::remove(folder / "golden/empty");
         folder.write("golden/empty", "");
       },
       "'golden/empty' is a file, not a folder\n"},
      {"a link in place of a folder: what is behind it is not looked at",
       [](const auto& folder) {
         std::filesystem::remove_all(folder / "golden/only");
         folder.write("elsewhere/c.ts", "c\n");
         folder.link("golden/only", "../elsewhere");
       },
       "diff --git a/golden/only b/golden/only\ndeleted file mode 120000\n--- a/golden/only\n"
       "+++ /dev/null\n@@ -1 +0,0 @@\n-../elsewhere\n\\ No newline at end of file\n"
       "diff --git a/golden/only/c.ts b/golden/only/c.ts\nnew file mode 100644\n--- /dev/null\n"
       "+++ b/golden/only/c.ts\n@@ -0,0 +1 @@\n+c\n"},
      // What Git does not keep, and what belongs to others.
      {"", [](const auto& folder) { std::filesystem::remove(folder / "golden/empty"); }, ""},
      {"", [](const auto& folder) { folder.folder("golden/another/empty"); }, ""},
      {"", [](const auto& folder) { folder.write("golden/.git/HEAD", "ref"); }, ""},
      {"", [](const auto& folder) { folder.write("golden/.git", "gitdir"); }, ""},
      {"", [](const auto& folder) { folder.write("golden/d/node_modules/m/index.js", "m"); }, ""},
  };
  for (const Row& row : rows) {
    for (const bool with_manifest : {true, false}) {
      if (kSanitized && with_manifest) continue;
      CAPTURE(row.what, with_manifest);
      const TemporaryFolder folder;
      folder.write("src/a.ts", kText);
      folder.write("src/d/run.sh", "run\n");
      folder.set_mode("src/d/run.sh", 0755);
      folder.write("src/d/b.bin", std::string("\0b", 2));
      folder.write("src/only/c.ts", "c\n");
      folder.link("src/d/link", "../a.ts");
      folder.folder("src/empty");
      REQUIRE(strip(folder, {"src", "-o", "golden"}) == kSame);
      if (!with_manifest) {
        std::filesystem::remove(folder / "golden/.iftrue-manifest");
        std::filesystem::remove(folder / "golden/.iftrue-state");
      }
      CHECK(check(folder, {"src", "-o", "golden"}) == kSame);
      row.change(folder);
      const int status = row.expected.empty() ? 0 : 1;
      const auto before = listing(folder.path());
      CHECK(check(folder, {"src", "-o", "golden"}) == Outcome{status, row.expected, ""});
      CHECK(check(folder, {"src", "-o", "golden", "-q"}) == Outcome{status, "", ""});
      CHECK(listing(folder.path()) == before);
    }
  }
}

// A tree of text, bytes and links, as a seed gives it.
class RandomTree {
 public:
  explicit RandomTree(unsigned seed) : random_(seed) {}

  void write(const TemporaryFolder& folder) {
    const std::vector<std::string> texts = {kText,
                                            "",
                                            "plain\n",
                                            "no end",
                                            "/*IFTRUE_X x FITRUE_X*/",
                                            "\r\n/*IFTRUE_X*/\r\n/*FITRUE_X*/",
                                            std::string("\0/*IFTRUE_X*/", 13),
                                            std::string(1 << 20, '\n') + kText};
    const std::vector<std::string> folders = {"src/", "src/d/", "src/d/e/", "src/f/"};
    const std::vector<std::string> endings = {".ts", ".json", ".bin", ""};
    const std::size_t files = 3 + pick(6);
    for (std::size_t i = 0; i < files; ++i) {
      const std::string name = of(folders) + std::to_string(i) + of(endings);
      folder.write(name, of(texts));
      if (pick(3) == 0) folder.set_mode(name, 0755);
    }
    folder.link(of(folders) + "link", "nowhere");
    folder.write("iftrue.toml", on_and_off("source = 'src'\noutput = 'out/{target}'\n"));
  }

  std::size_t pick(std::size_t count) { return random_() % count; }

  template <typename T>
  const T& of(const std::vector<T>& values) {
    return values[pick(values.size())];
  }

 private:
  std::mt19937 random_;
};

TEST_CASE("after strip there is no difference; any change is found, and nothing is written",
          "[strip_check]") {
  namespace fs = std::filesystem;
  constexpr unsigned kTrees = kSanitized ? 5 : 25;
  for (unsigned seed = 0; seed < kTrees; ++seed) {
    CAPTURE(seed);
    const TemporaryFolder folder;
    RandomTree tree(seed);
    tree.write(folder);
    const bool maps = tree.pick(2) == 0;
    const auto run_strip = [&](Arguments more) {
      if (maps) more.emplace_back("--source-map");
      return strip(folder, more);
    };
    REQUIRE(run_strip({}) == kSame);
    const auto after_strip = listing(folder.path());
    CHECK(run_strip({"--check"}) == kSame);
    CHECK(listing(folder.path()) == after_strip);

    std::vector<fs::path> files;
    std::vector<fs::path> links;
    for (const auto& each : fs::recursive_directory_iterator(folder / "out")) {
      if (each.is_symlink()) {
        links.push_back(each.path());
      } else if (each.is_regular_file() &&
                 !each.path().filename().string().starts_with(".iftrue")) {
        files.push_back(each.path());
      }
    }
    REQUIRE(!files.empty());
    REQUIRE(!links.empty());
    fs::path changed;
    const std::vector<std::function<void()>> changes = {
        [&] {  // a byte
          changed = tree.of(files);
          std::string bytes = folder.read(changed.lexically_relative(folder.path()).string());
          if (bytes.empty()) {
            bytes = "x";
          } else {
            bytes[tree.pick(bytes.size())] ^= 1;
          }
          folder.write(changed.lexically_relative(folder.path()).string(), bytes);
        },
        [&] {
          changed = tree.of(files);
          fs::resize_file(changed, fs::file_size(changed) + 1);
        },
        [&] { fs::remove(changed = tree.of(files)); },
        [&] {
          changed = tree.of(files).parent_path() / "added";
          folder.write(changed.lexically_relative(folder.path()).string(), "added\n");
        },
        [&] {
          changed = tree.of(files);
          fs::permissions(changed, fs::perms::others_write, fs::perm_options::add);
        },
        [&] {
          fs::remove(changed = tree.of(links));
          fs::create_symlink("elsewhere", changed);
        },
        [&] {
          fs::remove(changed = tree.of(files));
          fs::create_symlink("elsewhere", changed);
        },
        [&] {
          fs::remove(changed = tree.of(links));
          fs::create_directory(changed);
        },
    };
    tree.of(changes)();
    if (tree.pick(2) == 0) fs::remove(folder / "out/on/.iftrue-manifest");
    const std::string path = changed.lexically_relative(folder.path()).string();
    CAPTURE(path);
    const auto before = listing(folder.path());
    const Outcome outcome = run_strip({"--check"});
    CHECK(outcome.status == 1);
    CHECK(outcome.error.empty());
    CHECK_THAT(outcome.out, Catch::Contains(path));
    // Machines are told of this path, and no other.
    const Outcome told = run_strip({"--check", "--format=github"});
    CHECK(told.status == 1);
    CHECK(told.error.empty());
    CHECK_THAT(told.out, Catch::StartsWith("::error file=" + path + ","));
    CHECK(std::count(told.out.begin(), told.out.end(), '\n') == 1);
    CHECK(run_strip({"--check", "-j1"}) == outcome);
    CHECK(listing(folder.path()) == before);
  }
}

TEST_CASE("what is shown makes the output what strip would write, by git apply", "[strip_check]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/d/run.sh", "run\n");
  folder.set_mode("src/d/run.sh", 0755);
  folder.write("src/missing/m.ts", "m\n");
  folder.write("src/missing/empty.ts", "");
  folder.link("src/link", "a.ts");
  folder.link("src/missing/link", "m.ts");
  folder.write("golden/a.ts", "a\nz\nb\nc");
  folder.write("golden/d/run.sh", "ran\n");
  folder.write("golden/stray", "stray");
  folder.link("golden/stray-link", "stray");
  folder.link("golden/link", "b.ts");
  const Outcome found = check(folder, {"src", "-o", "golden"});
  CHECK(found.status == 1);
  Process git("/usr/bin/env", {{"git", "apply", "-"}, folder.path(), found.out});
  CHECK(git.finish() == kSame);
  CHECK(check(folder, {"src", "-o", "golden"}) == kSame);
}

TEST_CASE("the trees of several targets are compared, each with its own", "[strip_check]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", kTwoTargets);
  folder.write("src/a.ts", "/*IFTRUE_WX*/wx/*ELSE_WX*/web/*FITRUE_WX*/\n");
  folder.write("src/wx/b.ts", "b\n");
  folder.folder("src/empty");
  CHECK(check(folder, {"-v", "-q"}).status == 1);
  REQUIRE(strip(folder, {}) == kSame);
  CHECK(check(folder, {"-v"}) == Outcome{0, "", "iftrue: compared 3 paths, 0 differ\n"});
  CHECK(check(folder, {"-t", "wx"}) == kSame);

  folder.write("out/wx/a.ts", "web\n");
  std::filesystem::create_directories(folder / "out/web/wx");
  std::filesystem::copy(folder / "out/wx/wx/b.ts", folder / "out/web/wx/b.ts");
  const std::string web =
      "diff --git a/out/web/wx/b.ts b/out/web/wx/b.ts\ndeleted file mode 100644\n"
      "--- a/out/web/wx/b.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n";
  const std::string wx = "--- a/out/wx/a.ts\n+++ b/out/wx/a.ts\n@@ -1 +1 @@\n-web\n+wx\n";
  CHECK(check(folder, {"-v"}) == Outcome{1, web + wx, "iftrue: compared 4 paths, 2 differ\n"});
  CHECK(check(folder, {"-t", "wx"}) == Outcome{1, wx, ""});
  CHECK(check(folder, {"-t", "web", "-o", "out/web"}) == Outcome{1, web, ""});
  CHECK(check(folder, {"--color=always", "-t", "wx"}) ==
        Outcome{1,
                "\x1b[1m--- a/out/wx/a.ts\x1b[0m\n\x1b[1m+++ b/out/wx/a.ts\x1b[0m\n"
                "\x1b[36m@@ -1 +1 @@\x1b[0m\n\x1b[31m-web\x1b[0m\n\x1b[32m+wx\x1b[0m\n",
                ""});
  // Several operands have a folder of the output each.
  CHECK(check(folder, {"-t", "wx", "src", "iftrue.toml", "-o", "none", "-q"}).status == 1);
}

TEST_CASE("one text is compared with the file that it would go to", "[strip_check]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", on_and_off());
  folder.write("a.ts", kText);
  folder.write("same.ts", kOff);
  folder.write("other.ts", "a\nx\nb\n");
  folder.write("on/a.ts", "a\nx\nb\n");
  folder.write("off/a.ts", kOff);
  folder.write("off/stray.ts", "not looked at\n");
  folder.link("link.ts", "same.ts");
  folder.set_mode("same.ts", 0644);
  const auto changed = [](const std::string& path) {
    return "--- a/" + path + "\n+++ b/" + path + "\n@@ -1,3 +1,3 @@\n a\n-x\n+y\n b\n";
  };
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"-t", "off", "a.ts", "-o", "same.ts"}, kSame},
      {{"-t", "off", "a.ts", "-o", "link.ts"}, kSame},
      {{"-t", "off", "a.ts", "-o", "off/"}, kSame},
      {{"-t", "on", "-t", "off", "a.ts", "-o", "{target}/a.ts", "-v"},
       {0, "", "iftrue: compared 2 paths, 0 differ\n"}},
      {{"-t", "off", "-", "-o", "same.ts"}, kSame},
      {{"-t", "off", "a.ts", "-o", "other.ts"}, {1, changed("other.ts"), ""}},
      {{"-t", "off", "-", "-o", "./other.ts"}, {1, changed("other.ts"), ""}},
      {{"-t", "off", "a.ts", "-o", "other.ts", "-q"}, {1, "", ""}},
      {{"-t", "off", "a.ts", "-o", "none/b.ts", "--format=github"},
       {1, "::error file=none/b.ts,title=iftrue strip --check::'none/b.ts' is missing\n", ""}},
      {{"-t", "on", "-t", "off", "a.ts", "-o", "{target}/b.ts", "--source-map", "-q", "-v"},
       {1, "", "iftrue: compared 4 paths, 4 differ\n"}},
      {{"-t", "off", "a.ts", "-o", "/dev/null"}, {1, "'/dev/null' is a device, not a file\n", ""}},
  };
  const auto before = listing(folder.path());
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    Arguments arguments{"strip", "--layout=loader", "--check"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    Outcome outcome = run({arguments, folder.path(), kText});
    if (row.arguments.back() == "-v" && row.expected.status == 1) outcome.out.clear();
    CHECK(outcome == row.expected);
  }
  CHECK(listing(folder.path()) == before);
}

TEST_CASE("an error in a source is reported, and its outputs are not compared", "[strip_check]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/b.ts", "/*FITRUE_X*/");
  folder.write("out/a.ts", kOff);
  folder.write("out/b.ts", "what stood there before\n");
  const std::string error =
      "src/b.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n";
  CHECK(check(folder, {"src", "-o", "out"}) == Outcome{1, "", error});
  CHECK(check(folder, {"src/b.ts", "-o", "out/b.ts"}) == Outcome{1, "", error});
  folder.write("src/b.ts", std::string(1 << 20, '\n') + "/*FITRUE_X*/");
  const Outcome large = check(folder, {"src", "-o", "out"});
  CHECK(large.status == 1);
  CHECK(large.out.empty());
  CHECK_THAT(large.error, Catch::StartsWith("src/b.ts:1048577:3: error: "));
  // A link that strip refuses: what it would have led to is no orphan.
  folder.write("src/b.ts", "what stood there before\n");
  folder.link("src/link", "/");
  folder.write("out/stray", "");
  CHECK(check(folder, {"src", "-o", "out"}) ==
        Outcome{2, "",
                failed("link 'src/link' leads outside the source, to '/'; exclude it or replace it "
                       "by what it leads to")});
}

TEST_CASE("wrong usage says what to do", "[strip_check]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  folder.write("d/a.ts", kText);
  const std::string no_output = "--check needs an output to compare with: name it with -o";
  struct Row {
    Arguments arguments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"a.ts"}, no_output},
      {{"-"}, no_output},
      {{"d"}, no_output},
      {{"a.ts", "d"}, no_output},
      {{"d", "-o", "out", "--dry-run"},
       "--check and --dry-run cannot be combined: --check compares what would be written with what "
       "is there, --dry-run lists it"},
      {{"d", "-o", "out", "--depfile", "d.d"},
       "--check and --depfile cannot be combined: --check writes nothing"},
      {{"d", "-o", "d/out"}, "output 'd/out' and source 'd' overlap: one is inside the other"},
      {{"a.ts", "-o", "a.ts"}, "output 'a.ts' is the input itself"},
      {{"d", "-o", "a.ts"}, "cannot open folder 'a.ts': Not a directory"},
      {{"none", "-o", "out"}, "cannot read 'none': No such file or directory"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(check(folder, row.arguments) == Outcome{2, "", failed(row.expected)});
  }
  CHECK(folder.list() == std::vector<std::string>{"a.ts", "d/a.ts"});
}

TEST_CASE("of a long diff the beginning is shown, and how much more there is", "[strip_check]") {
  const TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += std::to_string(i) + "\n";
  const auto diff = [&](const std::string& path) {
    std::string text = "diff --git a/out/" + path + " b/out/" + path +
                       "\nnew file mode 100644\n--- /dev/null\n+++ b/out/" + path +
                       "\n@@ -0,0 +1,300 @@\n";
    for (int i = 0; i < 300; ++i) text += "+" + std::to_string(i) + "\n";
    return text;
  };
  for (const std::string name : {"a.ts", "b.ts", "c.ts"}) folder.write("src/" + name, lines);
  const std::string three = diff("a.ts") + diff("b.ts") + diff("c.ts");
  CHECK(check(folder, {"src", "-o", "out"}) == Outcome{1, three, ""});

  folder.write("src/d.ts", lines);
  const std::string four = three + diff("d.ts");
  std::size_t end = 0;
  for (int i = 0; i < 1000; ++i) end = four.find('\n', end) + 1;
  CHECK(check(folder, {"src", "-o", "out"}) ==
        Outcome{1, four.substr(0, end) + "(220 more lines)\n", ""});
  for (int i = 0; i < 40; ++i) folder.write("src/e/" + std::to_string(i), lines);
  for (const std::string jobs : {"-j1", "-j2", "-j8"}) {
    CHECK(check(folder, {jobs, "src", "-o", "out"}) ==
          Outcome{1, four.substr(0, end) + "(12420 more lines, of 40 more paths)\n", ""});
  }
  // Nothing of a line that is too long.
  const TemporaryFolder wide;
  wide.write("src/a.ts", std::string((1 << 20) - 10, 'a'));
  wide.write("src/b.ts", std::string(1 << 19, 'b'));
  CHECK(check(wide, {"src", "-o", "out"}) ==
        Outcome{1,
                "diff --git a/out/a.ts b/out/a.ts\nnew file mode 100644\n--- /dev/null\n"
                "+++ b/out/a.ts\n@@ -0,0 +1 @@\n(9 more lines, of 1 more path)\n",
                ""});
}

#ifndef IFTRUE_TESTS_SANITIZED  // a sanitizer keeps what is freed for a while
TEST_CASE("what is not shown of a diff takes no memory", "[strip_check]") {
  const auto peak = [](int files) {
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 1000; ++i) text += std::string(500, 'x') + "\n";
    for (int i = 0; i < files; ++i) folder.write("src/" + std::to_string(i) + ".ts", text);
    const auto [outcome, usage] =
        run_measured({{"strip", "--check", "-j2", "src", "-o", "out"}, folder.path()});
    CHECK(outcome.status == 1);
    CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') == 1001);
    return usage.peak_kilobytes;
  };
  const long few = peak(10);
  CHECK(peak(100) < few + 16 * 1024);
}
#endif

TEST_CASE("a large file is compared in pieces, and its first line that differs is told",
          "[strip_check]") {
  const TemporaryFolder folder;
  constexpr std::size_t kLines = std::size_t{16} << 20;
  const std::string more(kLines, '\n');
  folder.write("src/large.ts", kText + more);
  folder.write("src/large.bin", more);
  REQUIRE(strip(folder, {"src", "-o", "out"}) == kSame);
  const auto [same, usage] =
      run_measured({{"strip", "--layout=loader", "--check", "src", "-o", "out"}, folder.path()});
  CHECK(same == kSame);
  // A process has at the least what this one had when it began.
  const auto least = [&] { return run_measured({{"--version"}, folder.path()}).second; };
  constexpr long kRoom = 8L * 1024;
  CHECK(usage.peak_kilobytes < least().peak_kilobytes + kRoom);

  folder.write("out/large.ts", kOff + more.substr(1) + "x");
  folder.write("out/large.bin", more + "x");
  const auto [changed, more_usage] =
      run_measured({{"strip", "--layout=loader", "--check", "src", "-o", "out"}, folder.path()});
  CHECK(changed == Outcome{1,
                           "'out/large.bin' is not as strip would write it, from line 16777217 on\n"
                           "'out/large.ts' is not as strip would write it, from line 16777219 on\n",
                           ""});
  CHECK(more_usage.peak_kilobytes < least().peak_kilobytes + kRoom);
  std::filesystem::remove(folder / "out/large.ts");
  std::filesystem::remove(folder / "out/large.bin");
  folder.write("out/large.js", more);
  CHECK(check(folder, {"src", "-o", "out"}) ==
        Outcome{1,
                "'out/large.bin' is missing\n"
                "'out/large.js' is orphaned: strip would not write it\n"
                "'out/large.ts' is missing\n",
                ""});
}

TEST_CASE("machines are told each difference", "[strip_check]") {
  const TemporaryFolder folder;
  folder.write("src/a.ts", kText);
  folder.write("src/b,.ts", "b\n");
  folder.write("src/c.sh", "c\n");
  folder.set_mode("src/c.sh", 0755);
  folder.link("src/l", "a.ts");
  const std::string head =
      "{\n\"version\": 1,\n\"tool\": {\"name\":\"iftrue\",\"version\":\"" IFTRUE_VERSION "\"},\n";
  folder.write("out/a.ts", "a\nz");
  folder.write("out/c.sh", "c\n");
  folder.write("out/d/s.ts", "");
  folder.link("out/l", "b");
  CHECK(
      check(folder, {"src", "-o", "./out", "--format=json"}) ==
      Outcome{1,
              head +
                  "\"exitStatus\": 1,\n\"diagnostics\": [],\n\"differences\": [\n"
                  R"({"kind":"changed","message":"'./out/a.ts' is not as strip would write it, )"
                  R"(from line 2 on","file":"./out/a.ts","line":2},)"
                  "\n"
                  R"({"kind":"missing","message":"'./out/b,.ts' is missing","file":"./out/b,.ts"},)"
                  "\n"
                  R"({"kind":"mode","message":"'./out/c.sh' has mode 0644, not 0755",)"
                  R"("file":"./out/c.sh"},)"
                  "\n"
                  R"({"kind":"orphaned","message":"'./out/d/s.ts' is orphaned: strip would not )"
                  R"(write it","file":"./out/d/s.ts"},)"
                  "\n"
                  R"({"kind":"link","message":"'./out/l' leads to 'b', not to 'a.ts'",)"
                  R"("file":"./out/l"})"
                  "\n],\n\"failures\": []\n}\n",
              ""});
  CHECK(check(folder, {"src", "-o", "./out", "--format=github", "-q"}) ==
        Outcome{1,
                "::error file=out/a.ts,line=2,title=iftrue strip --check::'./out/a.ts' is not as "
                "strip would write it, from line 2 on\n"
                "::error file=out/b%2C.ts,title=iftrue strip --check::'./out/b,.ts' is missing\n"
                "::error file=out/c.sh,title=iftrue strip --check::'./out/c.sh' has mode 0644, not "
                "0755\n"
                "::error file=out/d/s.ts,title=iftrue strip --check::'./out/d/s.ts' is orphaned: "
                "strip would not write it\n"
                "::error file=out/l,title=iftrue strip --check::'./out/l' leads to 'b', not to "
                "'a.ts'\n",
                ""});
  const Outcome sarif = check(folder, {"src", "-o", "out", "--format=sarif"});
  CHECK(sarif.status == 1);
  CHECK_THAT(
      sarif.out,
      Catch::Contains(
          "\"results\": [\n"
          R"({"ruleId":"check/changed","level":"error","message":{"text":"'out/a.ts' is )"
          R"(not as strip would write it, from line 2 on"},"locations":[{"physicalLocation":)"
          R"({"artifactLocation":{"uri":"out/a.ts"},"region":{"startLine":2}}}]},)"
          "\n"
          R"({"ruleId":"check/missing","level":"error",)"));
  REQUIRE(strip(folder, {"src", "-o", "new"}) == kSame);
  CHECK(check(folder, {"src", "-o", "new", "--format=json"}) ==
        Outcome{0,
                head + "\"exitStatus\": 0,\n\"diagnostics\": [],\n\"differences\": [],\n"
                       "\"failures\": []\n}\n",
                ""});
}

}  // namespace
}  // namespace iftrue
