#include "command/system/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <utility>

namespace iftrue {
namespace {

TEST_CASE("a descriptor is closed with its owner", "[descriptor]") {
  const auto is_open = [](int fd) { return fcntl(fd, F_GETFD) >= 0; };
  int fd = -1;
  {
    Descriptor first(open("/dev/null", O_RDONLY | O_CLOEXEC));
    fd = first.get();
    CHECK(first.valid());
    Descriptor second(std::move(first));
    CHECK(is_open(fd));
    Descriptor third;
    CHECK_FALSE(third.valid());
    third = std::move(second);
    CHECK(third.get() == fd);
  }
  CHECK_FALSE(is_open(fd));
  {
    Descriptor owner(open("/dev/null", O_RDONLY | O_CLOEXEC));
    fd = owner.release();
  }
  CHECK(is_open(fd));
  close(fd);
}

}  // namespace
}  // namespace iftrue
