#include "command/files/depfile.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("a dependency file is one rule", "[depfile]") {
  struct Row {
    std::vector<std::string> outputs;
    std::vector<std::string> inputs;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"out"}, {}, "out:\n"},
      {{"out"}, {"in"}, "out: \\\n in\n"},
      {{"a", "b"}, {"c", "d/e.ts"}, "a b: \\\n c \\\n d/e.ts\n"},
      // as GCC escapes
      {{"a b"}, {"c\td"}, "a\\ b: \\\n c\\\td\n"},
      {{"o"}, {"$HOME"}, "o: \\\n $$HOME\n"},
      {{"o"}, {"a#b"}, "o: \\\n a\\#b\n"},
      {{"C:x"}, {"y"}, "C\\:x: \\\n y\n"},
      {{"o"}, {"a\\b"}, "o: \\\n a\\b\n"},
      {{"o"}, {"a\\ b"}, "o: \\\n a\\\\\\ b\n"},
      {{"o"}, {"a\\\\ b"}, "o: \\\n a\\\\\\\\\\ b\n"},
      {{"o"}, {"\xE4\xB8\xAD\xFF*?[x]"}, "o: \\\n \xE4\xB8\xAD\xFF*?[x]\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.outputs, row.inputs);
    const auto text = depfile_text(row.outputs, row.inputs);
    REQUIRE(text);
    CHECK(*text == row.expected);
  }
}

TEST_CASE("Make has no way to write a line terminator in a path", "[depfile]") {
  struct Row {
    std::vector<std::string> outputs;
    std::vector<std::string> inputs;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"a\nb"}, {"c"}, "cannot name 'a\\nb' in a dependency file: it holds a line terminator"},
      {{"a"},
       {"b", "c\r"},
       "cannot name 'c\\x0d' in a dependency file: it holds a line terminator"},
  };
  for (const Row& row : rows) {
    const auto text = depfile_text(row.outputs, row.inputs);
    REQUIRE_FALSE(text);
    CHECK(text.error().message == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
