#include "lsp/message_stream.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

// All messages in bytes that come in pieces of this size.
std::vector<std::string> split(std::string_view bytes, std::size_t piece) {
  MessageSplitter splitter;
  std::vector<std::string> bodies;
  for (std::size_t begin = 0; begin < bytes.size(); begin += piece) {
    splitter.add(bytes.substr(begin, piece));
    while (const auto body = splitter.next().value()) bodies.push_back(*body);
  }
  CHECK_FALSE(splitter.is_amid());
  return bodies;
}

TEST_CASE("messages come whole, however they are cut", "[message_stream]") {
  const std::vector<std::string> bodies = {"{}", "", "\"\r\n\r\nContent-Length: 3\"",
                                           "\xE4\xB8\xAD"};
  std::string bytes;
  for (const std::string& body : bodies) bytes += framed(body);
  bytes += "content-type: x\r\nCONTENT-LENGTH:\t2 \r\n\r\n[]";
  std::vector<std::string> expected = bodies;
  expected.emplace_back("[]");
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
    CHECK(split(bytes, piece) == expected);
}

TEST_CASE("what is no header is a failure", "[message_stream]") {
  for (const std::string_view bytes :
       {"\r\n\r\n", "a\r\n\r\n", "Content-Length: -1\r\n\r\n", "Content-Length: 1x\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length: 9999999999\r\n\r\n",
        "Content-Type: 1\r\n\r\n"}) {
    MessageSplitter splitter;
    splitter.add(bytes);
    CHECK_FALSE(splitter.next().has_value());
  }
}

TEST_CASE("a header without an end is waited for only so long", "[message_stream]") {
  MessageSplitter splitter;
  splitter.add(std::string(4095, 'x'));
  CHECK(splitter.next().value() == std::nullopt);
  splitter.add("x");
  CHECK_FALSE(splitter.next().has_value());
}

}  // namespace
}  // namespace iftrue
