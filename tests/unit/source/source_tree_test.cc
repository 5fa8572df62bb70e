#include "command/source/source_tree.h"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

std::vector<std::string> listed(const SourceTree& tree) {
  std::vector<std::string> paths;
  auto link = tree.link_targets.begin();
  for (std::size_t i = 0; i < tree.paths.size(); ++i) {
    const std::string path(tree.paths[i]);
    switch (tree.kinds[i]) {
      case EntryKind::kScanned:
      case EntryKind::kCopied:
        paths.push_back(path);
        break;
      case EntryKind::kLink:
        paths.push_back(path + " -> " + *link++);
        break;
      case EntryKind::kEmptyFolder:
        paths.push_back(path + '/');
        break;
    }
  }
  return paths;
}

std::vector<std::string> messages(const SourceTree& tree) {
  std::vector<std::string> result;
  for (const Failure& failure : tree.failures) result.push_back(failure.message);
  return result;
}

TEST_CASE("a tree is listed all the way down, in the order of its paths", "[source_tree]") {
  const TemporaryFolder folder;
  folder.write("src/b.ts", "");
  folder.write("src/a/z.ts", "");
  folder.write("src/a/b/c/deep.png", "");
  folder.folder("src/empty/inner");
  folder.write("src/.hidden", "");
  folder.write("src/node_modules/x/index.js", "");
  const SourceTree tree = list_source_tree(folder / "src", PathFilter(), "", 2);
  CHECK(listed(tree) ==
        std::vector<std::string>{".hidden", "a/b/c/deep.png", "a/z.ts", "b.ts", "empty/inner/"});
  CHECK(messages(tree).empty());
  CHECK(tree.folders == std::vector<std::string>{"", "a", "a/b", "a/b/c", "empty", "empty/inner"});
}

TEST_CASE("paths are ordered by all their bytes, also where a folder ends", "[source_tree]") {
  const TemporaryFolder folder;
  folder.write("a/x", "");
  folder.write("a-b", "");
  folder.write("a.ts", "");
  folder.write("a0/x", "");
  folder.folder("b");
  folder.write("b-c", "");
  folder.write("b.d/x", "");
  folder.folder("b/0");
  folder.folder("c");
  folder.link("c-", "a");
  const SourceTree tree = list_source_tree(folder.path(), PathFilter(), "", 2);
  CHECK(listed(tree) == std::vector<std::string>{"a-b", "a.ts", "a/x", "a0/x", "b-c", "b.d/x",
                                                 "b/0/", "c/", "c- -> a"});
}

TEST_CASE("a name may be anything that the file system allows", "[source_tree]") {
  const TemporaryFolder folder;
  const std::vector<std::string> names = {"\n",
                                          " ",
                                          "$(x)",
                                          "'\"`",
                                          "*",
                                          "--help",
                                          "-o",
                                          "...",
                                          "\\",
                                          "a\xFF"
                                          "b",
                                          "\x1b[1m",
                                          "\xE4\xB8\xAD"};
  for (const std::string& name : names) folder.write(name, "");
  std::vector<std::string> expected = names;
  std::sort(expected.begin(), expected.end());
  CHECK(listed(list_source_tree(folder.path(), PathFilter(), "", 2)) == expected);
}

TEST_CASE("links are listed and never followed", "[source_tree]") {
  const TemporaryFolder folder;
  folder.write("src/a/file", "");
  folder.link("src/a/same", "file");
  folder.link("src/a/up", "../a/file");
  folder.link("src/dangling", "nowhere");
  folder.link("src/loop", "loop");
  folder.link("src/root", ".");
  folder.link("src/to-folder", "a");
  const SourceTree tree = list_source_tree(folder / "src", PathFilter(), "", 2);
  CHECK(listed(tree) == std::vector<std::string>{"a/file", "a/same -> file", "a/up -> ../a/file",
                                                 "dangling -> nowhere", "loop -> loop", "root -> .",
                                                 "to-folder -> a"});
  CHECK(messages(tree).empty());
}

TEST_CASE("a link that leads outside the tree is refused", "[source_tree]") {
  const TemporaryFolder folder;
  const std::vector<std::string> targets = {"..", "../x", "/etc/passwd", "a/../../x", "/"};
  for (const std::string& target : targets) {
    CAPTURE(target);
    const TemporaryFolder root;
    root.link("link", target);
    const SourceTree tree = list_source_tree(root.path(), PathFilter(), "", 2);
    CHECK(listed(tree).empty());
    CHECK(messages(tree) ==
          std::vector<std::string>{"link '" + (root / "link") + "' leads outside the source, to '" +
                                   target + "'; exclude it or replace it by what it leads to"});
  }
  // By its text the second link stays inside; by way of the link `e` it does not.
  folder.link("tree/d/deep", "../..");
  folder.link("tree/e", ".");
  folder.link("tree/f/link", "../e/../secret");
  folder.write("secret", "");
  CHECK(messages(list_source_tree(folder / "tree", PathFilter(), "", 2)).size() == 2);
  folder.link("a/b/link", "../../x");
  CHECK(messages(list_source_tree(folder.path(), PathFilter(), "", 2)).empty());
  CHECK(messages(list_source_tree(folder / "a", PathFilter(), "", 2)).size() == 1);
}

TEST_CASE("what can be neither copied nor linked is refused", "[source_tree]") {
  const TemporaryFolder folder;
  REQUIRE(mkfifo((folder / "fifo").c_str(), 0600) == 0);
  folder.write("file", "");
  const SourceTree tree = list_source_tree(folder.path(), PathFilter(), "", 2);
  CHECK(listed(tree) == std::vector<std::string>{"file"});
  CHECK(messages(tree) ==
        std::vector<std::string>{"cannot copy '" + (folder / "fifo") +
                                 "': neither a file, a folder nor a link; exclude it"});
}

TEST_CASE("what is excluded is not even looked at", "[source_tree]") {
  const TemporaryFolder folder;
  REQUIRE(mkfifo((folder / "fifo").c_str(), 0600) == 0);
  folder.link("link", "/");
  folder.write("old/file", "");
  folder.write("kept/file", "");
  PathFilter filter;
  filter.exclude = {Glob::parse("fifo").value(), Glob::parse("link").value(),
                    Glob::parse("old/**").value()};
  const SourceTree tree = list_source_tree(folder.path(), filter, "", 2);
  CHECK(listed(tree) == std::vector<std::string>{"kept/file"});
  CHECK(messages(tree).empty());

  filter.exclude = {Glob::parse("part/**/file").value()};
  CHECK(listed(list_source_tree(folder / "old", filter, "part/old/", 2)).empty());
}

TEST_CASE("a folder that is none is a failure", "[source_tree]") {
  const TemporaryFolder folder;
  folder.write("file", "");
  CHECK(messages(list_source_tree(folder / "none", PathFilter(), "", 2)) ==
        std::vector<std::string>{"cannot read folder '" + (folder / "none") +
                                 "': No such file or directory"});
  CHECK(
      messages(list_source_tree(folder / "file", PathFilter(), "", 2)) ==
      std::vector<std::string>{"cannot read folder '" + (folder / "file") + "': Not a directory"});
}

}  // namespace
}  // namespace iftrue
