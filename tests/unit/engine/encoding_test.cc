#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "iftrue/iftrue.h"
#include "unit/described.h"

namespace iftrue {
namespace {

using namespace std::string_literals;

std::string encode(const std::u32string& text, std::size_t unit, bool big) {
  std::string bytes;
  for (const char32_t c : text) {
    for (std::size_t i = 0; i < unit; ++i) {
      const std::size_t shift = 8 * (big ? unit - 1 - i : i);
      bytes += static_cast<char>(static_cast<unsigned char>(c >> shift & 0xFF));
    }
  }
  return bytes;
}

TEST_CASE("binary is what has a NUL early or a wide byte order mark", "[encoding]") {
  struct Row {
    std::string bytes;
    TextKind expected;
  };
  const std::vector<Row> rows = {
      {"", TextKind::kUtf8},
      {"text", TextKind::kUtf8},
      {"\xEF\xBB\xBFtext", TextKind::kUtf8},
      {"caf\xE9", TextKind::kUtf8},
      {"\x01\x02\x7F", TextKind::kUtf8},
      {"\0"s, TextKind::kBinary},
      {std::string(8191, 'a') + '\0', TextKind::kBinary},
      {std::string(8192, 'a') + '\0', TextKind::kUtf8},
      {"\xFF\xFE", TextKind::kBinary},
      {"\xFE\xFF", TextKind::kBinary},
      {"\xFF\xFE\0\0"s, TextKind::kBinary},
      {"\0\0\xFE\xFF"s, TextKind::kBinary},
      {"\xFF", TextKind::kUtf8},
      {"a\xFF\xFE", TextKind::kUtf8},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes.substr(0, 8), row.bytes.size());
    CHECK(classify(row.bytes) == row.expected);
  }
}

TEST_CASE("a directive in an encoding that is not read is told", "[encoding]") {
  const std::u32string text = U"中\n  /*IFTRUE_X*/ a /*FITRUE_X*/";
  const std::u32string marked = U"\uFEFF" + text;
  const auto message = [](const std::string& encoding) {
    return "2:5 E010 IFTRUE_X stands in " + encoding +
           ", which is not read; convert the file to UTF-8\n";
  };
  struct Row {
    std::string bytes;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {encode(marked, 2, false), message("UTF-16LE")},
      {encode(marked, 2, true), message("UTF-16BE")},
      {encode(marked, 4, false), message("UTF-32LE")},
      {encode(marked, 4, true), message("UTF-32BE")},
      {encode(text, 2, false), message("UTF-16LE")},
      {encode(text, 2, true), message("UTF-16BE")},
      {encode(text, 4, false), message("UTF-32LE")},
      {encode(text, 4, true), message("UTF-32BE")},
      {"\0\n  /*IFTRUE_X*/"s, message("a file with NUL bytes")},
      // a directive in error is one too
      {encode(U"\n  /*FITRUE_X*/", 2, true),
       "2:5 E010 FITRUE_X stands in UTF-16BE, which is not read; convert the file to UTF-8\n"},
      {encode(U"\n  /*IFTRUE_X", 2, true), message("UTF-16BE")},
      {encode(U"\uFEFFno directive", 2, false), ""},
      {"\0\x01IFTRUE_X"s, ""},
      {encode(marked, 2, false).substr(0, 27), ""},  // cut in the word, in half a code unit
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes, row.bytes.size());
    const auto found = find_unreadable_directive(row.bytes);
    CHECK((found ? described({*found}) : "") == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
