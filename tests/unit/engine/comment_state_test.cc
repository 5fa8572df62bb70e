#include "engine/comment_state.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("a place is in a comment from its opener to its closer", "[comment_state]") {
  struct Row {
    CommentKind kind;
    std::string text;
    std::string expected;  // for each place in the text: x in a comment, . outside
  };
  const std::vector<Row> rows = {
      {CommentKind::kBlock, "a/*b*/c", "..xxx.."},
      {CommentKind::kBlock, "/*/*a*/b", ".x.xxx.."},
      {CommentKind::kBlock, "/*/", ".x."},
      {CommentKind::kBlock, "*/a", "..."},
      {CommentKind::kBlock, "<!--a-->", "........"},
      {CommentKind::kMarkup, "<!--a-->b", ".xxxxx..."},
      {CommentKind::kMarkup, "/*a*/", "....."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Window window(row.text);
    CommentState forwards(row.kind);
    CommentState backwards(row.kind);
    std::string by_increasing;
    std::string by_decreasing;
    for (std::size_t pos = 0; pos < row.text.size(); ++pos) {
      by_increasing += forwards.in_comment(window, 0, pos) ? 'x' : '.';
      const std::size_t other = row.text.size() - 1 - pos;
      by_decreasing.insert(0, 1, backwards.in_comment(window, 0, other) ? 'x' : '.');
    }
    CHECK(by_increasing == row.expected);
    CHECK(by_decreasing == row.expected);
  }
}

TEST_CASE("the comment state of what is not shown any more is remembered", "[comment_state]") {
  const std::string text = "/*a b*/ c /*d e";
  for (std::size_t end = 0; end < text.size(); ++end) {
    CAPTURE(end);
    CommentState state(CommentKind::kBlock);
    state.forget(Window(text), 0, end);
    const Window rest(std::string_view(text).substr(end), end);
    for (std::size_t pos = text.size(); pos-- > end;) {
      CAPTURE(pos);
      CommentState whole(CommentKind::kBlock);
      CHECK(state.in_comment(rest, 0, pos) == whole.in_comment(Window(text), 0, pos));
    }
  }
}

TEST_CASE("live text begins outside of comments", "[comment_state]") {
  const std::string text = "/*a b";
  CommentState state(CommentKind::kBlock);
  CHECK(state.in_comment(Window(text), 0, 3));
  CHECK_FALSE(state.in_comment(Window(text), 3, 4));
}

}  // namespace
}  // namespace iftrue
