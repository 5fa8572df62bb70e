#include "command/system/rename.h"

#include <fcntl.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <string>
#include <vector>

#include "command/system/descriptor.h"
#include "unit/temporary_folder.h"

namespace iftrue {
namespace {

TEST_CASE("a new name is given where nothing has it", "[rename]") {
  struct Case {
    std::string from;
    std::string to;
    int error;
  };
  const std::vector<Case> cases = {
      {"file", "new", 0},         {"folder", "new", 0},        {"file", "other", EEXIST},
      {"file", "folder", EEXIST}, {"folder", "empty", EEXIST}, {"folder", "other", EEXIST},
      {"file", "link", EEXIST},   {"nothing", "new", ENOENT},
  };
  for (const Case& each : cases) {
    CAPTURE(each.from, each.to);
    const TemporaryFolder folder;
    folder.write("file", "");
    folder.write("other", "");
    folder.write("folder/in", "");
    folder.folder("empty");
    folder.link("link", "nowhere");
    const std::vector<std::string> before = folder.list();
    const Descriptor root(open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    CHECK(rename_new(root.get(), each.from, each.to) == each.error);
    CHECK((folder.list() == before) == (each.error != 0));
  }
}

}  // namespace
}  // namespace iftrue
