#include "command/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

Descriptor open_folder(const TemporaryFolder& folder) {
  return Descriptor(open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

TEST_CASE("a file appears whole when it is committed", "[atomic_file]") {
  const TemporaryFolder folder;
  const Descriptor fd = open_folder(folder);
  folder.write("a", "old");
  {
    auto file = AtomicFile::create(fd.get(), "a", folder / "a", 0640);
    REQUIRE(file);
    REQUIRE(file->write("new "));
    REQUIRE(file->write("bytes"));
    CHECK(folder.read("a") == "old");
    AtomicFile moved(std::move(*file));
    REQUIRE(moved.commit());
  }
  CHECK(folder.read("a") == "new bytes");
  CHECK(folder.mode("a") == 0640);
  CHECK(folder.list() == std::vector<std::string>{"a"});
}

TEST_CASE("a file that is not committed leaves nothing behind", "[atomic_file]") {
  const TemporaryFolder folder;
  const Descriptor fd = open_folder(folder);
  folder.write("a", "old");
  {
    auto file = AtomicFile::create(fd.get(), "a", folder / "a", 0644);
    REQUIRE(file);
    REQUIRE(file->write("new"));
    CHECK(folder.list().size() == 2);
    CHECK(folder.list().front().starts_with(kTemporaryPrefix));
  }
  CHECK(folder.read("a") == "old");
  CHECK(folder.list() == std::vector<std::string>{"a"});
}

TEST_CASE("a new file takes nobody's place", "[atomic_file]") {
  const TemporaryFolder folder;
  const Descriptor fd = open_folder(folder);
  const auto put = [&](const std::string& name) {
    auto file = AtomicFile::create(fd.get(), name, folder / name, 0640);
    REQUIRE(file);
    REQUIRE(file->write("ours"));
    return file->commit_new();
  };
  folder.write("theirs", "theirs");
  folder.link("link", "theirs");
  folder.link("dangling", "nowhere");
  folder.folder("folder");
  for (const char* name : {"theirs", "link", "dangling", "folder"}) {
    CAPTURE(name);
    CHECK(put(name) == false);
  }
  CHECK(put("new") == true);
  CHECK(put("new") == false);
  CHECK(folder.list() == std::vector<std::string>{"dangling -> nowhere", "folder/",
                                                  "link -> theirs", "new", "theirs"});
  CHECK(folder.read("theirs") == "theirs");
  CHECK(folder.read("new") == "ours");
  CHECK(folder.mode("new") == 0640);
}

TEST_CASE("a file that cannot be put in place leaves nothing behind", "[atomic_file]") {
  const TemporaryFolder folder;
  const Descriptor fd = open_folder(folder);
  folder.folder("a/b");
  {
    auto file = AtomicFile::create(fd.get(), "a", folder / "a", 0644);
    REQUIRE(file);
    const auto committed = file->commit();
    REQUIRE_FALSE(committed);
    CHECK(committed.error().message == "cannot write '" + (folder / "a") + "': Is a directory");
  }
  CHECK(folder.list() == std::vector<std::string>{"a/b/"});
}

TEST_CASE("the mode does not depend on the umask", "[atomic_file]") {
  const TemporaryFolder folder;
  const mode_t before = umask(0077);
  const auto written = write_file(folder / "a", "x", 0775);
  umask(before);
  REQUIRE(written);
  CHECK(folder.mode("a") == 0775);
}

TEST_CASE("a file is written as a whole, and only when it would change", "[atomic_file]") {
  const TemporaryFolder folder;
  REQUIRE(write_file(folder / "new/deep/a", "one", 0644));
  CHECK(folder.read("new/deep/a") == "one");
  const auto first = folder.identity("new/deep/a");

  REQUIRE(write_file(folder / "new/deep/a", "one", 0644));
  CHECK(folder.identity("new/deep/a") == first);

  REQUIRE(write_file(folder / "new/deep/a", "one", 0600));
  CHECK(folder.mode("new/deep/a") == 0600);

  REQUIRE(write_file(folder / "new/deep/a", "two", 0600));
  CHECK(folder.read("new/deep/a") == "two");
  CHECK_FALSE(folder.identity("new/deep/a") == first);
  CHECK(folder.list() == std::vector<std::string>{"new/deep/a"});
}

TEST_CASE("what is no file is written through", "[atomic_file]") {
  CHECK(write_file("/dev/null", "bytes", 0644));
  const auto full = write_file("/dev/full", "bytes", 0644);
  REQUIRE_FALSE(full);
  CHECK(full.error().message == "cannot write '/dev/full': No space left on device");
}

TEST_CASE("a link stays a link, and its file is written", "[atomic_file]") {
  const TemporaryFolder folder;
  folder.write("d/file", "old");
  folder.link("link", "other");
  folder.link("other", "d/file");
  REQUIRE(write_file(folder / "link", "new", 0600));
  CHECK(folder.list() == std::vector<std::string>{"d/file", "link -> other", "other -> d/file"});
  CHECK(folder.read("d/file") == "new");
  CHECK(folder.mode("d/file") == 0600);
}

TEST_CASE("a file that cannot be written says why", "[atomic_file]") {
  const TemporaryFolder folder;
  folder.folder("folder");
  folder.write("file", "");
  const auto over_folder = write_file(folder / "folder", "x", 0644);
  REQUIRE_FALSE(over_folder);
  CHECK(over_folder.error().message ==
        "cannot write '" + (folder / "folder") + "': Is a directory");
  const auto under_file = write_file(folder / "file/x", "x", 0644);
  REQUIRE_FALSE(under_file);
  CHECK(under_file.error().message ==
        "cannot create folder '" + (folder / "file") + "': Not a directory");
}

TEST_CASE("unfinished files have names of their own", "[atomic_file]") {
  const std::string first = temporary_name();
  CHECK(first.starts_with(kTemporaryPrefix));
  CHECK(first != temporary_name());
}

}  // namespace
}  // namespace iftrue
