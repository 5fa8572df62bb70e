#include "command/system/failure.h"

#include <catch2/catch.hpp>
#include <cerrno>
#include <string>
#include <vector>

namespace iftrue {
namespace {

using namespace std::string_literals;

TEST_CASE("no path can fake a line of output", "[failure]") {
  struct Row {
    std::string path;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"", "''"},
      {"a/b c.ts", "'a/b c.ts'"},
      {"-o", "'-o'"},
      {"a\nb", "'a\\nb'"},
      {"a\rb\tc", "'a\\x0db\\x09c'"},
      {"\x1b[31m", "'\\x1b[31m'"},
      {"\x7F\0\x1F"s, "'\\x7f\\x00\\x1f'"},
      {"\xE4\xB8\xAD\xFF", "'\xE4\xB8\xAD\xFF'"},
      {"it's", "'it's'"},
      {"C:\\x", "'C:\\x'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(quote(row.path) == row.expected);
    CHECK(printable(row.path) == row.expected.substr(1, row.expected.size() - 2));
  }
}

TEST_CASE("a failure of the system names what, where and why", "[failure]") {
  CHECK(system_failure("read", "a\nb", ENOENT).value().message ==
        "cannot read 'a\\nb': No such file or directory");
  CHECK(failure("all is lost").value().message == "all is lost");
}

}  // namespace
}  // namespace iftrue
