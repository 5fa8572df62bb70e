#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/process.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;
using Paths = std::vector<std::string>;

constexpr std::string_view kProject = R"toml(source = "src"
output = "out/{target}"
include = ["**/*.ts"]
exclude = ["**/*.test.ts", "old/**"]

[symbols]
WEB = "browsers"
WX = "mini-programs"

[targets.web]
symbols = ["WEB"]

[targets.wx]
symbols = ["WX"]

[[files]]
glob = "wx/**"
when = "WX"

[[files]]
glob = "**/browser.*"
when = "(WEB && !WX)"
)toml";

struct Fixture {
  Fixture() {
    folder.write("p/iftrue.toml", kProject);
    folder.write("p/src/a.ts", "/*IFTRUE_WEB*/web/*ELIFTRUE_WX*/wx/*FITRUE_WEB*/");
    folder.write("p/src/a.test.ts", "");
    folder.write("p/src/page.html", "<!--IFTRUE_WEB-->copied");
    folder.write("p/src/old/x.ts", "");
    folder.write("p/src/wx/api.ts", "/*IFTRUE_WX*/api/*FITRUE_WX*/");
    folder.write("p/src/wx/icon.png", "");
    folder.write("p/src/core/browser.ts", "browser");
  }
  [[nodiscard]] Outcome iftrue(const Arguments& arguments, const std::string& where = "p") const {
    return run({arguments, folder / where});
  }
  TemporaryFolder folder;
};

TEST_CASE("a project's source is stripped for each target", "[project]") {
  const Fixture fixture;
  const TemporaryFolder& folder = fixture.folder;
  CHECK(fixture.iftrue({"strip", "--layout=loader"}) == Outcome{0, "", ""});
  CHECK(folder.list("p/out/web") ==
        Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "core/browser.ts", "page.html"});
  CHECK(folder.list("p/out/wx") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "page.html",
                                         "wx/api.ts", "wx/icon.png"});
  CHECK(folder.read("p/out/web/a.ts") == "web");
  CHECK(folder.read("p/out/wx/a.ts") == "wx");
  CHECK(folder.read("p/out/wx/wx/api.ts") == "api");
  CHECK(folder.read("p/out/wx/page.html") == "<!--IFTRUE_WEB-->copied");

  // A file that a change of the project takes from a target goes.
  std::string project(kProject);
  project.replace(project.find("when = \"WX\""), 11, "when = \"WEB\"");
  folder.write("p/iftrue.toml", project);
  const std::string wx = "out/wx/wx/";
  const std::string web = "out/web/wx/";
  CHECK(fixture.iftrue({"strip", "--layout=loader", "-v"}) ==
        Outcome{0, "",
                "remove " + wx + "api.ts\nremove " + wx + "icon.png\nwrite " + web +
                    "api.ts\nwrite " + web + "icon.png\n"});
  CHECK(folder.list("p/out/wx") == Paths{".iftrue-manifest", ".iftrue-state", "a.ts", "page.html"});
}

TEST_CASE("-t chooses among the targets", "[project]") {
  const Fixture fixture;
  CHECK(fixture.iftrue({"strip", "-t", "wx"}) == Outcome{0, "", ""});
  CHECK_FALSE(std::filesystem::exists(fixture.folder / "p/out/web"));
  CHECK(fixture.iftrue({"strip", "-t", "web", "-t", "wx", "-o", "other-{target}"}) ==
        Outcome{0, "", ""});
  CHECK(fixture.folder.read("p/other-web/core/browser.ts") == "browser");
  CHECK(fixture.folder.read("p/other-wx/wx/icon.png").empty());
}

TEST_CASE("a project is found from below, or named", "[project]") {
  const Fixture fixture;
  CHECK(fixture.iftrue({"strip", "-t", "wx"}, "p/src/core") == Outcome{0, "", ""});
  CHECK(fixture.folder.read("p/out/wx/wx/icon.png").empty());
  CHECK(fixture.iftrue({"targets", "--project", "p/iftrue.toml"}, ".") ==
        Outcome{0, "web  WEB\nwx   WX\n", ""});
  CHECK(fixture.iftrue({"strip", "--project", "p/iftrue.toml", "-t", "web"}, ".") ==
        Outcome{0, "", ""});
  CHECK(fixture.folder.read("p/out/web/core/browser.ts") == "browser");
}

TEST_CASE("a part of the source is filtered as in the whole", "[project]") {
  const Fixture fixture;
  CHECK(fixture.iftrue({"strip", "src/wx", "-t", "web", "-o", "part"}) == Outcome{0, "", ""});
  CHECK(fixture.folder.list("p/part") == Paths{".iftrue-manifest"});
  CHECK(fixture.iftrue({"strip", "--layout=loader", "src/wx", "-t", "wx", "-o", "part"}) ==
        Outcome{0, "", ""});
  CHECK(fixture.folder.list("p/part") ==
        Paths{".iftrue-manifest", ".iftrue-state", "api.ts", "icon.png"});
}

TEST_CASE("the project file is a dependency of all its outputs", "[project]") {
  const Fixture fixture;
  std::filesystem::remove_all(fixture.folder / "p/src");
  fixture.folder.write("p/src/a.ts", "");
  CHECK(fixture.iftrue({"strip", "--project", "iftrue.toml", "--depfile", "d"}) ==
        Outcome{0, "", ""});
  CHECK(fixture.folder.read("p/d") ==
        "out/web/.iftrue-manifest out/wx/.iftrue-manifest: \\\n src \\\n src/a.ts \\\n "
        "iftrue.toml\n");
}

TEST_CASE("a project file in error is told before anything is written", "[project]") {
  const Fixture fixture;
  const TemporaryFolder& folder = fixture.folder;
  folder.write("p/iftrue.toml", "source = 'src'\noutput = 'src/out'\nsorce = 1\n");
  const Paths before = folder.list();
  CHECK(fixture.iftrue({"strip", "--project", "iftrue.toml"}) ==
        Outcome{2, "",
                "iftrue: error: iftrue.toml:3:1: unknown key 'sorce'; did you mean source?\n"
                "iftrue.toml:2:10: output lies inside the source\n"});
  folder.write("p/iftrue.toml", "output = 'out'\n");
  CHECK(fixture.iftrue({"strip", "--project", "iftrue.toml"}) ==
        Outcome{2, "", "iftrue: error: 'iftrue.toml' names no source; name a file or a folder\n"});
  folder.write("p/iftrue.toml", "source = 'src'\n");
  CHECK(fixture.iftrue({"strip", "--project", "iftrue.toml"}) ==
        Outcome{2, "", "iftrue: error: 'iftrue.toml' names no output; say where with -o\n"});
  folder.write("p/iftrue.toml", "source = 'iftrue.toml'\noutput = 'out'\n");
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"strip", "--dry-run"}, {"strip"}, {"check"}, {"list"}}) {
    CHECK(fixture.iftrue(arguments) ==
          Outcome{2, "",
                  "iftrue: error: iftrue.toml:1:10: source takes the path of a folder, and "
                  "'iftrue.toml' is none; name the file as an operand, or its folder here\n"});
  }
  folder.write("p/iftrue.toml", "source = 'none'\noutput = 'out'\n");
  CHECK(fixture.iftrue({"strip", "--project", "iftrue.toml"}).error ==
        "iftrue: error: cannot read 'none': No such file or directory\n");
  std::filesystem::remove_all(folder / "p/out");
  CHECK(folder.list() == before);
}

}  // namespace
}  // namespace iftrue
