#include "command/system/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <string>
#include <vector>

#include "command/system/descriptor.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

TEST_CASE("a file is read whole", "[file]") {
  const TemporaryFolder folder;
  const std::vector<std::string> contents = {"", "a", std::string("\0\xFF\r\n", 4),
                                             std::string(3 * 64 * 1024 + 1, 'x')};
  for (const std::string& bytes : contents) {
    CAPTURE(bytes.size());
    folder.write("file", bytes);
    const auto read = read_file(folder / "file");
    REQUIRE(read);
    CHECK((*read == bytes));
  }
}

TEST_CASE("what is not a file is read to its end", "[file]") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const Descriptor reader(ends[0]);
  {
    const Descriptor writer(ends[1]);
    REQUIRE(write_all(writer.get(), "some bytes") == 0);
  }
  CHECK(read_all(reader.get(), "the pipe").value_or("failed") == "some bytes");
}

TEST_CASE("a file that cannot be read says why", "[file]") {
  const TemporaryFolder folder;
  const auto missing = read_file(folder / "none");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message ==
        "cannot read '" + (folder / "none") + "': No such file or directory");
  const auto directory = read_file(folder.path());
  REQUIRE_FALSE(directory);
  CHECK(directory.error().message == "cannot read '" + folder.path() + "': Is a directory");
}

TEST_CASE("what cannot be written has an error number", "[file]") {
  const TemporaryFolder folder;
  folder.write("file", "");
  const Descriptor reader(open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC));
  CHECK(write_all(reader.get(), "bytes") == EBADF);
  CHECK(write_all(reader.get(), "") == 0);
  const Descriptor full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  CHECK(write_all(full.get(), "bytes") == ENOSPC);
}

}  // namespace
}  // namespace iftrue
