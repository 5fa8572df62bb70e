#include "command/files/output_file.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

enum class Way : std::uint8_t { kAtOnce, kInPieces };

Result<void> put(Way way, const std::string& path, std::string_view bytes, mode_t mode) {
  if (way == Way::kAtOnce) return write_file(path, bytes, mode).map([](bool) {});
  auto file = OutputFile::create(path, mode);
  if (!file) return tl::unexpected(file.error());
  REQUIRE(*file);
  for (const char& c : bytes) (*file)->write(std::string_view(&c, 1));
  return (*file)->commit().map([](bool) {});
}

TEST_CASE("the mode does not depend on the umask", "[output_file]") {
  const Way way = GENERATE(Way::kAtOnce, Way::kInPieces);
  const TemporaryFolder folder;
  const mode_t before = umask(0077);
  const auto written = put(way, folder / "a", "x", 0775);
  umask(before);
  REQUIRE(written);
  CHECK(folder.mode("a") == 0775);
}

TEST_CASE("special bits of a mode are not passed on, and are taken from what stands there",
          "[output_file]") {
  const Way way = GENERATE(Way::kAtOnce, Way::kInPieces);
  const mode_t special = GENERATE(04000, 02000, 01000);
  const TemporaryFolder folder;
  REQUIRE(put(way, folder / "a", "x", special | 0755));
  CHECK(folder.mode("a") == 0755);
  folder.set_mode("a", special | 0755);
  CHECK(would_change(folder / "a", "x", special | 0755));
  REQUIRE(put(way, folder / "a", "x", special | 0755));
  CHECK(folder.mode("a") == 0755);
}

TEST_CASE("a file is written as a whole, and only when it would change", "[output_file]") {
  const Way way = GENERATE(Way::kAtOnce, Way::kInPieces);
  const TemporaryFolder folder;
  const std::string path = folder / "new/deep/a";
  REQUIRE(put(way, path, "one", 0644));
  CHECK(folder.read("new/deep/a") == "one");
  auto last = folder.identity("new/deep/a");
  REQUIRE(put(way, path, "one", 0644));
  CHECK(folder.identity("new/deep/a") == last);
  REQUIRE(put(way, path, "one", 0600));
  CHECK(folder.mode("new/deep/a") == 0600);
  for (const std::string_view bytes : {"two", "twofold", "tw", "", "x"}) {
    last = folder.identity("new/deep/a");
    REQUIRE(put(way, path, bytes, 0600));
    CHECK(folder.read("new/deep/a") == bytes);
    CHECK_FALSE(folder.identity("new/deep/a") == last);
  }
  CHECK(folder.list() == std::vector<std::string>{"new/deep/a"});
}

TEST_CASE("a file in pieces tells whether it changed, and leaves nothing uncommitted",
          "[output_file]") {
  const TemporaryFolder folder;
  const auto commit = [&](std::string_view bytes) {
    auto file = OutputFile::create(folder / "a", 0644);
    REQUIRE(file);
    (*file)->write(bytes);
    return (*file)->commit();
  };
  CHECK(commit("one") == true);
  CHECK(commit("one") == false);
  CHECK(commit("on") == true);
  {
    auto file = OutputFile::create(folder / "a", 0644);
    REQUIRE(file);
    (*file)->write("given up");
    CHECK(folder.list().size() == 2);
  }
  CHECK(folder.list() == std::vector<std::string>{"a"});
  CHECK(folder.read("a") == "on");
}

TEST_CASE("what is no file is written through, at once", "[output_file]") {
  CHECK(write_file("/dev/null", "bytes", 0644));
  const auto full = write_file("/dev/full", "bytes", 0644);
  REQUIRE_FALSE(full);
  CHECK(full.error().message == "cannot write '/dev/full': No space left on device");
  const auto in_pieces = OutputFile::create("/dev/null", 0644);
  REQUIRE(in_pieces);
  CHECK_FALSE(*in_pieces);
}

TEST_CASE("a link stays a link, and its file is written", "[output_file]") {
  const Way way = GENERATE(Way::kAtOnce, Way::kInPieces);
  const TemporaryFolder folder;
  folder.write("d/file", "old");
  folder.link("link", "other");
  folder.link("other", "d/file");
  REQUIRE(put(way, folder / "link", "new", 0600));
  CHECK(folder.list() == std::vector<std::string>{"d/file", "link -> other", "other -> d/file"});
  CHECK(folder.read("d/file") == "new");
  CHECK(folder.mode("d/file") == 0600);
}

TEST_CASE("a file that cannot be written says why", "[output_file]") {
  const TemporaryFolder folder;
  folder.folder("folder");
  folder.write("file", "");
  const auto over_folder = write_file(folder / "folder", "x", 0644);
  REQUIRE_FALSE(over_folder);
  CHECK(over_folder.error().message ==
        "cannot write '" + (folder / "folder") + "': Is a directory");
  const std::string why = "cannot create folder '" + (folder / "file") + "': Not a directory";
  for (const Way way : {Way::kAtOnce, Way::kInPieces}) {
    const auto under_file = put(way, folder / "file/x", "x", 0644);
    REQUIRE_FALSE(under_file);
    CHECK(under_file.error().message == why);
  }
}

}  // namespace
}  // namespace iftrue
