#include "command/records/manifest.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace iftrue {
namespace {

using namespace std::string_literals;

std::string text_of(Manifest::State state, const PathList& paths) {
  std::string text;
  ManifestWriter writer(state, [&](std::string_view bytes) { text += bytes; });
  for (std::size_t i = 0; i < paths.size(); ++i) writer.append(paths[i]);
  return text;
}

TEST_CASE("a manifest is written as it says", "[manifest]") {
  CHECK(text_of(Manifest::State::kComplete, {}) == "iftrue manifest 1\ncomplete\n");
  PathList paths;
  paths.append("a\n");
  paths.append("d/b");
  CHECK(text_of(Manifest::State::kWriting, paths) == "iftrue manifest 1\nwriting\na\n\0d/b\0"s);
}

TEST_CASE("a manifest is read as it was written", "[manifest]") {
  const auto text =
      GENERATE(as<std::string>(), "iftrue manifest 1\ncomplete\n", "iftrue manifest 1\nwriting\n",
               "iftrue manifest 1\ncomplete\na\0b/c\0\xFF\0"s, "iftrue manifest 1\nwriting\n\n\0"s,
               "iftrue manifest 1\nrecovering\n", "iftrue manifest 1\ncomplete\n...\0a/..b/c.\0"s);
  CAPTURE(text);
  const auto manifest = Manifest::parse(text);
  REQUIRE(manifest);
  CHECK(text_of(manifest->state, manifest->paths) == text);
}

TEST_CASE("another text is no manifest", "[manifest]") {
  const auto text =
      GENERATE(as<std::string>(), "", "iftrue manifest 2\ncomplete\n", "iftrue manifest 1",
               "iftrue manifest 1\n", "iftrue manifest 1\ncomplete", "iftrue manifest 1\nready\n",
               "iftrue manifest 1\ncomplete\na", "iftrue manifest 1\ncomplete\na\0b"s,
               "iftrue manifest 1\ncomplete\n\0"s, "iftrue manifest 1\ncomplete\n/a\0"s,
               "iftrue manifest 1\ncomplete\na/\0"s, "iftrue manifest 1\ncomplete\na//b\0"s,
               "iftrue manifest 1\ncomplete\n.\0"s, "iftrue manifest 1\ncomplete\n..\0"s,
               "iftrue manifest 1\ncomplete\na/../../b\0"s, "iftrue manifest 1\ncomplete\na/./b\0"s,
               "iftrue manifest 1\ncomplete\nb\0a\0"s, "iftrue manifest 1\ncomplete\na\0a\0"s);
  CAPTURE(text);
  CHECK_FALSE(Manifest::parse(text));
}

}  // namespace
}  // namespace iftrue
