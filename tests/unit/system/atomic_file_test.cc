#include "command/system/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "command/system/descriptor.h"
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

TEST_CASE("unfinished files have names of their own", "[atomic_file]") {
  const std::string first = temporary_name();
  CHECK(first.starts_with(kTemporaryPrefix));
  CHECK(first != temporary_name());
}

}  // namespace
}  // namespace iftrue
