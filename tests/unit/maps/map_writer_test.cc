#include "command/maps/map_writer.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

// In pieces that are cut behind the first `cut` bytes and behind the `other` first.
template <typename Encoder>
std::string encoded(std::string_view bytes, std::size_t cut, std::size_t other) {
  std::string out;
  Encoder encoder;
  encoder.append(bytes.substr(0, cut), out);
  encoder.append(bytes.substr(cut, other - cut), out);
  encoder.append(bytes.substr(other), out);
  encoder.finish(out);
  return out;
}

struct Row {
  std::string bytes;
  std::string expected;
};

template <typename Encoder>
void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    for (std::size_t cut = 0; cut <= row.bytes.size(); ++cut) {
      for (std::size_t other = cut; other <= row.bytes.size(); ++other) {
        CAPTURE(cut, other);
        CHECK(encoded<Encoder>(row.bytes, cut, other) == row.expected);
      }
    }
  }
}

TEST_CASE("a text in a JSON string is escaped, wherever it is cut", "[map_writer]") {
  check<JsonText>({
      {"", ""},
      {"a b/<>'", "a b/<>'"},
      {"\"\\\b\t\n\f\r", R"(\"\\\b\t\n\f\r)"},
      {std::string("\0\x01\x0B\x1F\x7F", 5), "\\u0000\\u0001\\u000b\\u001f\x7F"},
      {"\xEF\xBB\xBF\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80",
       "\xEF\xBB\xBF\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80"},
      // a replacement for each byte that is not UTF-8
      {"\xFF\x80", "\uFFFD\uFFFD"},
      {"\xF0\x9F\x98", "\uFFFD\uFFFD\uFFFD"},
      {"\xF0\x9F\x98\"\xE4\xB8", "\uFFFD\uFFFD\uFFFD\\\"\uFFFD\uFFFD"},
      {"\xC0\xAF\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\xF4\x90\x80\x80\xC3\xC3\xA9", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\xC3\xA9"},
  });
}

// The examples of RFC 4648 §10.
TEST_CASE("bytes are written in base64, wherever they are cut", "[map_writer]") {
  check<Base64>({
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
      {"\xFB\xFF\xBF", "+/+/"},
      {std::string(2, '\0'), "AAA="},
  });
}

TEST_CASE("a map has its members in order", "[map_writer]") {
  std::string out;
  const auto sink = [&out](std::string_view piece) { out += piece; };
  MapWriter map({"\"\xFF.js", "../a.js"}, MapWriter::Source::kText, sink);
  map.source("a\n\xC3");
  map.source("\xA9");
  map.source("\xE4");
  map.begin_mappings();
  map.mappings("AAAA");
  map.mappings(",CAAC");
  map.finish();
  CHECK(out ==
        "{\"version\":3,\"file\":\"\\\"\uFFFD.js\",\"sources\":[\"../a.js\"],"
        "\"sourcesContent\":[\"a\\n\xC3\xA9\uFFFD\"],\"names\":[],\"mappings\":\"AAAA,CAAC\"}\n");

  out.clear();
  MapWriter empty({"", "<stdin>"}, MapWriter::Source::kText, sink);
  empty.begin_mappings();
  empty.finish();
  CHECK(out ==
        R"({"version":3,"sources":["<stdin>"],"sourcesContent":[""],"names":[],"mappings":""})"
        "\n");

  out.clear();
  MapWriter binary({"", "a"}, MapWriter::Source::kNone, sink);
  binary.begin_mappings();
  binary.finish();
  CHECK(out == R"({"version":3,"sources":["a"],"sourcesContent":[null],"names":[],"mappings":""})"
               "\n");
}

TEST_CASE("a comment with a map stands on a line of its own", "[map_writer]") {
  struct Comment {
    MapComment kind;
    std::vector<std::string> pieces;
    std::string expected;
  };
  const std::string url = " sourceMappingURL=data:application/json;base64,Zm9vYg==";
  const std::vector<Comment> rows = {
      {MapComment::kLine, {}, "//#" + url + "\n"},
      {MapComment::kLine, {"a", "\n", ""}, "a\n//#" + url + "\n"},
      {MapComment::kLine, {"a\r"}, "a\r//#" + url + "\n"},
      {MapComment::kLine, {"\n", "a"}, "\na\n//#" + url + "\n"},
      {MapComment::kBlock, {"a"}, "a\n/*#" + url + " */\n"},
  };
  for (const Comment& row : rows) {
    CAPTURE(row.pieces);
    std::string out;
    CommentedOutput output(row.kind, [&out](std::string_view piece) { out += piece; });
    for (const std::string& piece : row.pieces) output.text(piece);
    output.begin_map();
    output.map("fo");
    output.map("ob");
    output.finish();
    CHECK(out == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
