#include "command/output/new_subfolders.h"

#include <fcntl.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "command/system/descriptor.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

using Paths = std::vector<std::string>;

Descriptor open_root(const TemporaryFolder& folder) {
  return Descriptor(open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

PathList list_of(const Paths& paths) {
  PathList list;
  for (const std::string& path : paths) list.append(path);
  return list;
}

// The folders that could not be placed, each with why.
Paths place(NewSubfolders& folders, const PathList& paths) {
  Paths unplaced;
  for (const auto& [path, why] :
       folders.place(paths, [](std::string_view each) { return "out/" + std::string(each); })) {
    unplaced.push_back(path + ": " + why.message);
  }
  return unplaced;
}

TEST_CASE("what is in a new folder stands elsewhere until it is placed", "[new_subfolders]") {
  const TemporaryFolder folder;
  folder.folder("d/e");
  const Descriptor root = open_root(folder);
  const PathList paths = list_of({"a-/x", "a/x", "d/e/new/x"});
  NewSubfolders folders(root.get());
  CHECK(folders.location("a/x") == "a/x");
  for (const std::string path : {"a-", "a", "d/e/new"}) REQUIRE(folders.begin(path, paths));
  struct Case {
    std::string path;
    std::string location;
  };
  const std::vector<Case> cases = {
      {"a-/x", ".iftrue-new-a-/x"},
      {"a/x", ".iftrue-new-a/x"},
      {"a/y/z", ".iftrue-new-a/y/z"},
      {"d/e/new/x", "d/e/.iftrue-new-new/x"},
      {"d/e/new", "d/e/new"},
      {"a", "a"},
      {"a.ts", "a.ts"},
      {"0", "0"},
      {"z/x", "z/x"},
  };
  for (const Case& each : cases) CHECK(folders.location(each.path) == each.location);
  for (const std::string path : {"a-/x", "a/x", "d/e/new/x"}) {
    folder.write(folders.location(path), path);
  }
  CHECK(place(folders, paths).empty());
  CHECK(folder.list() == Paths{"a-/x", "a/x", "d/e/new/x"});
  for (const Case& each : cases) CHECK(folders.location(each.path) == each.path);
}

TEST_CASE("a folder that cannot be built beside its place is none", "[new_subfolders]") {
  struct Case {
    std::string what;
    Paths paths;
    std::string folder;
    bool begun;
  };
  const std::string longest(255 - std::string_view(".iftrue-new-").size(), 'x');
  const std::vector<Case> cases = {
      {"nothing is in the way", {"d/a"}, "d", true},
      {"the longest name", {"d/a"}, longest, true},
      {"a name that is too long", {"d/a"}, longest + "x", false},
      {"a file of others", {"theirs/a"}, "theirs", false},
      {"a folder of others", {"full/a"}, "full", false},
      {"an input of the folder's name", {"d", "d/a"}, "d", false},
      {"an input of the temporary name", {".iftrue-new-d", "d/a"}, "d", false},
      {"an input in a folder of the temporary name", {".iftrue-new-d/a", "d/a"}, "d", false},
      {"a folder above that is missing", {"no/d/a"}, "no/d", false},
  };
  for (const Case& each : cases) {
    CAPTURE(each.what);
    const TemporaryFolder folder;
    folder.write(".iftrue-new-theirs", "");
    folder.write(".iftrue-new-full/theirs", "");
    const Paths before = folder.list();
    {
      const Descriptor root = open_root(folder);
      NewSubfolders folders(root.get());
      CHECK(folders.begin(each.folder, list_of(each.paths)) == each.begun);
    }
    CHECK(folder.list() == before);  // one that is not placed is gone
  }
}

TEST_CASE("a folder is placed where nothing stands, and not an empty one", "[new_subfolders]") {
  const TemporaryFolder folder;
  const Descriptor root = open_root(folder);
  const PathList paths = list_of({"a/x", "b/x", "c/x", "e/x", "f/x"});
  NewSubfolders folders(root.get());
  for (const std::string path : {"a", "b", "c", "e", "f"}) REQUIRE(folders.begin(path, paths));
  for (const std::string path : {"a/x", "b/x", "c/x", "f/x"}) {
    folder.write(folders.location(path), "");
  }
  folder.write("b/theirs", "");
  folder.folder("c");
  folder.write("f", "");
  const std::string why = " was made by others while this run went on; run again";
  CHECK(place(folders, paths) == Paths{"b: 'out/b'" + why, "c: 'out/c'" + why, "f: 'out/f'" + why});
  CHECK(folder.list() == Paths{"a/x", "b/theirs", "c/", "f"});
}

}  // namespace
}  // namespace iftrue
