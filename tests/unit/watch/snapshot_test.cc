#include "command/watch/snapshot.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/system/file_clock.h"
#include "command/watch/watched_inputs.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

struct Look {
  std::uint64_t sum;
  bool is_early;
};

Look look(const TemporaryFolder& folder) {
  Options options;
  options.command = CommandKind::kStrip;
  options.paths = {folder / "src"};
  options.project = folder / "iftrue.toml";
  WatchedInputs inputs(options);
  Snapshot snapshot;
  inputs.visit_project(snapshot);
  inputs.read_project();
  inputs.visit_sources(snapshot);
  return {snapshot.sum(), snapshot.is_early()};
}

TEST_CASE("a snapshot changes with the inputs, and with nothing else", "[snapshot]") {
  struct Row {
    std::string name;
    std::function<void(const TemporaryFolder&)> change;
    bool shows;
  };
  const auto row = GENERATE(values<Row>({
      {"nothing", [](const TemporaryFolder&) {}, false},
      {"a file", [](const TemporaryFolder& f) { f.write("src/a.ts", "2"); }, true},
      {"a mode", [](const TemporaryFolder& f) { f.set_mode("src/a.ts", 0600); }, true},
      {"a new file", [](const TemporaryFolder& f) { f.write("src/d/c.ts", ""); }, true},
      {"a new folder", [](const TemporaryFolder& f) { f.folder("src/d/e"); }, true},
      {"a new link", [](const TemporaryFolder& f) { f.link("src/l", "a.ts"); }, true},
      {"a name",
       [](const TemporaryFolder& f) {
         std::filesystem::rename(f / "src/d/b.ts", f / "src/d/c.ts");
       },
       true},
      {"two names, exchanged",
       [](const TemporaryFolder& f) {
         std::filesystem::rename(f / "src/a.ts", f / "spare");
         std::filesystem::rename(f / "src/d/b.ts", f / "src/a.ts");
         std::filesystem::rename(f / "spare", f / "src/d/b.ts");
       },
       true},
      {"a file less", [](const TemporaryFolder& f) { std::filesystem::remove(f / "src/a.ts"); },
       true},
      {"the project file", [](const TemporaryFolder& f) { f.write("iftrue.toml", "#"); }, true},
      {"what is excluded",
       [](const TemporaryFolder& f) { f.write("src/node_modules/new/a.ts", ""); }, false},
      {"what is beside", [](const TemporaryFolder& f) { f.write("beside.ts", ""); }, false},
  }));
  CAPTURE(row.name);
  const TemporaryFolder folder;
  folder.write("iftrue.toml", "");
  folder.write("src/a.ts", "1");
  folder.write("src/d/b.ts", "1");
  const auto before = look(folder).sum;
  row.change(folder);
  CHECK((look(folder).sum != before) == row.shows);
}

TEST_CASE("a snapshot is early while a file could change unseen", "[snapshot]") {
  const TemporaryFolder folder;
  folder.write("iftrue.toml", "");
  folder.write("src/a.ts", "1");
  await_next_tick();
  await_next_tick();
  CHECK_FALSE(look(folder).is_early);
  bool early = false;
  // The clock may tick between the two at times, but not each time.
  for (int i = 0; i < 100 && !early; ++i) {
    folder.write("src/a.ts", "2");
    early = look(folder).is_early;
  }
  CHECK(early);
}

}  // namespace
}  // namespace iftrue
