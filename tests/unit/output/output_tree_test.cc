#include "command/output/output_tree.h"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "command/output/output_writer.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

constexpr Treatment kStripped;

using namespace std::string_literals;
using Paths = std::vector<std::string>;

// Whether the output is there before the run.
enum class Place { kMade, kNew };

// An output with the paths that a run may put, which it names by themselves and not by their index.
class Run {
 public:
  Run(const TemporaryFolder& folder, OutputTree::Mode mode, Place place) {
    if (place == Place::kMade) std::filesystem::create_directories(folder / "out");
    auto tree = OutputTree::open(folder / "out", mode, [](const std::string&) {});
    REQUIRE(tree);
    tree_ = std::move(*tree);
  }

  Result<Paths> start(const std::set<std::string>& planned,
                      OutputTree::Stale stale = OutputTree::Stale::kRemove,
                      const std::string& conditions = "conditions") {
    paths_ = {};
    for (const std::string& path : planned) paths_.append(path);
    return tree_->start(paths_, std::vector<char>(planned.size(), 1), stale, conditions);
  }
  Result<Change> put_file(std::string_view path, std::string_view bytes, mode_t mode) {
    return writer().put_file(index(path), bytes, mode);
  }
  Result<Change> put_copy(std::string_view path, const OpenSource& source) {
    return writer().put_copy(index(path), source);
  }
  Result<Change> put_link(std::string_view path, const std::string& target) {
    return writer().put_link(index(path), target);
  }
  Result<Change> put_folder(std::string_view path) { return writer().put_folder(index(path)); }
  bool is_current(std::string_view path, const FileIdentity& source, Treatment treatment) {
    return writer().is_current(index(path), source, treatment);
  }
  void record(std::string_view path, const FileIdentity& source, Treatment treatment) {
    writer().record(index(path), source, treatment);
  }
  Result<void> finish() {
    const std::vector<Failure> failures = tree_->finish();
    REQUIRE(failures.size() < 2);
    return failures.empty() ? Result<void>() : tl::unexpected(failures.front());
  }
  [[nodiscard]] const std::string& note() const { return tree_->note(); }

 private:
  OutputWriter writer() { return OutputWriter(*tree_, scratch_); }

  [[nodiscard]] std::size_t index(std::string_view path) const {
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      if (paths_[i] == path) return i;
    }
    FAIL("no path of this run: " << path);
    return 0;
  }

  std::unique_ptr<OutputTree> tree_;
  PathList paths_;
  Scratch scratch_;
};

std::unique_ptr<Run> open_tree(const TemporaryFolder& folder,
                               OutputTree::Mode mode = OutputTree::Mode::kWrite,
                               Place place = Place::kMade) {
  return std::make_unique<Run>(folder, mode, place);
}

Result<Paths> start(Run& run, const std::set<std::string>& planned) { return run.start(planned); }

// A run that writes these files, each holding its own path; returns what was removed.
Paths run(const TemporaryFolder& folder, const std::set<std::string>& paths) {
  const auto tree = open_tree(folder);
  const auto removed = start(*tree, paths);
  REQUIRE(removed);
  for (const std::string& path : paths) REQUIRE(tree->put_file(path, path, 0644));
  REQUIRE(tree->finish());
  return *removed;
}

std::string why(const Result<Change>& result) {
  return result ? "no failure" : result.error().message;
}

std::string in_the_way(const std::string& path) {
  return "'" + path + "' stands in the way: iftrue did not write it; move it away";
}

TEST_CASE("what one run wrote and the next would not is removed", "[output_tree]") {
  const TemporaryFolder folder;
  CHECK(run(folder, {"a", "d/b", "d/e/c", "f/g"}).empty());
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a", "d/b", "d/e/c", "f/g"});
  CHECK(run(folder, {"a", "d/b"}) == Paths{"d/e/c", "f/g"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a", "d/b"});
  CHECK(run(folder, {}) == Paths{"a", "d/b"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest"});
}

TEST_CASE("what others put in the way while a run goes on stays", "[output_tree]") {
  const TemporaryFolder folder;
  folder.write("source", "ours");
  folder.folder("out/d");
  const auto source = open_source(folder / "source");
  REQUIRE(source);
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, {"copy", "d/file", "link"}));
  for (const std::string path : {"copy", "d/file", "link"}) folder.write("out/" + path, "theirs");
  CHECK(why(tree->put_copy("copy", *source)) == in_the_way(folder / "out/copy"));
  CHECK(why(tree->put_file("d/file", "ours", 0644)) == in_the_way(folder / "out/d/file"));
  CHECK(why(tree->put_link("link", "to")) == in_the_way(folder / "out/link"));
  REQUIRE(tree->finish());
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "copy", "d/file", "link"});
  for (const std::string path : {"copy", "d/file", "link"}) {
    CHECK(folder.read("out/" + path) == "theirs");
  }
  CHECK(folder.read("out/.iftrue-manifest") == "iftrue manifest 1\ncomplete\n");
}

TEST_CASE("files of others stay where they are", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"d/a"});
  folder.write("out/d/theirs", "theirs");
  folder.write("out/theirs", "theirs");
  run(folder, {"b"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "b", "d/theirs", "theirs"});
  CHECK(folder.read("out/d/theirs") == "theirs");
}

TEST_CASE("a file of others in the way is a failure and stays as it is", "[output_tree]") {
  const TemporaryFolder folder;
  folder.write("out/a", "theirs");
  folder.write("out/d", "theirs");
  folder.link("out/l", "a");
  folder.link("out/to", "..");
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a", "d/b", "l", "to/x", "c"}));
    CHECK(why(tree->put_file("a", "ours", 0644)) == in_the_way(folder / "out/a"));
    CHECK(why(tree->put_link("a", "c")) == in_the_way(folder / "out/a"));
    CHECK(why(tree->put_folder("a")) == in_the_way(folder / "out/a"));
    CHECK(why(tree->put_file("l", "ours", 0644)) == in_the_way(folder / "out/l"));
    CHECK(why(tree->put_file("d/b", "ours", 0644)) ==
          "'" + (folder / "out/d") + "' stands in the way of '" + (folder / "out/d/b") +
              "': iftrue did not write it; move it away");
    CHECK(why(tree->put_file("to/x", "ours", 0644)) ==
          "'" + (folder / "out/to") + "' stands in the way of '" + (folder / "out/to/x") +
              "': iftrue did not write it; move it away");
    CHECK(tree->put_file("c", "ours", 0644));
    REQUIRE(tree->finish());
  }
  const Paths expected = {".iftrue-manifest", "a", "c", "d", "l -> a", "to -> .."};
  CHECK(folder.list("out") == expected);
  CHECK(folder.read("out/a") == "theirs");

  // Nor is it ours at the next run.
  run(folder, {});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a", "d", "l -> a", "to -> .."});
}

TEST_CASE("what was planned and not put does not become ours", "[output_tree]") {
  const TemporaryFolder folder;
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a", "b"}));
    REQUIRE(tree->put_file("a", "ours", 0644));
    REQUIRE(tree->finish());
  }
  folder.write("out/b", "theirs");
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, {"a", "b"}));
  CHECK(why(tree->put_file("b", "ours", 0644)) == in_the_way(folder / "out/b"));
  CHECK(folder.read("out/b") == "theirs");
}

TEST_CASE("a folder of others is shared, and not ours", "[output_tree]") {
  const TemporaryFolder folder;
  folder.folder("out/d");
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"d"}));
    CHECK(tree->put_folder("d") == Change::kNone);
    REQUIRE(tree->finish());
  }
  run(folder, {});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "d/"});
}

TEST_CASE("an empty folder of others is not removed", "[output_tree]") {
  const TemporaryFolder folder;
  folder.folder("out/a");
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a"}));
    CHECK(why(tree->put_file("a", "ours", 0644)) == in_the_way(folder / "out/a"));
    REQUIRE(tree->finish());
  }
  run(folder, {});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a/"});
}

TEST_CASE("what holds the bytes already is not touched", "[output_tree]") {
  const TemporaryFolder folder;
  folder.write("source", "copied");
  const auto put = [&](std::string_view bytes, mode_t mode, const std::string& target) {
    folder.set_mode("source", mode);
    const auto source = open_source(folder / "source");
    REQUIRE(source);
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"file", "copy", "link", "folder"}));
    std::vector<Change> changes;
    changes.push_back(tree->put_file("file", bytes, mode).value());
    changes.push_back(tree->put_copy("copy", *source).value());
    changes.push_back(tree->put_link("link", target).value());
    changes.push_back(tree->put_folder("folder").value());
    REQUIRE(tree->finish());
    return changes;
  };
  using enum Change;
  CHECK(put("one", 0644, "x") == std::vector{kWritten, kWritten, kWritten, kWritten});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "copy", "file", "folder/", "link -> x"});
  CHECK(folder.read("out/copy") == "copied");
  const auto manifest = folder.identity("out/.iftrue-manifest");
  const auto file = folder.identity("out/file");

  CHECK(put("one", 0644, "x") == std::vector{kNone, kNone, kNone, kNone});
  CHECK(folder.identity("out/.iftrue-manifest") == manifest);
  CHECK(folder.identity("out/file") == file);

  CHECK(put("two", 0644, "xy") == std::vector{kWritten, kNone, kWritten, kNone});
  CHECK(folder.read("out/file") == "two");
  CHECK(folder.list("out").back() == "link -> xy");
  CHECK_FALSE(folder.identity("out/.iftrue-manifest") == manifest);

  CHECK(put("two", 0755, "xy") == std::vector{kWritten, kWritten, kNone, kNone});
  CHECK(folder.mode("out/file") == 0755);
  CHECK(folder.mode("out/copy") == 0755);

  folder.write("source", "COPIED");
  CHECK(put("two", 0755, "xy") == std::vector{kNone, kWritten, kNone, kNone});
  CHECK(folder.read("out/copy") == "COPIED");
}

TEST_CASE("what was ours and is gone or changed is put again", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"a", "b", "c"});
  std::filesystem::remove(folder / "out/a");
  folder.write("out/b", "edited");
  std::filesystem::remove(folder / "out/c");
  folder.link("out/c", "a");
  CHECK(run(folder, {"a", "b", "c"}).empty());
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a", "b", "c"});
  CHECK(folder.read("out/b") == "b");
}

TEST_CASE("a file may become a folder, and a folder a file", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"a", "d/b"});
  run(folder, {"a/x", "d"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a/x", "d"});
}

TEST_CASE("a run that was killed leaves nothing for a stranger's", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"old", "kept"});
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"kept", "d/new", "never"}));
    REQUIRE(tree->put_file("d/new", "half", 0644));
    // no finish()
  }
  folder.write("out/.iftrue-tmp-1-1", "unfinished");
  folder.write("out/.iftrue-tmp-own", "unfinished");
  folder.write("out/.iftrue-tmp-1-", "theirs");
  folder.write("out/.iftrue-tmp-notes", "theirs");
  folder.write("out/d/.iftrue-tmp-1-2", "unfinished");
  CHECK(run(folder, {"kept"}) == Paths{"d/new", "never", "old"});
  CHECK(folder.list("out") ==
        Paths{".iftrue-manifest", ".iftrue-tmp-1-", ".iftrue-tmp-notes", "kept"});
}

TEST_CASE("a run says that it is writing before it changes anything", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"a"});
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a"}));
    REQUIRE(tree->put_file("a", "a", 0644));
    CHECK((folder.read("out/.iftrue-manifest") == "iftrue manifest 1\ncomplete\na\0"s));
    REQUIRE(tree->put_file("a", "other", 0644));
    CHECK((folder.read("out/.iftrue-manifest") == "iftrue manifest 1\nwriting\na\0"s));
    CHECK(folder.identity("out/.iftrue-manifest").modified.tv_sec == 1);
    // no finish()
  }
  folder.write("out/.iftrue-tmp-1-1", "unfinished");
  run(folder, {"a"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a"});
  CHECK((folder.read("out/.iftrue-manifest") == "iftrue manifest 1\ncomplete\na\0"s));
  CHECK(folder.identity("out/.iftrue-manifest").modified.tv_sec > 1);
}

TEST_CASE("an empty folder may become a file, and a file an empty folder", "[output_tree]") {
  const TemporaryFolder folder;
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a", "b"}));
    REQUIRE(tree->put_folder("a"));
    REQUIRE(tree->put_file("b", "", 0644));
    REQUIRE(tree->finish());
  }
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a", "b"}));
    CHECK(tree->put_file("a", "", 0644) == Change::kWritten);
    CHECK(tree->put_folder("b") == Change::kWritten);
    REQUIRE(tree->finish());
  }
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a", "b/"});
}

TEST_CASE("the manifest is bytes that only iftrue writes", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"b\n", "a"});
  CHECK((folder.read("out/.iftrue-manifest") == "iftrue manifest 1\ncomplete\na\0b\n\0"s));
}

TEST_CASE("a manifest of many paths is written whole", "[output_tree]") {
  const TemporaryFolder folder;
  std::set<std::string> planned;
  for (int i = 0; i < 20'000; ++i) planned.insert("a/" + std::to_string(100'000 + i));
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, planned));
  const auto manifest = Manifest::parse(folder.read("out/.iftrue-manifest"));
  REQUIRE(manifest);
  CHECK(manifest->state == Manifest::State::kWriting);
  REQUIRE(manifest->paths.size() == planned.size());
  const bool same =
      std::ranges::all_of(planned, [&, i = std::size_t{0}](const std::string& path) mutable {
        return manifest->paths[i++] == path;
      });
  CHECK(same);
}

// A damaged manifest, in a folder that has seen one run.
TemporaryFolder& with_damaged_manifest(TemporaryFolder& folder,
                                       const std::set<std::string>& paths) {
  run(folder, paths);
  folder.write("out/.iftrue-manifest", "iftrue manifest 2\ncomplete\na\0"s);
  return folder;
}

std::string ignored(const TemporaryFolder& folder) {
  return "'" + (folder / "out/.iftrue-manifest") +
         "' is damaged or of another version, and ignored; what is not as iftrue left it, nor as "
         "it "
         "would be written now, counts as yours";
}

TEST_CASE("a damaged manifest is ignored with a note", "[output_tree]") {
  TemporaryFolder folder;
  with_damaged_manifest(folder, {"a", "b", "gone"});
  folder.write("out/b", "edited");
  {
    const auto tree = open_tree(folder);
    CHECK(start(*tree, {"a", "b", "c"}) == Paths{});
    CHECK(tree->note() == ignored(folder));
    CHECK(tree->put_file("a", "a", 0644) == Change::kNone);
    CHECK(why(tree->put_file("b", "b", 0644)) == in_the_way(folder / "out/b"));
    CHECK(tree->put_file("c", "c", 0644) == Change::kWritten);
    REQUIRE(tree->finish());
  }
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a", "b", "c", "gone"});
  CHECK(folder.read("out/b") == "edited");
  // What held the bytes already is ours again, and may turn out to be so later, too.
  CHECK((folder.read("out/.iftrue-manifest") == "iftrue manifest 1\nrecovering\na\0c\0"s));
  folder.write("out/b", "b");
  run(folder, {"a", "b", "c"});
  CHECK((folder.read("out/.iftrue-manifest") == "iftrue manifest 1\ncomplete\na\0b\0c\0"s));
  run(folder, {});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "gone"});
}

TEST_CASE("what a damaged manifest has in the way must be the same in kind and mode",
          "[output_tree]") {
  TemporaryFolder folder;
  with_damaged_manifest(folder, {});
  folder.write("out/mode", "same");
  folder.set_mode("out/mode", 0600);
  folder.write("out/copied", "same");
  folder.write("out/other", "other");
  folder.link("out/link", "to");
  folder.link("out/astray", "elsewhere");
  folder.folder("out/folder");
  folder.folder("out/full/of");
  folder.write("source", "same");
  const auto source = open_source(folder / "source");
  REQUIRE(source);
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, {"mode", "copied", "other", "link", "astray", "folder", "full"}));
  CHECK(why(tree->put_file("mode", "same", 0644)) == in_the_way(folder / "out/mode"));
  CHECK(tree->put_copy("copied", *source) == Change::kNone);
  CHECK(why(tree->put_copy("other", *source)) == in_the_way(folder / "out/other"));
  CHECK(tree->put_link("link", "to") == Change::kNone);
  CHECK(why(tree->put_link("astray", "to")) == in_the_way(folder / "out/astray"));
  CHECK(tree->put_folder("folder") == Change::kNone);
  CHECK(why(tree->put_file("full", "", 0644)) == in_the_way(folder / "out/full"));
  REQUIRE(tree->finish());
  CHECK((folder.read("out/.iftrue-manifest") ==
         "iftrue manifest 1\nrecovering\ncopied\0folder\0link\0"s));
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "astray -> elsewhere", "copied", "folder/",
                                    "full/of/", "link -> to", "mode", "other"});
}

TEST_CASE("a manifest that is no file stands in the way", "[output_tree]") {
  const TemporaryFolder folder;
  SECTION("a folder") { folder.folder("out/.iftrue-manifest"); }
  SECTION("a link") { folder.link("out/.iftrue-manifest", "nowhere"); }
  const auto tree =
      OutputTree::open(folder / "out", OutputTree::Mode::kWrite, [](const std::string&) {});
  REQUIRE_FALSE(tree);
  CHECK(tree.error().message == in_the_way(folder / "out/.iftrue-manifest"));
}

TEST_CASE("a dry run tells what it would do and does nothing", "[output_tree]") {
  const TemporaryFolder folder;
  {
    const auto tree = open_tree(folder, OutputTree::Mode::kDryRun, Place::kNew);
    CHECK(start(*tree, {"a", "d/b"}) == Paths{});
    CHECK(tree->put_file("d/b", "x", 0644) == Change::kWritten);
    REQUIRE(tree->finish());
  }
  CHECK(folder.list().empty());

  run(folder, {"a", "d/b"});
  folder.write("out/theirs", "");
  const Paths before = folder.list("out");
  const auto tree = open_tree(folder, OutputTree::Mode::kDryRun);
  CHECK(start(*tree, {"a", "e/link", "e/new", "theirs"}) == Paths{"d/b"});
  CHECK(tree->put_file("a", "a", 0644) == Change::kNone);
  CHECK(tree->put_file("a", "changed", 0644) == Change::kWritten);
  CHECK(tree->put_file("e/new", "", 0644) == Change::kWritten);
  CHECK(tree->put_link("e/link", "x") == Change::kWritten);
  CHECK(why(tree->put_file("theirs", "", 0644)) == in_the_way(folder / "out/theirs"));
  REQUIRE(tree->finish());
  CHECK(folder.list("out") == before);
  CHECK(folder.read("out/a") == "a");
}

TEST_CASE("a second run says that it waits", "[output_tree]") {
  const TemporaryFolder folder;
  folder.folder("out");
  static std::string waited_for;
  waited_for.clear();
  static int held = -1;
  held = open((folder / "out").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(flock(held, LOCK_EX) == 0);
  const auto tree =
      OutputTree::open(folder / "out", OutputTree::Mode::kWrite, [](const std::string& path) {
        waited_for = path;
        close(held);  // the other run ends
      });
  CHECK(tree);
  CHECK(waited_for == folder / "out");
}

TEST_CASE("a new output appears when the run is done, whole", "[output_tree]") {
  const TemporaryFolder folder;
  FileIdentity source;
  source.inode = 1;
  {
    const auto tree = open_tree(folder, OutputTree::Mode::kWrite, Place::kNew);
    REQUIRE(start(*tree, {"a", "d/b", "e", "l"}));
    CHECK(tree->put_file("a", "text", 0640) == Change::kWritten);
    CHECK(tree->put_file("d/b", "text", 0755) == Change::kWritten);
    CHECK(tree->put_folder("e") == Change::kWritten);
    CHECK(tree->put_link("l", "a") == Change::kWritten);
    CHECK(folder.list(".iftrue-new-out") == Paths{".iftrue-manifest", "a", "d/b", "e/", "l -> a"});
    CHECK_FALSE(std::filesystem::exists(folder / "out"));
    tree->record("a", source, kStripped);
    REQUIRE(tree->finish());
  }
  CHECK(folder.list() == Paths{"out/.iftrue-manifest", "out/.iftrue-state", "out/a", "out/d/b",
                               "out/e/", "out/l -> a"});
  CHECK(folder.mode("out/a") == 0640);
  CHECK(folder.mode("out/d/b") == 0755);
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, {"a", "d/b", "e", "l"}));
  CHECK(tree->is_current("a", source, kStripped));
}

TEST_CASE("a new folder appears when the run is done, whole", "[output_tree]") {
  const TemporaryFolder folder;
  FileIdentity source;
  source.inode = 1;
  run(folder, {"a", "d/b"});
  const std::set<std::string> planned = {"a",     "d/b",   "d/new/c", "d/new/e/f",
                                         "empty", "new/l", "new/m",   "new/never"};
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, planned));
    CHECK(tree->put_file("a", "other", 0644) == Change::kWritten);
    CHECK(tree->put_file("d/new/c", "c", 0640) == Change::kWritten);
    CHECK(tree->put_file("d/new/e/f", "f", 0755) == Change::kWritten);
    CHECK(tree->put_folder("empty") == Change::kWritten);
    CHECK(tree->put_link("new/l", "m") == Change::kWritten);
    CHECK(tree->put_folder("new/m") == Change::kWritten);
    CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-new-new/l -> m",
                                      ".iftrue-new-new/m/", "a", "d/.iftrue-new-new/c",
                                      "d/.iftrue-new-new/e/f", "d/b", "empty/"});
    tree->record("d/new/e/f", source, kStripped);
    REQUIRE(tree->finish());
  }
  const Paths expected = {".iftrue-manifest", ".iftrue-state", "a",          "d/b",   "d/new/c",
                          "d/new/e/f",        "empty/",        "new/l -> m", "new/m/"};
  CHECK(folder.list("out") == expected);
  CHECK(folder.mode("out/d/new/c") == 0640);
  CHECK((folder.read("out/.iftrue-manifest") ==
         "iftrue manifest 1\ncomplete\na\0d/b\0d/new/c\0d/new/e/f\0empty\0new/l\0new/m\0"s));
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, planned));
    CHECK(tree->is_current("d/new/e/f", source, kStripped));
  }
  run(folder, {});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-state"});
}

TEST_CASE("what was ours in a folder that is gone comes with the new folder", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"d/a", "d/c"});
  std::filesystem::remove_all(folder / "out/d");
  run(folder, {"d/a", "d/b"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "d/a", "d/b"});
}

TEST_CASE("a new folder in which nothing can be put does not appear", "[output_tree]") {
  const TemporaryFolder folder;
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"d/a", "e/b"}));
    REQUIRE(tree->put_file("e/b", "", 0644));
    REQUIRE(tree->finish());
  }
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "e/b"});
}

TEST_CASE("what a killed run has built of a new folder is taken away", "[output_tree]") {
  struct Case {
    std::string what;
    std::set<std::string> next;  // what the next run puts
    std::vector<std::pair<std::string, std::string>> theirs;
    Paths meanwhile;  // before the next run finishes
    Paths stays;
  };
  const std::vector<Case> cases = {
      {"and made again, beside its place",
       {"d/a", "d/e/b"},
       {},
       {".iftrue-manifest", ".iftrue-new-d/a", ".iftrue-new-d/e/b", "kept"},
       {".iftrue-manifest", "d/a", "d/e/b", "kept"}},
      {"where it is not planned any more",
       {"c"},
       {},
       {".iftrue-manifest", "c", "kept"},
       {".iftrue-manifest", "c", "kept"}},
      {"but for what is of others, and the next is made in its place",
       {"d/a"},
       {{"out/.iftrue-new-d/e/theirs", ""}},
       {".iftrue-manifest", ".iftrue-new-d/e/theirs", "d/a", "kept"},
       {".iftrue-manifest", ".iftrue-new-d/e/theirs", "d/a", "kept"}},
      {"where others have made the folder by now",
       {"d/x"},
       {{"out/d/theirs", ""}},
       {".iftrue-manifest", "d/theirs", "d/x", "kept"},
       {".iftrue-manifest", "d/theirs", "d/x", "kept"}},
      {"but not a folder that the manifest does not name",
       {"c"},
       {{"out/.iftrue-new-theirs/a", ""}},
       {".iftrue-manifest", ".iftrue-new-theirs/a", "c", "kept"},
       {".iftrue-manifest", ".iftrue-new-theirs/a", "c", "kept"}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.what);
    const TemporaryFolder folder;
    run(folder, {"kept"});
    // As a run leaves it that is killed.
    folder.write("out/.iftrue-manifest", "iftrue manifest 1\nwriting\nd/a\0d/e/b\0kept\0"s);
    folder.write("out/.iftrue-new-d/a", "te");
    folder.write("out/.iftrue-new-d/e/b", "");
    for (const auto& [path, text] : each.theirs) folder.write(path, text);
    std::set<std::string> next = each.next;
    next.insert("kept");
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, next));
    for (const std::string& path : next) REQUIRE(tree->put_file(path, path, 0644));
    CHECK(folder.list("out") == each.meanwhile);
    REQUIRE(tree->finish());
    CHECK(folder.list("out") == each.stays);
    if (each.next.contains("d/a")) CHECK(folder.read("out/d/a") == "d/a");
  }
}

TEST_CASE("a folder of ours that is named as one that a killed run left is none", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {".iftrue-new-d/a", "d/a"});
  CHECK(folder.list("out") == Paths{".iftrue-manifest", ".iftrue-new-d/a", "d/a"});
  folder.write("out/.iftrue-manifest", "iftrue manifest 1\nwriting\n.iftrue-new-d/a\0d/a\0"s);
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, {".iftrue-new-d/a", "d/a"}));
  CHECK(folder.read("out/.iftrue-new-d/a") == ".iftrue-new-d/a");
}

TEST_CASE("a new folder that others make while a run goes on stays theirs", "[output_tree]") {
  const TemporaryFolder folder;
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a", "d/b", "d/c"}));
    for (const std::string path : {"a", "d/b", "d/c"}) REQUIRE(tree->put_file(path, "", 0644));
    folder.write("out/d/b", "theirs");
    const auto finished = tree->finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().message ==
          "'" + (folder / "out/d") + "' was made by others while this run went on; run again");
  }
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "a", "d/b"});
  CHECK((folder.read("out/.iftrue-manifest") == "iftrue manifest 1\ncomplete\na\0"s));
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, {"a", "d/b", "d/c"}));
  CHECK(why(tree->put_file("d/b", "", 0644)) == in_the_way(folder / "out/d/b"));
  CHECK(tree->put_file("d/c", "", 0644) == Change::kWritten);
  REQUIRE(tree->finish());
  CHECK(folder.read("out/d/b") == "theirs");
}

TEST_CASE("an input that is a folder's own place is put, and what is below it", "[output_tree]") {
  const TemporaryFolder folder;
  const auto tree = open_tree(folder);
  REQUIRE(start(*tree, {"d", "d/a"}));
  CHECK(tree->put_folder("d") == Change::kWritten);
  CHECK(tree->put_file("d/a", "", 0644) == Change::kWritten);
  REQUIRE(tree->finish());
  CHECK(folder.list("out") == Paths{".iftrue-manifest", "d/a"});
}

TEST_CASE("a name that stands there already is not written over in a new output", "[output_tree]") {
  const TemporaryFolder folder;
  const auto tree = open_tree(folder, OutputTree::Mode::kWrite, Place::kNew);
  REQUIRE(start(*tree, {"a"}));
  // As where a file system takes two names for one.
  folder.write(".iftrue-new-out/a", "other");
  CHECK(why(tree->put_file("a", "", 0644)) == in_the_way(folder / "out/a"));
  CHECK(folder.read(".iftrue-new-out/a") == "other");
}

TEST_CASE("a run that does not finish leaves nothing of a new output", "[output_tree]") {
  const TemporaryFolder folder;
  {
    const auto tree = open_tree(folder, OutputTree::Mode::kWrite, Place::kNew);
    REQUIRE(start(*tree, {"a", "d/b", "c"}));
    REQUIRE(tree->put_file("d/b", "text", 0644));
  }
  CHECK(folder.list().empty());
}

TEST_CASE("what a killed run has left of a new output is taken away", "[output_tree]") {
  const std::string manifest = "iftrue manifest 1\nwriting\na\0d/b\0never\0"s;
  using Files = std::vector<std::pair<std::string, std::string>>;
  struct Case {
    std::string what;
    Files left;
    Paths stays;
  };
  const std::vector<Case> cases = {
      {"a beginning", {{".iftrue-tmp-own", "iftrue"}}, {}},
      {"a part", {{".iftrue-manifest", manifest}, {"a", "te"}}, {}},
      {"all of it",
       {{".iftrue-manifest", manifest}, {".iftrue-state", "any"}, {"a", ""}, {"d/b", ""}},
       {}},
      {"ours, with something of others",
       {{".iftrue-manifest", manifest}, {"a", ""}, {"d/theirs", ""}},
       {".iftrue-new-out/d/theirs"}},
      {"what others wrote",
       {{".iftrue-tmp-own", ""}, {"a", ""}},
       {".iftrue-new-out/.iftrue-tmp-own", ".iftrue-new-out/a"}},
      {"a manifest that is damaged",
       {{".iftrue-manifest", "damaged"}},
       {".iftrue-new-out/.iftrue-manifest"}},
  };
  for (const Place place : {Place::kNew, Place::kMade}) {
    for (const Case& each : cases) {
      CAPTURE(each.what, place == Place::kNew);
      const TemporaryFolder folder;
      for (const auto& [path, text] : each.left) folder.write(".iftrue-new-out/" + path, text);
      {
        const auto tree = open_tree(folder, OutputTree::Mode::kWrite, place);
        REQUIRE(start(*tree, {"b"}));
        CHECK(tree->put_file("b", "b", 0644) == Change::kWritten);
        REQUIRE(tree->finish());
      }
      Paths expected = each.stays;
      expected.insert(expected.end(), {"out/.iftrue-manifest", "out/b"});
      CHECK(folder.list() == expected);
    }
  }
}

TEST_CASE("a link to a folder is no folder that a killed run left", "[output_tree]") {
  const TemporaryFolder folder;
  folder.write("elsewhere/.iftrue-manifest", "iftrue manifest 1\nwriting\na\0"s);
  folder.write("elsewhere/a", "");
  folder.link(".iftrue-new-out", "elsewhere");
  {
    const auto tree = open_tree(folder, OutputTree::Mode::kWrite, Place::kNew);
    REQUIRE(start(*tree, {}));
    REQUIRE(tree->finish());
  }
  CHECK(folder.list() == Paths{".iftrue-new-out -> elsewhere", "elsewhere/.iftrue-manifest",
                               "elsewhere/a", "out/.iftrue-manifest"});
}

TEST_CASE("an output that others make while a run goes on stays theirs", "[output_tree]") {
  const TemporaryFolder folder;
  {
    const auto tree = open_tree(folder, OutputTree::Mode::kWrite, Place::kNew);
    REQUIRE(start(*tree, {"a"}));
    REQUIRE(tree->put_file("a", "", 0644));
    folder.write("out/theirs", "");
    const auto finished = tree->finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().message ==
          "'" + (folder / "out") + "' was made by others while this run went on; run again");
  }
  CHECK(folder.list() == Paths{"out/theirs"});
}

TEST_CASE("a second run waits for a new output, too", "[output_tree]") {
  static const TemporaryFolder* at = nullptr;
  const TemporaryFolder folder;
  at = &folder;
  folder.write(".iftrue-new-out/.iftrue-manifest", "iftrue manifest 1\ncomplete\na\0"s);
  folder.write(".iftrue-new-out/a", "");
  static int held = -1;
  held = open((folder / ".iftrue-new-out").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(flock(held, LOCK_EX) == 0);
  const auto tree =
      OutputTree::open(folder / "out", OutputTree::Mode::kWrite, [](const std::string&) {
        std::filesystem::rename(*at / ".iftrue-new-out", *at / "out");
        close(held);  // the other run ends
      });
  CHECK(tree);
  CHECK(folder.list() == Paths{"out/.iftrue-manifest", "out/a"});
}

TEST_CASE("an output that cannot be a folder says why", "[output_tree]") {
  const TemporaryFolder folder;
  folder.write("out", "");
  const auto tree =
      OutputTree::open(folder / "out", OutputTree::Mode::kWrite, [](const std::string&) {});
  REQUIRE_FALSE(tree);
  CHECK(tree.error().message == "cannot create folder '" + (folder / "out") + "': Not a directory");
}

// Puts the file `a` as from a source with this identity; what the next run will know of it.
void put_and_record(Run& tree, const FileIdentity& source) {
  REQUIRE(tree.put_file("a", "text", 0644));
  tree.record("a", source, kStripped);
  REQUIRE(tree.finish());
}

TEST_CASE("an output is current as long as it and its source are the same", "[output_tree]") {
  const TemporaryFolder folder;
  FileIdentity source;
  source.inode = 1;
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a"}));
    CHECK_FALSE(tree->is_current("a", source, kStripped));
    put_and_record(*tree, source);
  }
  FileIdentity other = source;
  other.change_time = 1;

  const auto tree = open_tree(folder);
  SECTION("under the same conditions") {
    REQUIRE(start(*tree, {"a"}));
    CHECK(tree->is_current("a", source, kStripped));
    CHECK_FALSE(tree->is_current("a", source, Treatment::copied()));
    CHECK_FALSE(tree->is_current("a", other, kStripped));
    folder.write("out/a", "TEXT");
    CHECK_FALSE(tree->is_current("a", source, kStripped));
  }
  SECTION("under other conditions") {
    REQUIRE(tree->start({"a"}, OutputTree::Stale::kRemove, "others"));
    CHECK_FALSE(tree->is_current("a", source, kStripped));
  }
  SECTION("after the output is gone") {
    std::filesystem::remove(folder / "out/a");
    REQUIRE(start(*tree, {"a"}));
    CHECK_FALSE(tree->is_current("a", source, kStripped));
  }
}

TEST_CASE("a lost manifest costs nothing that the state knows", "[output_tree]") {
  const TemporaryFolder folder;
  FileIdentity source;
  {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a"}));
    put_and_record(*tree, source);
  }
  std::filesystem::remove(folder / "out/.iftrue-manifest");
  SECTION("an output that is as it was left is ours, whatever it is to become") {
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a"}));
    CHECK(tree->note() ==
          "'" + (folder / "out/.iftrue-manifest") +
              "' is missing; what is not as iftrue left it, nor as it would be written now, counts "
              "as yours");
    CHECK(tree->is_current("a", source, kStripped));
    CHECK(tree->put_file("a", "other", 0644) == Change::kWritten);
  }
  SECTION("and goes when it is not planned") {
    const auto tree = open_tree(folder);
    CHECK(start(*tree, {}) == Paths{"a"});
  }
  SECTION("one that was touched is not") {
    folder.write("out/a", "edit");
    const auto tree = open_tree(folder);
    CHECK(start(*tree, {}) == Paths{});
    REQUIRE(tree->finish());
    CHECK(folder.read("out/a") == "edit");
  }
  SECTION("without a state, all is of others") {
    std::filesystem::remove(folder / "out/.iftrue-state");
    const auto tree = open_tree(folder);
    REQUIRE(start(*tree, {"a"}));
    CHECK(tree->note().empty());
    CHECK(why(tree->put_file("a", "text", 0644)) == in_the_way(folder / "out/a"));
  }
}

TEST_CASE("what is not planned stays where it is kept", "[output_tree]") {
  const TemporaryFolder folder;
  run(folder, {"a", "b"});
  const auto tree = open_tree(folder);
  CHECK(tree->start({"a"}, OutputTree::Stale::kKeep, "conditions") == Paths{});
  REQUIRE(tree->finish());
  CHECK(std::filesystem::exists(folder / "out/b"));
}

}  // namespace
}  // namespace iftrue
