#include "engine/json_syntax.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

const char* name(JsonFault::Kind kind) {
  switch (kind) {
    case JsonFault::Kind::kNothing:
      return "nothing";
    case JsonFault::Kind::kCommaBeforeClose:
      return "comma before close";
    case JsonFault::Kind::kCommaAfterOpen:
      return "comma after open";
    case JsonFault::Kind::kTwoCommas:
      return "two commas";
    case JsonFault::Kind::kNoComma:
      return "no comma";
    case JsonFault::Kind::kMisplaced:
      return "misplaced";
    case JsonFault::Kind::kNoToken:
      return "no token";
    case JsonFault::Kind::kEndsEarly:
      return "ends early";
  }
  return "";
}

// "two commas 3-4 gap 2-3"
std::string described(const std::optional<JsonFault>& fault) {
  if (!fault) return "";
  const auto range = [](std::size_t begin, std::size_t end) {
    return std::to_string(begin) + '-' + std::to_string(end);
  };
  return std::string(name(fault->kind)) + ' ' + range(fault->begin, fault->end) + " gap " +
         range(fault->gap_begin, fault->gap_end);
}

TEST_CASE("the first fault of a JSON text", "[json_syntax]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"{}", ""},
      {" [ ] \r\n\t", ""},
      {R"({"a": [1, -0.5e+3, "b\"\\\u00e9", true, false, null, {}], "c": {"d": ""}})", ""},
      {"1", ""},
      {"\"a\"", ""},
      {"/* a */ [1, // b ]\n 2 /**/ ]", ""},
      {"\xEF\xBB\xBF{}", ""},
      {"", "nothing 0-0 gap 0-0"},
      {" // a", "nothing 5-5 gap 0-5"},
      {"[1,]", "comma before close 2-3 gap 3-3"},
      {"{\"a\":1 , }", "comma before close 7-8 gap 8-9"},
      {"[,1]", "comma after open 1-2 gap 1-1"},
      {"{ ,}", "comma after open 2-3 gap 1-2"},
      {"[1, ,2]", "two commas 4-5 gap 3-4"},
      {"[1 2]", "no comma 3-4 gap 2-3"},
      {"[1 [", "no comma 3-4 gap 2-3"},
      {"{\"a\":1 \"b\":2}", "no comma 7-10 gap 6-7"},
      {"{1:2}", "misplaced 1-2 gap 1-1"},
      {"{\"a\" 2}", "misplaced 5-6 gap 4-5"},
      {"{\"a\":}", "misplaced 5-6 gap 5-5"},
      {"{\"a\"}", "misplaced 4-5 gap 4-4"},
      {"[1}", "misplaced 2-3 gap 2-2"},
      {"[1:2]", "misplaced 2-3 gap 2-2"},
      {"]", "misplaced 0-1 gap 0-0"},
      {"{} {}", "misplaced 3-4 gap 2-3"},
      {"{},", "misplaced 2-3 gap 2-2"},
      {"[1", "ends early 1-2 gap 2-2"},
      {"{\"a\": ", "ends early 4-5 gap 5-6"},
      {"[01]", "no token 1-3 gap 1-1"},
      {"[1.]", "no token 1-3 gap 1-1"},
      {"[1e]", "no token 1-3 gap 1-1"},
      {"[-]", "no token 1-2 gap 1-1"},
      {"[True]", "no token 1-5 gap 1-1"},
      {"['a']", "no token 1-4 gap 1-1"},
      {"[\"a\n\"]", "no token 1-3 gap 1-1"},
      {"[\"\\x\"]", "no token 1-3 gap 1-1"},
      {"[\"\\u00g0\"]", "no token 1-3 gap 1-1"},
      {"\"a", "no token 0-2 gap 0-0"},
      {"/ 1", "no token 0-1 gap 0-0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(described(find_json_fault(row.text, TrailingCommas::kForbidden)) == row.expected);
  }
}

TEST_CASE("trailing commas are allowed where the caller says so", "[json_syntax]") {
  struct Row {
    std::string text;
    std::string expected;
    std::size_t trailing;
  };
  const std::vector<Row> rows = {
      {"[1,]", "", 1},
      {"{\"a\":[1, ], /* b */ }", "", 2},
      {"[,]", "comma after open 1-2 gap 1-1", 1},
      {"[1,,]", "two commas 3-4 gap 3-3", 1},
      {"[1, 2] // ,]", "", 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(described(find_json_fault(row.text, TrailingCommas::kAllowed)) == row.expected);
    CHECK(trailing_commas(row.text).size() == row.trailing);
  }
}

TEST_CASE("nesting of any depth is read", "[json_syntax]") {
  constexpr std::size_t kDepth = 1'000'000;
  const std::string text = std::string(kDepth, '[') + std::string(kDepth, ']');
  CHECK_FALSE(find_json_fault(text, TrailingCommas::kForbidden));
}

}  // namespace
}  // namespace iftrue
