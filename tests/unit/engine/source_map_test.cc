#include "engine/source_map.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/emitter.h"
#include "iftrue/iftrue.h"
#include "unit/symbols.h"

namespace iftrue {
namespace {

// The first numbers of a field as ECMA-426 encodes them, read apart from the code under test.
std::vector<long> numbers(std::string_view segment) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<long> result;
  long number = 0;
  int shift = 0;
  for (const char c : segment) {
    const auto digit = static_cast<long>(kDigits.find(c));
    number |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) != 0) continue;
    result.push_back((number & 1) != 0 ? -(number >> 1) : number >> 1);
    number = 0;
    shift = 0;
  }
  return result;
}

// "0:1<2:3 0:2<-": output line and column, from input line and column or from nowhere; all from 0.
std::string readable(std::string_view mappings) {
  std::string result;
  std::vector<long> sums(4);
  long line = 0;
  for (std::size_t pos = 0; pos < mappings.size();) {
    if (mappings[pos] == ';' || mappings[pos] == ',') {
      if (mappings[pos] == ';') {
        ++line;
        sums[0] = 0;
      }
      ++pos;
      continue;
    }
    const std::size_t end = std::min(mappings.find_first_of(",;", pos), mappings.size());
    const std::vector<long> fields = numbers(mappings.substr(pos, end - pos));
    for (std::size_t i = 0; i < fields.size(); ++i) sums.at(i) += fields[i];
    if (!result.empty()) result += ' ';
    result += std::to_string(line) + ':' + std::to_string(sums[0]) + '<';
    result += fields.size() == 1 ? "-" : std::to_string(sums[2]) + ':' + std::to_string(sums[3]);
    if (sums[1] != 0) result += " of another source";
    pos = end;
  }
  return result;
}

// The mappings for an input in which removed text stands in brackets.
std::string mappings_of(const std::string& marked, Layout layout) {
  std::string text;
  std::vector<Span> removed;
  for (const char c : marked) {
    if (c == '[') {
      removed.push_back({text.size(), text.size()});
    } else if (c == ']') {
      removed.back().end = text.size();
    } else {
      text += c;
    }
  }
  const Emitted out = emit(text, removed, {}, {Undefined::kOff, layout}, KeptRuns::Records::kRuns);
  std::string mappings;
  MappingsWriter writer([&mappings](std::string_view piece) { mappings += piece; });
  writer.stretches(out.text, 0, out.text.size(), out.kept.runs());
  writer.finish();
  return mappings;
}

TEST_CASE("numbers are written as ECMA-426 says", "[source_map]") {
  struct Row {
    std::string marked;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"", ""},
      {"a", "AAAA"},
      {"abc", "AAAA"},
      {"ab  cd;", "AAAA,EAAE,EAAE,EAAE"},
      {"a\nb", "AAAA,CAAC;AACD"},
      {"\n\nb", "AAAA;AACA;AACA"},
      {"[" + std::string(15, 'x') + "]a", "AAAe"},
      {"[" + std::string(16, 'x') + "]a", "AAAgB"},
      {"[" + std::string(511, 'x') + "]a", "AAA+f"},
      {"[" + std::string(512, 'x') + "]a", "AAAggB"},
      {"[" + std::string(16, '\n') + std::string(17, 'x') + "]a", "AAgBiB"},
      {"[" + std::string(16, 'x') + "]a\nb", "AAAgB,CAAC;AACjB"},
      {"fifteen_letters\nb", "AAAA,eAAe;AACf"},
      {"sixteen__letters\nb", "AAAA,gBAAgB;AAChB"},
      {";" + std::string(599, 'x') + "\nb", "AAAA,CAAC,ulBAAulB;AACxlB"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.marked);
    CHECK(mappings_of(row.marked, Layout::kLoader) == row.expected);
  }
}

TEST_CASE("words, runs of blanks and all other characters map to where they were", "[source_map]") {
  struct Row {
    std::string marked;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"a[xx]b[x]c", "0:0<0:0 0:1<0:3 0:2<0:5"},
      {"[x\ny]a", "0:0<1:1"},
      {"ab$_9Z \t(cd[x]ef)", "0:0<0:0 0:6<0:6 0:8<0:8 0:9<0:9 0:11<0:12 0:13<0:14"},
      {"=>{}", "0:0<0:0 0:1<0:1 0:2<0:2 0:3<0:3"},
      {"a[\n]b c", "0:0<0:0 0:1<0:1 1:0<1:0 1:1<1:1 1:2<1:2"},
      {"caf\xC3\xA9s\xC2\xA0\xE4\xB8\x96\xE7\x95\x8C+", "0:0<0:0 0:5<0:5 0:6<0:6 0:8<0:8"},
      {"[x]\n [x]\n b", "0:0<2:0 0:1<2:1"},
      {"a [x]\nb", "0:0<0:0 0:1<0:1 0:2<0:3 1:0<1:0"},
      {"a\n  [x] [y]", "0:0<0:0 0:1<0:1"},
      // all terminators, on both sides
      {"[\r\r\n\n\xE2\x80\xA8\xE2\x80\xA9]a", "0:0<5:0"},
      {"\r\n\rb", "0:0<0:0 0:1<0:1 1:0<1:0 2:0<2:0"},
      {"\xE2\x80\xA8"
       "a\xE2\x80\xA9"
       "b",
       "0:0<0:0 1:0<1:0 1:1<1:1 2:0<2:0"},
      {"\v\f\xC2\x85"
       "a",
       "0:0<0:0 0:1<0:1 0:2<0:2"},
      // UTF-16 code units
      {"\xF0\x9F\x98\x80[\xF0\x9F\x98\x80]a", "0:0<0:0 0:2<0:4"},
      {"\xE4\xB8\xAD[\xC3\xA9]a", "0:0<0:0 0:1<0:2"},
      // a byte order mark is one
      {"\xEF\xBB\xBF[x]\na", "0:0<0:0 0:1<1:0"},
      // what is not UTF-8, and what becomes UTF-8 by a removal
      {"\xFF\xE4\xB8[x]a", "0:0<0:0 0:1<0:1 0:2<0:2 0:3<0:4"},
      {"\xE4[x]\xB8\xAD"
       "a",
       "0:0<0:0 0:1<0:4"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.marked);
    CHECK(readable(mappings_of(row.marked, Layout::kCompact)) == row.expected);
  }
  // A CR and a LF that a removal joins end one line.
  CHECK(readable(mappings_of("\r[x]\nb", Layout::kLoader)) == "0:0<0:0 0:1<1:1 1:0<2:0");
}

TEST_CASE("what is in no run maps to nothing", "[source_map]") {
  struct Row {
    std::string output;
    std::vector<KeptRun> runs;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"xy", {}, "0:0<-"},
      {"xyc", {{2, 2, 1, {0, 2}}}, "0:0<- 0:2<0:2"},
      {"axy", {{0, 0, 1, {0, 0}}}, "0:0<0:0 0:1<-"},
      {"axyb", {{0, 0, 1, {0, 0}}, {3, 1, 1, {0, 1}}}, "0:0<0:0 0:1<- 0:3<0:1"},
      {"x\ny\n", {}, "0:0<- 1:0<-"},
      {"x\r\ny\ra", {{5, 9, 1, {3, 1}}}, "0:0<- 1:0<- 2:0<3:1"},
      {"a\nxb", {{0, 0, 2, {0, 0}}, {3, 2, 1, {1, 2}}}, "0:0<0:0 0:1<0:1 1:0<- 1:1<1:2"},
      // a character and a CR LF of which a part is kept
      {"\xE4\xB8\xAD.", {{0, 0, 1, {0, 0}}}, "0:0<0:0 0:1<-"},
      {"\xE4\xB8\xAD"
       "a",
       {{1, 1, 3, {0, 1}}},
       "0:0<- 0:1<0:3"},
      {"\r\na", {{1, 1, 2, {0, 1}}}, "0:0<- 0:1<0:1 1:0<1:0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.output);
    // Cut between the stretches, and at all places where the output may be cut, the mappings are
    // the same.
    for (std::size_t cut = 0; cut <= row.output.size(); ++cut) {
      CAPTURE(cut);
      std::string mappings;
      MappingsWriter writer([&mappings](std::string_view piece) { mappings += piece; });
      std::vector<KeptRun> rest = row.runs;
      const bool may_be_cut = std::ranges::none_of(rest, [cut](const KeptRun& run) {
        return run.output < cut && cut < run.output + run.length;
      });
      if (!may_be_cut) continue;
      writer.stretches(row.output, 0, cut, row.runs);
      std::erase_if(rest, [cut](const KeptRun& run) { return run.output < cut; });
      writer.stretches(row.output, cut, row.output.size(), rest);
      writer.finish();
      CHECK(readable(mappings) == row.expected);
    }
  }
}

TEST_CASE("the mappings are the same wherever what is kept is cut", "[source_map]") {
  const std::vector<std::string> characters = {"a",
                                               "b",
                                               "\r\n",
                                               "\xF0\x9F\x98\x80",
                                               "\n",
                                               "\xE4",
                                               "\xC3\xA9",
                                               "\xE2\x80\xA8",
                                               "c",
                                               "\xC3\xA9",
                                               "1",
                                               "\xFF",
                                               " ",
                                               "\t",
                                               "\xEF\xBB\xBF",
                                               "\r",
                                               "\r",
                                               "d",
                                               "\xE2"};
  // In stretches that end behind the characters `cut` and `other`.
  const auto mappings_in = [&](std::size_t cut, std::size_t other) {
    std::string mappings;
    MappingsWriter writer([&](std::string_view piece) {
      CHECK_FALSE(piece.empty());
      mappings += piece;
    });
    MapPlace place{7, 3};
    std::string stretch;
    for (std::size_t i = 0; i < characters.size(); ++i) {
      stretch += characters[i];
      if (i != cut && i != other && i + 1 < characters.size()) continue;
      writer.kept(stretch, place);
      place.pass(stretch);
      stretch.clear();
    }
    writer.finish();
    return mappings;
  };
  const std::string whole = mappings_in(characters.size(), characters.size());
  CHECK(readable(whole) ==
        "0:0<7:3 0:2<7:5 0:3<7:6 1:0<8:0 1:2<8:2 2:0<9:0 2:1<9:1 2:2<9:2 3:0<10:0 3:3<10:3 "
        "3:4<10:4 3:6<10:6 3:7<10:7 4:0<11:0 5:0<12:0 5:1<12:1");
  for (std::size_t cut = 0; cut < characters.size(); ++cut) {
    for (std::size_t other = cut; other < characters.size(); ++other) {
      CAPTURE(cut, other);
      CHECK(mappings_in(cut, other) == whole);
    }
  }
}

TEST_CASE("mappings come in pieces, and not at the end", "[source_map]") {
  for (const std::string line : {"\xC3\xA9\r\n", "a.b.c.d.e.f.g.h\n"}) {
    std::size_t passed = 0;
    std::size_t longest = 0;
    MappingsWriter writer([&](std::string_view piece) {
      passed += piece.size();
      longest = std::max(longest, piece.size());
    });
    MapPlace place;
    std::size_t written = 0;
    for (; written < 1'000'000; written += line.size()) {
      writer.kept(line, place);
      place.pass(line);
    }
    CHECK(passed > written);
    CHECK(longest < 100'000);
  }
}

TEST_CASE("a document gives its mappings with its text", "[source_map]") {
  struct Row {
    std::string text;
    StripOptions options;
    std::string expected_text;
    std::string expected_mappings;
  };
  const std::string text = "/*IFTRUE_X*/\na /*IFTRUE_Y*/b/*FITRUE_Y*/\n/*FITRUE_X*/";
  const std::vector<Row> rows = {
      {text, {Undefined::kOff, Layout::kCompact}, "a \n", "0:0<1:0 0:1<1:1 0:2<1:27"},
      {text, {Undefined::kOff, Layout::kLoader}, "\na \n", "0:0<0:12 1:0<1:0 1:1<1:1 1:2<1:27"},
      {text, {Undefined::kOff, Layout::kPreserve}, "\na \n", ""},
      {"a /*IFTRUE_Y*/\nb\n/*FITRUE_Y*/ c",
       {Undefined::kOff, Layout::kCompact},
       "a \n c",
       "0:0<0:0 0:1<0:1 0:2<0:14 1:0<2:12 1:1<2:13"},
      {"a/*IFTRUE_Y*//*FITRUE_Y*/b",
       {Undefined::kOff, Layout::kCompact, Language::kJavaScript},
       "a b",
       "0:0<0:0 0:1<- 0:2<0:25"},
      {"a", {Undefined::kError, Layout::kCompact}, "a", "0:0<0:0"},
      {text, {Undefined::kError, Layout::kCompact}, "(nothing)", ""},
      {"/*IFTRUE_X*/", {Undefined::kOff, Layout::kCompact}, "(nothing)", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, static_cast<int>(row.options.layout));
    const auto out = Document(row.text).strip_mapped(symbols("X"), row.options);
    CHECK((out ? out->text : "(nothing)") == row.expected_text);
    CHECK(readable(out ? out->mappings : "") == row.expected_mappings);
  }
}

}  // namespace
}  // namespace iftrue
