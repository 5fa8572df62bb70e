#include "command/system/comparison.h"

#include <fcntl.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

std::optional<struct stat> status_of(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

TEST_CASE("what stands there is a file of that mode and size, or is not", "[comparison]") {
  struct Case {
    std::string path;
    mode_t mode;
    std::uint64_t size;
    bool has_mode;
    bool has_size;
  };
  const std::vector<Case> cases = {
      {"file", 0640, 4, true, true},     {"file", 0640, 3, true, false},
      {"file", 0100640, 4, true, true},  {"file", 0600, 4, false, false},
      {"file", 04640, 4, true, true},    {"special", 0755, 4, false, false},
      {"folder", 0755, 0, false, false}, {"link", 0777, 4, false, false},
      {"nothing", 0640, 0, false, false}};
  const TemporaryFolder folder;
  folder.write("file", "text");
  folder.set_mode("file", 0640);
  folder.write("special", "text");
  folder.set_mode("special", 04755);
  folder.folder("folder");
  folder.set_mode("folder", 0755);
  folder.link("link", "file");
  for (const Case& each : cases) {
    CAPTURE(each.path, each.mode, each.size);
    const auto present = status_of(folder / each.path);
    CHECK(is_file_with(present, each.mode) == each.has_mode);
    CHECK(is_file_with(present, each.mode, each.size) == each.has_size);
  }
}

TEST_CASE("a file is compared with bytes in pieces of any size", "[comparison]") {
  struct Case {
    std::string held;
    std::string bytes;
    bool same;
  };
  const std::vector<Case> cases = {
      {"", "", true},         {"text", "text", true},   {"text", "texT", false},
      {"text", "tex", false}, {"text", "texts", false}, {"", "t", false},
      {"text", "", false},
  };
  const TemporaryFolder folder;
  std::array<char, 3> room{};
  std::array<char, 64> wide{};
  for (const Case& each : cases) {
    folder.write("file", each.held);
    const auto opened = [&] {
      return Descriptor(open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC));
    };
    for (std::size_t piece = 1; piece < 6; ++piece) {
      CAPTURE(each.held, each.bytes, piece);
      Comparison comparison(opened(), room);
      for (std::size_t pos = 0; pos < each.bytes.size(); pos += piece) {
        comparison.take(std::string_view(each.bytes).substr(pos, piece));
      }
      CHECK(comparison.is_same() == each.same);
    }
    CHECK(Comparison(opened(), room).is_all(each.bytes) == each.same);
    CHECK(Comparison(opened(), wide).is_all(each.bytes) == each.same);
  }
  CHECK_FALSE(Comparison().is_same());
  CHECK_FALSE(Comparison().take("text"));
}

}  // namespace
}  // namespace iftrue
