#include "command/watch/inotify.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "command/options/options.h"
#include "command/watch/watched_inputs.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Seen = Inotify::Seen;

// Watches the inputs of `iftrue strip p/src b.ts`.
class Watched {
 public:
  explicit Watched(const TemporaryFolder& folder) {
    options_.command = CommandKind::kStrip;
    options_.symbols = {{"X", true}};
    options_.paths = {folder / "p/src", folder / "b.ts"};
    options_.project = folder / "iftrue.toml";
    inotify_ = std::move(Inotify::create().value());
    visit();
  }

  void visit() {
    inotify_->begin_visit();
    inputs_.visit_project(*inotify_);
    inputs_.read_project();
    inputs_.visit_sources(*inotify_);
    REQUIRE(inotify_->end_visit());
  }

  // The kernel tells of a change before the call that made it returns.
  Seen read() { return inotify_->read(); }

 private:
  Options options_;
  WatchedInputs inputs_{options_};
  std::unique_ptr<Inotify> inotify_;
};

void make_inputs(const TemporaryFolder& folder) {
  folder.write("iftrue.toml", "source = 'p/src'\nexclude = ['node_modules/**', '**/.*.sw?']\n");
  folder.write("p/src/a.ts", "1");
  folder.write("p/src/d/e.ts", "1");
  folder.write("p/src/node_modules/m/i.js", "1");
  folder.write("p/beside.ts", "1");
  folder.write("b.ts", "1");
  folder.write("beside.ts", "1");
}

TEST_CASE("a change of an input is seen, and no other", "[inotify]") {
  struct Row {
    std::string name;
    Seen seen;
    std::function<void(const TemporaryFolder&)> change;
  };
  const auto row = GENERATE(values<Row>({
      {"nothing", Seen::kNothing, [](const TemporaryFolder&) {}},
      {"a file", Seen::kFiles, [](const TemporaryFolder& f) { f.write("p/src/a.ts", "2"); }},
      {"a file below", Seen::kFiles,
       [](const TemporaryFolder& f) { f.write("p/src/d/e.ts", "2"); }},
      {"a new file", Seen::kFiles, [](const TemporaryFolder& f) { f.write("p/src/d/n", ""); }},
      {"a mode", Seen::kFiles, [](const TemporaryFolder& f) { f.set_mode("p/src/a.ts", 0600); }},
      {"a link", Seen::kFiles, [](const TemporaryFolder& f) { f.link("p/src/l", "a.ts"); }},
      {"a file less", Seen::kFiles,
       [](const TemporaryFolder& f) { std::filesystem::remove(f / "p/src/a.ts"); }},
      {"a file that is moved away", Seen::kFiles,
       [](const TemporaryFolder& f) { std::filesystem::rename(f / "p/src/a.ts", f / "p/a.ts"); }},
      {"a new folder", Seen::kFolders, [](const TemporaryFolder& f) { f.folder("p/src/d/n"); }},
      {"a folder that is moved away", Seen::kFolders,
       [](const TemporaryFolder& f) { std::filesystem::rename(f / "p/src/d", f / "p/d"); }},
      {"the source", Seen::kFolders,
       [](const TemporaryFolder& f) { std::filesystem::rename(f / "p/src", f / "p/old"); }},
      {"a folder above the source", Seen::kFolders,
       [](const TemporaryFolder& f) { std::filesystem::rename(f / "p", f / "q"); }},
      {"the project file", Seen::kFolders,
       [](const TemporaryFolder& f) { f.write("iftrue.toml", ""); }},
      {"a named file", Seen::kFolders, [](const TemporaryFolder& f) { f.write("b.ts", "2"); }},
      {"an excluded file", Seen::kNothing,
       [](const TemporaryFolder& f) { f.write("p/src/.a.ts.swp", ""); }},
      {"an excluded folder", Seen::kNothing,
       [](const TemporaryFolder& f) {
         std::filesystem::rename(f / "p/src/node_modules", f / "spare");
       }},
      {"below an excluded folder", Seen::kNothing,
       [](const TemporaryFolder& f) { f.write("p/src/node_modules/m/i.js", "2"); }},
      {"what is beside a named file", Seen::kNothing,
       [](const TemporaryFolder& f) { f.write("beside.ts", "2"); }},
      {"what is beside the source", Seen::kNothing,
       [](const TemporaryFolder& f) { f.write("p/beside.ts", "2"); }},
      {"reading", Seen::kNothing,
       [](const TemporaryFolder& f) { CHECK(f.read("p/src/a.ts") == "1"); }},
  }));
  CAPTURE(row.name);
  const TemporaryFolder folder;
  make_inputs(folder);
  Watched watched(folder);
  row.change(folder);
  CHECK(watched.read() == row.seen);
  CHECK(watched.read() == Seen::kNothing);
}

TEST_CASE("what is an input no more is not watched after another visit", "[inotify]") {
  const TemporaryFolder folder;
  make_inputs(folder);
  Watched watched(folder);
  std::filesystem::rename(folder / "p/src/d", folder / "d");
  folder.write("iftrue.toml", "source = 'p/src'\nexclude = ['a.ts']\n");
  CHECK(watched.read() == Seen::kFolders);
  watched.visit();
  folder.write("d/e.ts", "2");
  folder.write("p/src/a.ts", "2");
  CHECK(watched.read() == Seen::kNothing);
  folder.write("p/src/node_modules/m/i.js", "2");
  CHECK(watched.read() == Seen::kFiles);
}

}  // namespace
}  // namespace iftrue
