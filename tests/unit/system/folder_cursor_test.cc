#include "command/system/folder_cursor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include "command/system/descriptor.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

Descriptor open_folder(const std::string& path) {
  return Descriptor(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

ino_t inode(int fd) {
  struct stat status {};
  REQUIRE(fstat(fd, &status) == 0);
  return status.st_ino;
}

ino_t inode(const std::string& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_ino;
}

// d/d/d… of so many names.
std::string deep(int names, const std::string& name = "d") {
  std::string path = name;
  for (int i = 1; i < names; ++i) path += "/" + name;
  return path;
}

TEST_CASE("a cursor goes to any folder from any other", "[folder_cursor]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths = {"",  deep(1), deep(2),  deep(30), deep(31), deep(29),
                                          "e", "ef",    "ef/e/f", "d/e",    deep(3),  deep(12)};
  for (const std::string& path : paths) folder.folder(path);
  const Descriptor root = open_folder(folder.path());
  FolderCursor cursor(root.get());
  for (const std::string& from : paths) {
    for (const std::string& to : paths) {
      CAPTURE(from, to);
      REQUIRE(cursor.open(from));
      const auto opened = cursor.open(to);
      REQUIRE(opened);
      CHECK(inode(*opened) == inode(folder / to));
    }
  }
}

TEST_CASE("a cursor comes up to where it was, not to where a folder was moved", "[folder_cursor]") {
  // Folders with long names are looked for by "..", those with short ones from the root.
  for (const std::string& name : {std::string("d"), std::string(50, 'd')}) {
    const TemporaryFolder folder;
    folder.folder(deep(20, name));
    folder.folder("elsewhere/d");
    const Descriptor root = open_folder(folder.path());
    for (const int to : {1, 5, 13, 14}) {
      CAPTURE(name, to);
      FolderCursor cursor(root.get());
      for (int i = 1; i <= 20; ++i) REQUIRE(cursor.open(deep(i, name)));
      // The last six are open, the others have been left.
      std::filesystem::rename(folder / deep(15, name), folder / "elsewhere/d/d");
      const auto opened = cursor.open(deep(to, name) + "/none");
      CHECK_FALSE(opened);
      CHECK(opened.error().error == ENOENT);
      const auto up = cursor.open(deep(to, name));
      REQUIRE(up);
      CHECK(inode(*up) == inode(folder / deep(to, name)));
      std::filesystem::rename(folder / "elsewhere/d/d", folder / deep(15, name));
    }
  }
}

TEST_CASE("a missing folder is made where that is asked for", "[folder_cursor]") {
  const TemporaryFolder folder;
  folder.folder("a");
  const Descriptor root = open_folder(folder.path());
  FolderCursor cursor(root.get());
  const auto missing = cursor.open("a/b/c");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().error == ENOENT);
  CHECK(missing.error().path == "a/b");
  CHECK(folder.list() == std::vector<std::string>{"a/"});
  REQUIRE(cursor.open("a/b/c", FolderCursor::Missing::kCreate));
  CHECK(folder.list() == std::vector<std::string>{"a/b/c/"});
  CHECK(inode(*cursor.open("a/b", FolderCursor::Missing::kCreate)) == inode(folder / "a/b"));
}

TEST_CASE("the obstacle on a long way is found", "[folder_cursor]") {
  for (const std::string& name : {std::string("d"), std::string(200, 'd')}) {
    const TemporaryFolder folder;
    const Descriptor root = open_folder(folder.path());
    REQUIRE(FolderCursor(root.get()).open(deep(60, name), FolderCursor::Missing::kCreate));
    for (const int there : {1, 2, 20, 59, 60}) {
      CAPTURE(name, there);
      const auto missing =
          FolderCursor(root.get()).open(deep(there, name) + "/x/" + deep(40, name));
      REQUIRE_FALSE(missing);
      CHECK(missing.error().error == ENOENT);
      CHECK(missing.error().path == deep(there, name) + "/x");
      FolderCursor cursor(root.get());
      const auto above = cursor.open(deep(there, name));
      REQUIRE(above);
      REQUIRE(symlinkat(".", *above, "link") == 0);
      const auto link = FolderCursor(root.get())
                            .open(deep(there, name) + "/link/" + deep(60 - there + 1, name),
                                  FolderCursor::Missing::kCreate);
      REQUIRE_FALSE(link);
      CHECK(link.error().error == ENOTDIR);
      CHECK(link.error().path == deep(there, name) + "/link");
    }
  }
}

TEST_CASE("a cursor follows no link and goes through no file", "[folder_cursor]") {
  const TemporaryFolder folder;
  folder.folder("a/b");
  folder.link("link", "a");
  folder.write("file", "");
  const Descriptor root = open_folder(folder.path());
  FolderCursor cursor(root.get());
  for (const std::string path : {"link", "link/b", "file", "file/b"}) {
    CAPTURE(path);
    const auto opened = cursor.open(path, FolderCursor::Missing::kCreate);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().error == ENOTDIR);
    CHECK(opened.error().path == path.substr(0, 4));
  }
  CHECK(S_ISLNK(cursor.status("link")->st_mode));
  CHECK(cursor.status("a/none").error() == ENOENT);
  CHECK(cursor.status("link/b").error() == ENOTDIR);
}

}  // namespace
}  // namespace iftrue
