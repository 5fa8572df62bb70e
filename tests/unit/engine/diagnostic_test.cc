#include "engine/diagnostic.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/described.h"

namespace iftrue {
namespace {

std::string end_of(const Place& place) {
  return std::to_string(place.end_line) + ':' + std::to_string(place.end_column);
}

TEST_CASE("a place has its line and its column in code points", "[diagnostic]") {
  struct Row {
    std::string text;
    std::size_t offset;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"", 0, "1:1"},
      {"abc", 0, "1:1"},
      {"abc", 2, "1:3"},
      {"abc", 3, "1:4"},
      {"a\tb", 2, "1:3"},
      {"a\nb", 2, "2:1"},
      {"a\r\nbc", 4, "2:2"},
      {"a\rb", 2, "2:1"},
      {"a\n\rb", 3, "3:1"},
      {"a\xE2\x80\xA8"
       "b",
       4, "2:1"},
      {"a\xE2\x80\xA9"
       "b",
       4, "2:1"},
      {"a\v\f\xC2\x85"
       "b",
       5, "1:5"},
      {"\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80x", 9, "1:4"},
      {"\xFF\xFEx", 2, "1:3"},
      {"\xEF\xBB\xBF"
       "abc",
       3, "1:1"},
      {"\xEF\xBB\xBF"
       "abc",
       4, "1:2"},
      {"a\n\xEF\xBB\xBF"
       "b",
       5, "2:2"},  // only at the start is it a mark
      {"\n\n\n", 3, "4:1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.offset);
    std::vector<Diagnostic> diagnostics{
        {Code::kMalformed, byte_range(row.offset, row.offset), "", {}}};
    locate(row.text, diagnostics);
    CHECK(described(diagnostics.front().place) == row.expected);
  }
}

TEST_CASE("a place has the line and the column after its end", "[diagnostic]") {
  struct Row {
    std::string text;
    std::size_t begin;
    std::size_t end;
    std::string expected;  // line and column of the end
  };
  const std::vector<Row> rows = {
      {"abc", 0, 0, "1:1"},    {"abc", 0, 3, "1:4"},      {"a\u4e2d\U0001F600b", 0, 8, "1:4"},
      {"ab\ncd", 1, 4, "2:2"}, {"ab\r\ncd", 1, 6, "2:3"}, {"ab\ncd", 0, 3, "2:1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.begin, row.end);
    std::vector<Diagnostic> diagnostics{
        {Code::kMalformed, byte_range(row.begin, row.end), "", {{byte_range(0, row.end), ""}}}};
    locate(row.text, diagnostics);
    const Place& place = diagnostics.front().place;
    CHECK(end_of(place) == row.expected);
    CHECK(end_of(diagnostics.front().notes.front().place) == row.expected);
  }
}

TEST_CASE("diagnostics are put in the order of their places", "[diagnostic]") {
  std::vector<Diagnostic> diagnostics;
  diagnostics.push_back({Code::kCrossing, byte_range(4, 5), "third", {}});
  diagnostics.push_back({Code::kWithoutIf, byte_range(2, 3), "second", {}});
  diagnostics.back().notes.push_back({byte_range(6, 7), "a later place"});
  diagnostics.back().notes.push_back({byte_range(0, 1), "an earlier place"});
  diagnostics.push_back({Code::kMalformed, byte_range(0, 1), "first", {}});
  diagnostics.push_back({Code::kNeverEnded, byte_range(4, 5), "reported after the third", {}});
  locate("a\nb\nc\nd", diagnostics);
  CHECK(described(diagnostics) ==
        "1:1 E005 first\n"
        "2:1 E002 second\n"
        "  4:1 a later place\n"
        "  1:1 an earlier place\n"
        "3:1 E003 third\n"
        "3:1 E001 reported after the third\n");
}

TEST_CASE("a byte range has an offset and a length", "[diagnostic]") {
  CHECK(byte_range(3, 8).offset == 3);
  CHECK(byte_range(3, 8).length == 5);
}

TEST_CASE("each code has a number, a name and a summary", "[diagnostic]") {
  struct Row {
    Code code;
    int number;
    std::string name;
    std::string summary;
  };
  const std::vector<Row> rows = {
      {Code::kNeverEnded, 1, "E001", "a conditional is never ended"},
      {Code::kWithoutIf, 2, "E002", "an elif, else or end without its if"},
      {Code::kCrossing, 3, "E003", "conditionals cross"},
      {Code::kUnknownSymbol, 4, "E004", "a symbol that is not defined"},
      {Code::kMalformed, 5, "E005", "a malformed condition"},
      {Code::kCommentEndsEarly, 6, "E006", "the comment of a dormant group ends too soon"},
      {Code::kAfterElse, 7, "E007", "an elif or else after the else"},
      {Code::kOtherCondition, 8, "E008", "an else or end that names another condition than its if"},
      {Code::kCommentMismatch, 9, "E009",
       "a directive that leaves its comment open, or closes one, where that cannot be"},
      {Code::kEncoding, 10, "E010", "a directive in an encoding that is not read"},
      {Code::kMisspelt, 101, "W101", "a word that looks like a misspelt directive"},
      {Code::kEmptyGroup, 102, "W102", "an empty group"},
      {Code::kDecided, 103, "W103", "a condition already decided by the conditionals around it"},
      {Code::kKeptByNone, 104, "W104", "a group that no target keeps"},
      {Code::kKeptByAll, 105, "W105", "a conditional that every target keeps"},
      {Code::kInLiteral, 106, "W106", "a directive inside a literal or another comment"},
      {Code::kChangesMeaning, 107, "W107", "a removal that changes the meaning of what is kept"},
  };
  std::vector<Code> listed;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(static_cast<int>(row.code) == row.number);
    CHECK(code_name(row.code) == row.name);
    CHECK(code_summary(row.code) == row.summary);
    CHECK((severity(row.code) == Severity::kError) == row.name.starts_with('E'));
    listed.push_back(row.code);
  }
  const auto codes = all_codes();
  CHECK(listed == std::vector(codes.begin(), codes.end()));
}

}  // namespace
}  // namespace iftrue
