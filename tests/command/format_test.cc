// The forms of a report, whole. tests/formats/ holds them against their schemas.

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

const std::string kCrossing = "/*IFTRUE_A*/\n/*IFTRUE_B*/\n/*FITRUE_A*/\n/*FITRUE_B*/\n";
const std::string kMissing = "cannot read 'none.ts': No such file or directory";

TEST_CASE("json has each diagnostic and each failure", "[format]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kCrossing);
  const std::string head =
      "{\n\"version\": 1,\n\"tool\": {\"name\":\"iftrue\",\"version\":\"" IFTRUE_VERSION "\"},\n";
  const std::string found =
      R"({"code":"E003","severity":"error",)"
      R"("message":"FITRUE_A ends an outer conditional while IFTRUE_B is open",)"
      R"("file":"a.ts","line":3,"column":3,"endLine":3,"endColumn":11,"notes":[)"
      R"({"message":"IFTRUE_B opened here",)"
      R"("file":"a.ts","line":2,"column":3,"endLine":2,"endColumn":11},)"
      R"({"message":"IFTRUE_A opened here",)"
      R"("file":"a.ts","line":1,"column":3,"endLine":1,"endColumn":11}]})";
  CHECK(run({{"check", "--format=json", "none.ts", "a.ts"}, folder.path()}) ==
        Outcome{2,
                head + "\"exitStatus\": 2,\n\"diagnostics\": [\n" + found +
                    "\n],\n\"failures\": [\n{\"message\":\"" + kMissing + "\"}\n]\n}\n",
                ""});
  folder.write("a.ts", "sound\n");
  CHECK(run({{"check", "--format=json", "a.ts"}, folder.path()}) ==
        Outcome{0, head + "\"exitStatus\": 0,\n\"diagnostics\": [],\n\"failures\": []\n}\n", ""});
}

TEST_CASE("github has a command a line, with its notes in the message", "[format]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kCrossing);
  folder.write("d/b,c: 100%.ts", "x\n/*IFTRUE_(A\n| B)*/");
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::string crossing =
      "::error file=a.ts,line=3,endLine=3,col=3,endColumn=10,title=iftrue E003::FITRUE_A ends an "
      "outer conditional while IFTRUE_B is open%0Aa.ts:2:3: note: IFTRUE_B opened here%0Aa.ts:1:3: "
      "note: IFTRUE_A opened here\n";
  const std::vector<Row> rows = {
      {{"check", "--format=github", "a.ts"}, {1, crossing, ""}},
      {{"check", "--format=github", "./a.ts", "-v"}, {1, crossing, "iftrue: checked 1 files\n"}},
      {{"check", "--format=github", "d"},
       {1,
        "::error file=d/b%2Cc%3A 100%25.ts,line=3,endLine=3,col=1,endColumn=1,title=iftrue "
        "E005::malformed condition: expected '||', not '|'\n",
        ""}},
      {{"check", "--format=github", "none.ts", "a.ts"},
       {2, "::error title=iftrue::" + kMissing + "\n" + crossing, ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) == row.expected);
  }
}

TEST_CASE("sarif has paths as URIs, and failures as notifications", "[format]") {
  const TemporaryFolder folder;
  folder.write("d/a b:\xFF%.ts", "\xE4\xB8\xAD/*FITRUE_X*/");
  const Outcome outcome = run({{"check", "--format=sarif", "d", "none.ts"}, folder.path()});
  CHECK(outcome.status == 2);
  CHECK(outcome.error.empty());
  const std::string::size_type rest = outcome.out.find("\"columnKind\"");
  REQUIRE(rest != std::string::npos);
  CHECK(
      outcome.out.substr(rest) ==
      "\"columnKind\": \"unicodeCodePoints\",\n"
      "\"invocations\": [{\"executionSuccessful\": false, \"exitCode\": 2, "
      "\"toolExecutionNotifications\": [\n"
      "{\"level\":\"error\",\"message\":{\"text\":\"" +
          kMissing +
          "\"}}\n]}],\n\"results\": [\n"
          R"({"ruleId":"E002","ruleIndex":1,"level":"error",)"
          R"("message":{"text":"FITRUE_X without its IFTRUE_X"},"locations":[{"physicalLocation":)"
          R"({"artifactLocation":{"uri":"d/a%20b%3A%FF%25.ts"},)"
          R"("region":{"startLine":1,"startColumn":4,"endLine":1,"endColumn":12}}}]})"
          "\n]\n}]\n}\n");
}

TEST_CASE("warnings are reported in every form, and leave the status 0", "[format]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "/*IFTRUE_A*/ /*FITRUE_A*/");
  const std::string message =
      "the group of IFTRUE_A is empty; a comment in it would tell that this is meant";
  struct Row {
    std::string format;
    std::string found;
  };
  const std::vector<Row> rows = {
      {"json", R"({"code":"W102","severity":"warning","message":")" + message +
                   R"(","file":"a.ts","line":1,"column":3,"endLine":1,"endColumn":11,"notes":[]})"},
      {"sarif", R"({"ruleId":"W102","ruleIndex":11,"level":"warning","message":{"text":")" +
                    message + R"("},"locations":)"},
      {"sarif", R"({"id":"W102","shortDescription":{"text":"an empty group"},)"
                R"("defaultConfiguration":{"level":"warning"}})"},
      {"github", "::warning file=a.ts,line=1,endLine=1,col=3,endColumn=10,title=iftrue W102::" +
                     message + "\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Outcome outcome = run({{"check", "--format=" + row.format, "a.ts"}, folder.path()});
    CHECK(outcome.status == 0);
    CHECK(outcome.error.empty());
    CHECK_THAT(outcome.out, Catch::Contains(row.found));
    const Outcome quiet = run({{"check", "--format=" + row.format, "-q", "a.ts"}, folder.path()});
    CHECK(quiet.status == 0);
    CHECK_THAT(quiet.out, !Catch::Contains(message));
  }
}

TEST_CASE("what is wrong with maps and outputs is told in the same form", "[format]") {
  const TemporaryFolder folder;
  folder.write("a.html", "a\n");
  folder.write("d/a.ts", "a\n");
  struct Row {
    Arguments arguments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"a.html", "--layout=compact", "--source-map=inline", "-o", "b.html"},
       "'b.html' cannot hold a source map: only JavaScript, TypeScript and style sheets can; use "
       "--source-map without =inline"},
      {{"d", "-o", "d/out"}, "output 'd/out' and source 'd' overlap: one is inside the other"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    Arguments arguments{"strip", "--format=github"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    CHECK(run({arguments, folder.path()}) ==
          Outcome{2, "::error title=iftrue::" + row.expected + "\n", ""});
  }
}

TEST_CASE("a report does not depend on the number of jobs", "[format]") {
  const TemporaryFolder folder;
  for (int i = 0; i < 50; ++i) folder.write("d/" + std::to_string(i) + ".ts", kCrossing);
  for (const std::string format : {"text", "json", "sarif", "github"}) {
    CAPTURE(format);
    const Outcome one = run({{"check", "--format=" + format, "-j1", "d"}, folder.path()});
    CHECK(one.status == 1);
    CHECK(run({{"check", "--format=" + format, "-j8", "d"}, folder.path()}) == one);
  }
}

TEST_CASE("a machine's report of strip leaves standard output to the text", "[format]") {
  const TemporaryFolder folder;
  folder.write("s/a.ts", "/*FITRUE_X*/");
  folder.write("s/b.ts", "b\n");
  const std::string found =
      "::error file=s/a.ts,line=1,endLine=1,col=3,endColumn=10,title=iftrue E002::FITRUE_X without "
      "its IFTRUE_X\n";
  std::string from_input = found;
  from_input.replace(from_input.find("s/a.ts"), 6, "<stdin>");
  struct Row {
    Arguments arguments;
    Outcome expected;
  };
  const std::vector<Row> rows = {
      {{"strip", "--format=github", "s/a.ts"}, {1, "", found}},
      {{"strip", "--format=github", "s/b.ts"}, {0, "b\n", ""}},
      {{"strip", "--format=github", "-"}, {1, "", from_input}},
      {{"strip", "--format=github", "s/a.ts", "-o", "out.ts"}, {1, found, ""}},
      {{"strip", "--format=github", "s", "-o", "tree"}, {1, found, ""}},
      {{"strip", "--format=github", "s/a.ts", "s/b.ts", "-v", "-o", "out"},
       {1, found, "write out/b.ts\n"}},
      {{"strip", "--format=github"},
       {2,
        "::error title=iftrue::nothing to strip: name a file, a folder or -, or make an "
        "iftrue.toml; see iftrue strip --help\n",
        ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path(), "/*FITRUE_X*/"}) == row.expected);
  }
}

TEST_CASE("a report that cannot be written is a failure", "[format]") {
  const TemporaryFolder folder;
  folder.write("a.ts", kCrossing);
  struct Row {
    StandardOutput output;
    std::string reason;
  };
  const std::vector<Row> rows = {
      {StandardOutput::kFull, "No space left on device"},
      {StandardOutput::kDeserted, "Broken pipe"},
      {StandardOutput::kClosed, "Bad file descriptor"},
  };
  for (const std::string format : {"json", "sarif", "github"}) {
    for (const Row& row : rows) {
      CAPTURE(format, row.reason);
      const Outcome outcome =
          run({{"check", "--format=" + format, "a.ts"}, folder.path(), "", row.output});
      CHECK(outcome.status == 2);
      CHECK(outcome.error == "iftrue: error: cannot write 'standard output': " + row.reason + "\n");
    }
  }
}

}  // namespace
}  // namespace iftrue
