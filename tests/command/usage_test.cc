#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "command/process.h"
#include "command/two_targets.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

TEST_CASE("a wrong usage says what was meant, with status 2", "[usage]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "");
  folder.write("b.ts", "");
  folder.folder("dir");
  struct Row {
    Arguments arguments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{}, "no command is given; see iftrue --help"},
      {{"stirp"}, "there is no command 'stirp'; did you mean strip?"},
      {{"zzz"}, "there is no command 'zzz'; see iftrue --help"},
      {{""}, "there is no command ''; see iftrue --help"},
      {{"a\nb"}, "there is no command 'a\\nb'; see iftrue --help"},
      {{"-D", "X", "strip"}, "there is no command '-D'; see iftrue --help"},
      {{"help", "stirp"}, "there is no command 'stirp'; did you mean strip?"},
      {{"--help", "zzz"}, "there is no command 'zzz'; see iftrue --help"},
      {{"help", "strip", "check"}, "help takes one command, not also 'check'"},
      // options
      {{"strip", "--layuot=loader"}, "strip has no option --layuot; did you mean --layout?"},
      {{"strip", "--zzz"}, "strip has no option --zzz; see iftrue strip --help"},
      {{"strip", "-Z"}, "strip has no option -Z; see iftrue strip --help"},
      {{"strip", "-qZ"}, "strip has no option -Z; see iftrue strip --help"},
      {{"strip", "-Z=1"}, "strip has no option -Z; see iftrue strip --help"},
      {{"strip", "-layout=loader"}, "strip has no option -l; did you mean --layout?"},
      {{"strip", "--o", "x"}, "strip has no option --o; did you mean -o?"},
      {{"strip", "--D=X"}, "strip has no option --D; did you mean -D?"},
      {{"check", "--define=X"}, "check has no option --define; did you mean -D?"},
      {{"strip", "--undef", "X"}, "strip has no option --undef; did you mean -U?"},
      {{"check", "--o", "x"}, "check has no option --o; see iftrue check --help"},
      {{"strip", "--=x"}, "strip has no option --; see iftrue strip --help"},
      {{"strip", "---"}, "strip has no option ---; see iftrue strip --help"},
      {{"strip", "---layout=loader"}, "strip has no option ---layout; did you mean --layout?"},
      {{"strip", "--operands=a.ts"}, "strip has no option --operands; see iftrue strip --help"},
      {{"strip", "--z\n\x1b[1m"}, "strip has no option --z\\n\\x1b[1m; see iftrue strip --help"},
      {{"strip", "-q\x1b"}, "strip has no option -\\x1b; see iftrue strip --help"},
      {{"strip", "-q\u00e9"}, "strip has no option -q\u00e9; see iftrue strip --help"},
      {{"strip", "--" + std::string(100'000, 'z')},
       "strip has no option --" + std::string(100'000, 'z') + "; see iftrue strip --help"},
      {{"check", "-o", "x"}, "check has no option -o; see iftrue check --help"},
      {{"targets", "--target", "x"}, "targets has no option --target; see iftrue targets --help"},
      {{"strip", "a.ts", "-o"}, "Option ‘o’ is missing an argument; see iftrue strip --help"},
      {{"strip", "--layout=lodaer"},
       "--layout takes preserve, mask, compact, loader, not 'lodaer'; did you mean loader?"},
      {{"strip", "--layout="}, "--layout takes preserve, mask, compact, loader, not ''"},
      {{"strip", "--undefined=on"}, "--undefined takes error, off, keep, not 'on'"},
      {{"strip", "--color=allways"},
       "--color takes auto, always, never, not 'allways'; did you mean always?"},
      {{"strip", "--format=xml"}, "--format takes text, json, sarif, github, not 'xml'"},
      {{"strip", "-j", "0"}, "--jobs takes a number from 1 to 256, not '0'"},
      {{"strip", "-j", "257"}, "--jobs takes a number from 1 to 256, not '257'"},
      {{"strip", "-j2x"}, "--jobs takes a number from 1 to 256, not '2x'"},
      {{"strip", "--jobs=-1"}, "--jobs takes a number from 1 to 256, not '-1'"},
      {{"strip", "--output="}, "--output takes a path, not an empty one"},
      {{"strip", "-t"}, "Option ‘t’ is missing an argument; see iftrue strip --help"},
      {{"strip", "-q="}, "strip has no option -=; see iftrue strip --help"},
      {{"strip", "--quiet="}, "--quiet takes no value, not even ''"},
      {{"strip", "--quiet=xyz"}, "--quiet takes no value, not even 'xyz'"},
      {{"strip", "--dry-run=false"}, "--dry-run takes no value, not even 'false'"},
      {{"strip", "--help=false"}, "--help takes no value, not even 'false'"},
      // symbols
      {{"strip", "-D", ""}, "-D takes a symbol (A-Z, a-z, 0-9 and _), not ''"},
      {{"strip", "-D", "A-B"}, "-D takes a symbol (A-Z, a-z, 0-9 and _), not 'A-B'"},
      {{"strip", "-D", "(A)"}, "-D takes a symbol (A-Z, a-z, 0-9 and _), not '(A)'"},
      {{"strip", "-D", "!A"}, "-D takes a symbol (A-Z, a-z, 0-9 and _), not '!A'"},
      {{"strip", "-D", "A=2"}, "-D A takes 0 or 1, not '2'"},
      {{"strip", "-D", "A="}, "-D A takes 0 or 1, not ''"},
      {{"strip", "-U", "A=0"}, "-U takes a symbol (A-Z, a-z, 0-9 and _), not 'A=0'"},
      // operands
      {{"strip"},
       "nothing to strip: name a file, a folder or -, or make an iftrue.toml; see iftrue strip "
       "--help"},
      {{"strip", "dir"}, "'dir' is a folder; say where it goes with -o"},
      {{"strip", "a.ts", "b.ts"}, "several files need a folder to go to; name it with -o"},
      {{"strip", "-", "a.ts"}, "standard input (-) cannot be combined with other operands"},
      {{"strip", "a.ts", "--depfile", "d"},
       "--depfile needs -o: the dependency file names the output"},
      {{"strip", "a.ts", "-t", "web"},
       "-t 'web': there is no iftrue.toml here or above; name one with --project, or set symbols "
       "with -D"},
      {{"diff", "web", "wx"},
       "target 'web': there is no iftrue.toml here or above; name one with --project"},
      {{"check"}, "nothing to read: name files or folders, or a source in iftrue.toml"},
      {{"targets"}, "there is no iftrue.toml here or above; name one with --project"},
      {{"strip", "--project", "none.toml"}, "cannot read 'none.toml': No such file or directory"},
      {{"strip", ""}, "cannot read '': No such file or directory"},
      {{"--versoin"}, "there is no command '--versoin'; did you mean --version?"},
      {{"strip", "--lay=compact"}, "strip has no option --lay; did you mean --layout?"},
      {{"strip", "-", "-o", "x{target}"},
       "no target is named that could stand for {target} in 'x{target}'"},
      {{"strip", "-", "-o", "folder/"},
       "standard input has no name for a file in 'folder/'; name the file"},
      {{"strip", "none.ts"}, "cannot read 'none.ts': No such file or directory"},
      {{"strip", "--", "-D"}, "cannot read '-D': No such file or directory"},
      {{"check", "none.ts"}, "cannot read 'none.ts': No such file or directory"},
  };
  const auto before = folder.list();
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) ==
          Outcome{2, "", "iftrue: error: " + row.expected + "\n"});
  }
  CHECK(folder.list() == before);
}

TEST_CASE("in a project a wrong usage speaks of its targets", "[usage]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", kTwoTargets);
  folder.write("a.ts", "");
  struct Row {
    Arguments arguments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"strip", "a.ts"},
       "name a target with -t, or symbols with -D; the targets of 'iftrue.toml' are listed by "
       "iftrue targets"},
      {{"strip", "a.ts", "-t", "wxx"}, "'iftrue.toml' has no target 'wxx'; did you mean wx?"},
      {{"strip", "-t", "android"},
       "'iftrue.toml' has no target 'android'; iftrue targets lists them"},
      {{"strip", "a.ts", "-t", "web", "-t", "wx"},
       "several targets need several outputs; say -o with {target} in the path"},
      {{"strip", "a.ts", "-t", "web", "-t", "wx", "-o", "x"},
       "several targets cannot share the output 'x'; put {target} into the path"},
      {{"strip", "-o", "x"},
       "several targets cannot share the output 'x'; put {target} into the path"},
      {{"targets", "web"}, "targets takes no operand"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run({row.arguments, folder.path()}) ==
          Outcome{2, "", "iftrue: error: " + row.expected + "\n"});
  }
  CHECK(folder.list() == std::vector<std::string>{"a.ts", "iftrue.toml"});
}

TEST_CASE("the version is told", "[usage]") {
  const TemporaryFolder folder;
  for (const Arguments& arguments : {Arguments{"--version"},
                                     {"strip", "--version"},
                                     {"check", "x", "--version"},
                                     {"list", "--version"},
                                     {"explain", "--version"},
                                     {"diff", "--version"},
                                     {"targets", "--version"}}) {
    CAPTURE(arguments);
    CHECK(run({arguments, folder.path()}) == Outcome{0, "iftrue " IFTRUE_VERSION "\n", ""});
  }
}

TEST_CASE("help is told of the whole and of each command", "[usage]") {
  const TemporaryFolder folder;
  const Outcome general = run({{"--help"}, folder.path()});
  CHECK(general.status == 0);
  CHECK(general.error.empty());
  CHECK(general == run({{"-h"}, folder.path()}));
  CHECK(general == run({{"help"}, folder.path()}));
  CHECK(general == run({{"help", "help"}, folder.path()}));
  for (const std::string command :
       {"strip", "check", "list", "explain", "diff", "targets", "init"}) {
    CAPTURE(command);
    CHECK(general.out.find("\n  " + command + ' ') != std::string::npos);
    const Outcome help = run({{command, "--help"}, folder.path()});
    CHECK(help.status == 0);
    CHECK(help.error.empty());
    CHECK(help.out.starts_with("usage: iftrue " + command + " [OPTION]..."));
    CHECK(help == run({{command, "-h"}, folder.path()}));
    for (const char* word : {"help", "--help", "-h"}) {
      CHECK(help == run({{word, command}, folder.path()}));
    }
    for (std::size_t begin = 0; begin < help.out.size();) {
      const std::size_t end = help.out.find('\n', begin);
      CHECK(end - begin <= 80);
      begin = end + 1;
    }
  }
  const std::string strip = run({{"strip", "--help"}, folder.path()}).out;
  for (const std::string_view option :
       {"-t, --target", "-D ", "-U ", "-o, --output", "--layout", "--undefined",
        "--source-map[=inline]", "--depfile", "-j, --jobs", "--project", "--format", "--color",
        "-q, --quiet", "-v, --verbose", "--check", "--dry-run", "-h, --help", "--version"}) {
    CAPTURE(option);
    CHECK(strip.find("  " + std::string(option)) != std::string::npos);
  }
}

// The examples at the end of a page of help.
std::vector<std::string> examples_of(const std::string& page) {
  constexpr std::string_view kHead = "\nexamples:\n";
  std::vector<std::string> commands;
  std::size_t begin = page.find(kHead);
  REQUIRE(begin != std::string::npos);
  for (begin += kHead.size(); begin < page.size();) {
    const std::size_t end = page.find('\n', begin);
    const std::size_t text_end = page.find('\n', end + 1);
    REQUIRE(text_end != std::string::npos);
    CHECK(page.compare(begin, 9, "  iftrue ") == 0);
    CHECK(page.compare(end + 1, 6, "      ") == 0);
    CHECK(page[text_end - 1] == '.');
    commands.push_back(page.substr(begin + 2, end - begin - 2));
    begin = text_end + 1;
  }
  return commands;
}

TEST_CASE("each page of help ends with examples, and they work", "[usage]") {
  const std::string text = std::string(10, '\n') + "/*IFTRUE_WX*/\nlogin();\n/*FITRUE_WX*/\n";
  const std::vector<Arguments> pages = {{"--help"},
                                        {"strip", "--help"},
                                        {"check", "--help"},
                                        {"list", "--help"},
                                        {"explain", "--help"},
                                        {"diff", "--help"},
                                        {"targets", "--help"},
                                        {"init", "--help"}};
  for (const Arguments& page : pages) {
    const TemporaryFolder folder;
    const std::vector<std::string> examples = examples_of(run({page, folder.path()}).out);
    CHECK((examples.size() >= 2 && examples.size() <= 5));
    // Of one project: one may need what another has written.
    const TemporaryFolder project;
    project.write("iftrue.toml", kTwoTargets);
    project.write("http.ts", text);
    project.write("src/http.ts", text);
    for (const std::string& example : examples) {
      CAPTURE(example);
      Arguments arguments;
      std::istringstream words(example);
      for (std::string word; words >> word;) arguments.push_back(word);
      arguments.erase(arguments.begin());
      const Outcome outcome = run({arguments, project.path()});
      CHECK(outcome.status == 0);
      const bool tells = outcome.error.starts_with("iftrue: wrote 'src/iftrue.toml'");
      CHECK((outcome.error.empty() || tells));
    }
  }
}

TEST_CASE("standard output that takes nothing is a failure", "[usage]") {
  const TemporaryFolder folder;
  folder.write("a.ts", "bytes");
  folder.write("iftrue.toml", kTwoTargets);
  struct Row {
    StandardOutput output;
    std::string reason;
  };
  const std::vector<Row> rows = {
      {StandardOutput::kClosed, "Bad file descriptor"},
      {StandardOutput::kFull, "No space left on device"},
      {StandardOutput::kDeserted, "Broken pipe"},
  };
  for (const Row& row : rows) {
    for (const Arguments& arguments : {Arguments{"strip", "-t", "wx", "a.ts"},
                                       {"targets"},
                                       {"--help"},
                                       {"strip", "--help"},
                                       {"--version"}}) {
      CAPTURE(row.reason, arguments);
      CHECK(run({arguments, folder.path(), "", row.output}) ==
            Outcome{2, "", "iftrue: error: cannot write 'standard output': " + row.reason + "\n"});
    }
  }
}

}  // namespace
}  // namespace iftrue
