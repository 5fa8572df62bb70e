// Files that are stripped while they are read: what holds of small files holds of them.

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "command/process.h"
#include "command/project_file.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

// Beyond what is held, with conditionals in it.
std::string repeated(std::string_view text) {
  std::string result;
  while (result.size() < std::size_t{kSanitized ? 9 : 12} << 17) result += text;
  return result;
}

const std::string kText = repeated("a\n/*IFTRUE_X*/xxxxxxxxxxxx\n/*ELSE_X*/yy\n/*FITRUE_X*/ b\n");

// What the tool gives for the same text where it has to hold it.
std::string held(const Arguments& arguments, const std::string& folder, const std::string& text) {
  Arguments all{"strip", "-"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run({all, folder, text}).out;
}

struct stat status_of(const std::string& path) {
  struct stat status {};
  CHECK(stat(path.c_str(), &status) == 0);
  return status;
}

TEST_CASE("a large file is stripped as a small one", "[large]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  for (const std::string layout : {"preserve", "compact", "loader"}) {
    for (const std::string symbol : {"-DX", "-UX"}) {
      const Arguments options{symbol, "--layout=" + layout};
      CAPTURE(options);
      const std::string expected = held(options, folder.path(), kText);
      REQUIRE(expected.size() > kText.size() / 10);
      const bool to_output = run({{"strip", "a.ts", options[0], options[1]}, folder.path()}) ==
                             Outcome{0, expected, ""};
      CHECK(to_output);
      CHECK(run({{"strip", "a.ts", options[0], options[1], "-o", "new/b.ts"}, folder.path()}) ==
            Outcome{0, "", ""});
      const bool to_file = folder.read("new/b.ts") == expected;
      CHECK(to_file);
    }
  }
}

TEST_CASE("tokens of a large file of JavaScript are kept apart, in code alone", "[large]") {
  const TemporaryFolder folder;
  const auto lines = [](std::string_view line) { return repeated(std::string(line) + "\n"); };
  const auto text = [&](std::string_view line) {
    return "`" + lines(line) + "`;" + lines(line) + "/*" + lines(line) + "*/";
  };
  const std::string source = text("a/*IFTRUE_X*/b/*FITRUE_X*/c");
  std::string lines_in_code = lines("a/*IFTRUE_X*/b/*FITRUE_X*/c");
  std::string joined;
  std::string apart;
  for (std::size_t count = lines_in_code.size() / 28; count > 0; --count) {
    joined += "ac\n";
    apart += "a c\n";
  }
  for (const std::string name : {"a.ts", "a.css"}) {
    CAPTURE(name);
    folder.write("src/" + name, source);
    const std::string expected =
        "`" + joined + "`;" + (name == "a.ts" ? apart : joined) + "/*" + joined + "*/";
    const bool to_output = run({{"strip", "-UX", "--layout=compact", "src/" + name},
                                folder.path()}) == Outcome{0, expected, ""};
    CHECK(to_output);
    CHECK(run({{"strip", "-UX", "--layout=compact", "src", "-o", "out"}, folder.path()}) ==
          Outcome{0, "", ""});
    const bool in_tree = folder.read("out/" + name) == expected;
    CHECK(in_tree);
  }
}

TEST_CASE("a large file in error gives diagnostics and no output", "[large]") {
  const TemporaryFolder folder;
  folder.write("late.ts", "/*IFTRUE_X*/\n" + std::string(3 << 19, '\n'));
  folder.write("early.ts", "/*FITRUE_X*/\n" + std::string(3 << 19, '\n'));
  folder.write("unknown.ts", "/*IFTRUE_X*//*FITRUE_X*/\n" + std::string(3 << 19, '\n'));
  struct Row {
    Arguments arguments;
    std::string code;
  };
  const std::vector<Row> rows = {
      {{"strip", "late.ts"}, "[E001]"},
      {{"strip", "late.ts", "-o", "out.ts"}, "[E001]"},
      {{"strip", "late.ts", "-o", "new/out.ts"}, "[E001]"},
      {{"strip", "early.ts"}, "[E002]"},
      {{"strip", "unknown.ts", "--undefined=error", "-o", "out.ts"}, "[E004]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    const Outcome outcome = run({row.arguments, folder.path()});
    CHECK(outcome.status == 1);
    CHECK(outcome.out.empty());
    CHECK(outcome.error.find(row.code) != std::string::npos);
  }
  CHECK(folder.list() == std::vector<std::string>{"early.ts", "late.ts", "unknown.ts"});
}

TEST_CASE("W101 is reported of a large file as of a small one", "[large]") {
  const TemporaryFolder folder;
  // One word behind the middle, and one that only a lexer knows to be in a literal.
  const std::string text =
      "`// IFTRUE_Y\n" + kText + "`; // ELIFTRUE_X\n" + kText + "/* IFTURE_X*/ a\n";
  folder.write("src/a.ts", text);
  folder.write("src/b.ts", "");
  const auto reports = [&](const Outcome& outcome) {
    return outcome.status == 0 && outcome.error.find("src/a.ts:") == 0 &&
           outcome.error.find("warning: ELIFTRUE_X in a line comment is no directive") !=
               std::string::npos &&
           outcome.error.find("warning: IFTURE_X looks like a misspelt directive") !=
               std::string::npos &&
           outcome.error.find("IFTRUE_Y") == std::string::npos;
  };
  const std::vector<Arguments> runs = {
      {"strip", "-DX", "src/a.ts"},
      {"strip", "-DX", "src/a.ts", "-o", "a.ts"},
      {"strip", "-DX", "src/a.ts", "-o", "new/a.ts"},
      {"strip", "-DX", "src/a.ts", "-o", "b.ts", "--layout=compact", "--source-map"},
      {"strip", "-DX", "src/a.ts", "-o", "b.ts", "--layout=compact", "--source-map=inline"},
      {"strip", "-DX", "src", "-o", "out"},
      {"strip", "-DX", "src", "-o", "out"},  // nothing to write, and not silent for that
      {"strip", "-DX", "src", "-o", "out", "--check"},
      {"strip", "-DX", "src", "-o", "maps", "--layout=compact", "--source-map"},
      {"strip", "-DX", "src", "-o", "inline", "--layout=compact", "--source-map=inline"},
  };
  for (Arguments arguments : runs) {
    CAPTURE(arguments);
    const Outcome outcome = run({arguments, folder.path()});
    CAPTURE(outcome.error);
    CHECK(reports(outcome));
    arguments.emplace_back("-q");
    CHECK(run({arguments, folder.path()}).error.empty());
  }
  const bool is_written = folder.read("out/a.ts") == folder.read("a.ts");
  CHECK(is_written);
  // Denied, it is an error, and nothing is written.
  CHECK(run({{"strip", "-DX", "src", "-o", "denied", "--deny=W101"}, folder.path()}).status == 1);
  CHECK(folder.read("denied/a.ts") == "(missing)");
}

// So large that a run which held it would show.
constexpr std::size_t kHuge = std::size_t{kSanitized ? 16 : 32} << 20;

// Written in pieces: what this process holds counts for the command too.
void write_huge(const TemporaryFolder& folder, const std::string& in_the_middle) {
  folder.write("src/a.ts", "");
  std::ofstream file(folder / "src/a.ts", std::ios::binary);
  bool is_due = true;
  for (std::size_t size = 0; size < kHuge; size += kText.size()) {
    file << kText;
    if (is_due && size > kHuge / 2) file << in_the_middle;
    is_due = is_due && size <= kHuge / 2;
  }
  CHECK(file.good());
}

TEST_CASE("an error in a large file takes no memory for the file", "[large]") {
  struct Row {
    std::string in_the_middle;
    std::vector<std::string> codes;
  };
  const std::vector<Row> rows = {
      {"", {}},  // sound
      {"/*FITRUE_Z*/\n", {"[E002]"}},
      // what is in a group whose comment ends too soon is found by reading it again
      {"/*IFTRUE_Y\n<!--IFTRUE_W--> " + std::string(kText.size(), '.') + " */\n/*FITRUE_Y*/",
       {"[E006]", "[E003]"}},
      {"/*IFTRUE_Z*/", {"[E001]"}},
  };
  std::vector<long> sound_peaks;  // by invocation
  for (const Row& row : rows) {
    const TemporaryFolder folder;
    write_huge(folder, row.in_the_middle);
    std::size_t invocation = 0;
    for (const Arguments& arguments : std::vector<Arguments>{{"strip", "src/a.ts", "-o", "out.ts"},
                                                             {"strip", "src", "-o", "out"}}) {
      CAPTURE(row.codes, arguments);
      const auto [outcome, usage] = run_measured({arguments, folder.path()});
      CHECK(outcome.status == (row.codes.empty() ? 0 : 1));
      std::size_t at = 0;
      for (const std::string& code : row.codes) {
        at = outcome.error.find(code, at);
        CHECK(at != std::string::npos);
      }
      if (row.codes.empty()) sound_peaks.push_back(usage.peak_kilobytes);
      CHECK(usage.peak_kilobytes < sound_peaks[invocation++] + 8 * 1024);
    }
  }
}

TEST_CASE("a large output replaces a file by the rules of small ones", "[large]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kText);
  const std::string output = folder / "b.ts";
  const Arguments strip{"strip", "a.ts", "-DX", "-o", "b.ts"};
  const auto inode = [&] { return status_of(output).st_ino; };
  CHECK(run({strip, folder.path()}).status == 0);
  const auto first = inode();
  CHECK(run({strip, folder.path()}).status == 0);
  CHECK(inode() == first);  // the same bytes: it is not touched

  folder.write("a.ts", kText + "more\n");
  CHECK(run({strip, folder.path()}).status == 0);
  CHECK(inode() != first);
  CHECK(folder.read("b.ts").ends_with("more\n"));
  folder.write("a.ts", kText);  // the old output goes on
  CHECK(run({strip, folder.path()}).status == 0);
  CHECK_FALSE(folder.read("b.ts").ends_with("more\n"));

  const auto last = inode();
  CHECK(chmod((folder / "a.ts").c_str(), 0755) == 0);
  CHECK(run({strip, folder.path()}).status == 0);
  CHECK(inode() != last);
  CHECK((status_of(output).st_mode & 0777) == 0755);

  folder.link("link.ts", "b.ts");
  folder.write("a.ts", kText + "link\n");
  CHECK(run({{"strip", "a.ts", "-DX", "-o", "link.ts"}, folder.path()}).status == 0);
  CHECK(folder.read("b.ts").ends_with("link\n"));
  CHECK(folder.list() == std::vector<std::string>{"a.ts", "b.ts", "link.ts -> b.ts"});

  CHECK(run({{"strip", "a.ts", "-DX", "-o", "/dev/null"}, folder.path()}) == Outcome{0, "", ""});
  CHECK(run({{"strip", "a.ts", "-o", "a.ts"}, folder.path()}).status == 2);
}

TEST_CASE("a large file goes to several targets at once", "[large]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", on_and_off());
  folder.write("a.ts", kText);
  CHECK(run({{"strip", "a.ts", "-t", "on", "-t", "off", "-v", "-o", "{target}.ts"},
             folder.path()}) == Outcome{0, "", "write on.ts\nwrite off.ts\n"});
  const bool on = folder.read("on.ts") == held({"-t", "on"}, folder.path(), kText);
  const bool off = folder.read("off.ts") == held({"-t", "off"}, folder.path(), kText);
  CHECK((on && off));
}

TEST_CASE("a large file in a tree is stripped as a small one", "[large]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", on_and_off("source = 'src'\noutput = 'out/{target}'\n",
                                         "[[files]]\nglob = 'on/*'\nwhen = 'X'\n"));
  folder.write("src/d/a.ts", kText);
  folder.write("src/on/b.ts", kText);
  folder.write("src/binary.ts", std::string("/*IFTRUE_X*/\0", 13) + kText);
  for (const std::string layout : {"preserve", "compact", "loader"}) {
    CAPTURE(layout);
    const std::string option = "--layout=" + layout;
    CHECK(run({{"strip", option, "--dry-run", "-q"}, folder.path()}) == Outcome{0, "", ""});
    CHECK(run({{"strip", option}, folder.path()}) == Outcome{0, "", ""});
    for (const std::string target : {"on", "off"}) {
      const std::string expected = held({option, "-t", target}, folder.path(), kText);
      const bool same = folder.read("out/" + target + "/d/a.ts") == expected;
      CHECK(same);
      const bool copied =
          folder.read("out/" + target + "/binary.ts") == folder.read("src/binary.ts");
      CHECK(copied);
    }
    const bool same = folder.read("out/on/on/b.ts") == folder.read("out/on/d/a.ts");
    CHECK(same);
  }
  CHECK(folder.list("out/off") ==
        std::vector<std::string>{".iftrue-manifest", ".iftrue-state", "binary.ts", "d/a.ts"});
}

TEST_CASE("a large output in a tree is rewritten when its bytes would change", "[large]") {
  const TemporaryFolder folder;
  const Arguments strip{"strip", "src", "-DX", "-o", "out", "-v"};
  const std::string output = folder / "out/a.ts";
  const Outcome written{0, "", "write out/a.ts\n"};
  folder.write("src/a.ts", kText);
  CHECK(run({strip, folder.path()}) == written);
  const auto first = status_of(output).st_ino;
  const auto manifest = status_of(folder / "out/.iftrue-manifest").st_ino;

  folder.write("src/a.ts", kText);  // another time
  CHECK(run({strip, folder.path()}) == Outcome{0, "", ""});
  CHECK(status_of(output).st_ino == first);
  folder.write("src/a.ts", "/*FITRUE_X*/" + kText);
  CHECK(run({strip, folder.path()}).status == 1);
  CHECK(status_of(output).st_ino == first);
  CHECK(status_of(folder / "out/.iftrue-manifest").st_ino == manifest);

  folder.write("src/a.ts", kText + "more\n");
  CHECK(run({{"strip", "src", "-DX", "-o", "out", "--dry-run"}, folder.path()}) == written);
  CHECK(status_of(output).st_ino == first);
  CHECK(run({strip, folder.path()}) == written);
  CHECK(folder.read("out/a.ts").ends_with("more\n"));
  folder.write("src/a.ts", kText);  // the old output goes on
  CHECK(run({strip, folder.path()}) == written);
  CHECK_FALSE(folder.read("out/a.ts").ends_with("more\n"));
  CHECK(chmod((folder / "src/a.ts").c_str(), 0755) == 0);
  CHECK(run({strip, folder.path()}) == written);
  CHECK((status_of(output).st_mode & 0777) == 0755);
}

TEST_CASE("of a large file in a tree with an error nothing is made", "[large]") {
  const TemporaryFolder folder;
  folder.write("src/d/late.ts", "/*IFTRUE_X*/\n" + kText);
  folder.write("src/a.ts", "a");
  folder.write("out/b.ts", kText);
  const Outcome outcome = run({{"strip", "src", "-DX", "-o", "out"}, folder.path()});
  CHECK(outcome.status == 1);
  CHECK(outcome.error.find("src/d/late.ts:1:3: error: IFTRUE_X is never ended") == 0);
  CHECK(folder.list("out") ==
        std::vector<std::string>{".iftrue-manifest", ".iftrue-state", "a.ts", "b.ts"});
  folder.write("src/b.ts", kText);
  CHECK(run({{"strip", "src", "-DX", "-o", "out"}, folder.path()}).status == 2);
  const bool untouched = folder.read("out/b.ts") == kText;
  CHECK(untouched);
}

}  // namespace
}  // namespace iftrue
