#include "engine/conditional_list.h"

#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "unit/symbols.h"

namespace iftrue {
namespace {

std::string place(const Place& place) {
  return std::to_string(place.line) + ':' + std::to_string(place.column);
}

// A line a conditional, a clause a group: "1:3 if X lines 1-2 'text'".
std::string listed(const std::string& text) {
  const Document document(text);
  REQUIRE(document.ok());
  std::ostringstream out;
  for (const Conditional& conditional : document.conditionals()) {
    if (conditional.parent) {
      out << "in " << conditional.parent->conditional << '.' << conditional.parent->group << ": ";
    }
    for (const Group& group : conditional.groups) {
      const auto kind = static_cast<std::size_t>(group.kind);
      out << place(group.directive) << (group.liveness == Liveness::kDormant ? " dormant " : " ")
          << std::vector{"if", "elif", "else"}[kind] << ' ' << group.condition << ' '
          << group.first_line << '-' << group.last_line << " '"
          << text.substr(group.text.offset, group.text.length) << "', ";
    }
    out << place(conditional.end) << " end; " << conditional.place.length << '\n';
  }
  return out.str();
}

TEST_CASE("conditionals are listed with groups, places and lines", "[conditional_list]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"", ""},
      {"plain", ""},
      {"/*IFTRUE_X*/a/*FITRUE_X*/", "1:3 if X 1-1 'a', 1:16 end; 25\n"},
      {"a\n/*IFTRUE_X*/\nb\n/*ELSE_X*/\nc\n/*FITRUE_X*/\n",
       "2:3 if X 2-3 '\nb\n', 4:3 else X 4-6 '\nc\n', 6:3 end; 40\n"},
      {"/*IFTRUE_(A || B)*/a/*ELIFTRUE_C*/b/*ELSE_(A||B)*/c/*FITRUE_( A||B )*/",
       "1:3 if (A||B) 1-1 'a', 1:23 elif C 1-1 'b', 1:38 else (A||B) 1-1 'c', 1:54 end; 70\n"},
      {"/*IFDEBUG x ELSE_DEBUG*/y/*FIDEBUG*/",
       "1:3 dormant if DEBUG 1-1 ' x ', 1:13 else DEBUG 1-1 'y', 1:28 end; 36\n"},
      // a comment may begin and end on other lines than its word
      {"/*\nIFTRUE_X\n*/\na\n/*\n\nELSE_X*/\n/*FITRUE_X\n*/b",
       "2:1 if X 1-4 '\na\n', 7:1 else X 5-9 '\n', 8:3 end; 43\n"},
      // nested, and after the nested one
      {"/*IFTRUE_A*/\n/*IFTRUE_B*/\n/*IFTRUE_C*/\n/*FITRUE_C*/\n/*FITRUE_B*/\n/*ELSE_A*/\n"
       "/*IFTRUE_D*//*FITRUE_D*/\n/*FITRUE_A*/",
       "1:3 if A 1-5 '\n/*IFTRUE_B*/\n/*IFTRUE_C*/\n/*FITRUE_C*/\n/*FITRUE_B*/\n', 6:3 else A 6-8 "
       "'\n/*IFTRUE_D*//*FITRUE_D*/\n', 8:3 end; 113\n"
       "in 0.0: 2:3 if B 2-5 '\n/*IFTRUE_C*/\n/*FITRUE_C*/\n', 5:3 end; 51\n"
       "in 1.0: 3:3 if C 3-4 '\n', 4:3 end; 25\n"
       "in 0.1: 7:3 if D 7-7 '', 7:15 end; 24\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(listed(row.text) == row.expected);
  }
}

TEST_CASE("a document with errors lists none", "[conditional_list]") {
  const Document document("/*IFTRUE_X*//*FITRUE_X*//*FITRUE_Y*/");
  CHECK(document.conditionals().empty());
  CHECK(document.kept_groups(symbols("X")).empty());
}

TEST_CASE("the kept group is the first that holds where the text around is kept",
          "[conditional_list]") {
  const std::string text =
      "/*IFTRUE_A*/"
      "/*IFTRUE_B*//*ELSE_B*//*FITRUE_B*/"
      "/*ELIFTRUE_B*/"
      "/*IFTRUE_A*//*FITRUE_A*/"
      "/*IFTRUE_C*//*FITRUE_C*/"
      "/*ELSE_A*/"
      "/*IFTRUE_C*//*FITRUE_C*/"
      "/*FITRUE_A*/"
      "/*IFTRUE_C*//*ELIFTRUE_(A||B)*//*FITRUE_C*/";
  struct Row {
    std::string on;
    std::string expected;  // by conditional
  };
  const std::vector<Row> rows = {
      {"", "2 - - - - -"},    {"A", "0 1 - - - 1"}, {"A B", "0 0 - - - 1"},   {"B", "1 - - - - 1"},
      {"B C", "1 - - 0 - 0"}, {"C", "2 - - - 0 0"}, {"A B C", "0 0 - - - 0"},
  };
  const Document document(text);
  REQUIRE(document.ok());
  for (const Row& row : rows) {
    CAPTURE(row.on);
    std::string kept;
    for (const auto& group : document.kept_groups(symbols(row.on))) {
      kept += (kept.empty() ? "" : " ") + (group ? std::to_string(*group) : "-");
    }
    CHECK(kept == row.expected);
  }
}

TEST_CASE("an offset has the conditionals around it, outermost first", "[conditional_list]") {
  //                        0         1         2         3         4         5         6
  //                        0123456789012345678901234567890123456789012345678901234567890123456789
  const std::string text = "a/*IFTRUE_A*/b/*IFTRUE_B*/c/*FITRUE_B*/d/*ELSE_A*//*FITRUE_A*/e";
  struct Row {
    std::size_t offset;
    std::string expected;  // conditional.group, "on" a directive
  };
  const std::vector<Row> rows = {
      {0, ""},         {1, "on 0.0"},      {12, "on 0.0"},
      {13, "0.0"},     {14, "0.0 on 1.0"}, {25, "0.0 on 1.0"},
      {26, "0.0 1.0"}, {27, "0.0 on 1.1"}, {38, "0.0 on 1.1"},
      {39, "0.0"},     {40, "on 0.1"},     {49, "on 0.1"},
      {50, "on 0.2"},  {61, "on 0.2"},     {62, ""},
      {63, ""},        {1000, ""},
  };
  const Document document(text);
  REQUIRE(document.ok());
  for (const Row& row : rows) {
    CAPTURE(row.offset);
    std::string found;
    for (const Enclosing& each : enclosing(document.conditionals(), row.offset)) {
      found += found.empty() ? "" : " ";
      found += each.at == Enclosing::At::kDirective ? "on " : "";
      found += std::to_string(each.index.conditional) + '.' + std::to_string(each.index.group);
    }
    CHECK(found == row.expected);
  }
}

TEST_CASE("any depth and any number is listed in passing", "[conditional_list]") {
  constexpr std::size_t kMany = 100'000;
  std::string text;
  for (std::size_t i = 0; i < kMany; ++i) text += "/*IFTRUE_X*/";
  const std::size_t innermost = text.size();
  text += 'x';
  for (std::size_t i = 0; i < kMany; ++i) text += "/*FITRUE_X*/";
  const Document document(text);
  const std::vector<Conditional> conditionals = document.conditionals();
  REQUIRE(conditionals.size() == kMany);
  CHECK(enclosing(conditionals, innermost).size() == kMany);
  CHECK(document.kept_groups(symbols("X")).back() == 0U);
}

}  // namespace
}  // namespace iftrue
