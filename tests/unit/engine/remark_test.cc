#include "engine/remark.h"

#include <catch2/catch.hpp>
#include <string>

namespace iftrue {
namespace {

TEST_CASE("a remark ends at a closer on the same line", "[remark]") {
  struct Row {
    CommentKind comment;
    std::string after_word;
    std::size_t size, seen;
  };
  const std::string longest(kLongestRemark - 1, 'a');
  const Row rows[] = {
      {CommentKind::kBlock, "-WEIXIN */ a", 8, 10},
      {CommentKind::kBlock, " a\n*/", 0, 2},
      {CommentKind::kBlock, " a\u2028*/", 0, 2},
      {CommentKind::kMarkup, " a */ --> b", 6, 10},
      {CommentKind::kMarkup, " a --!>", 3, 7},
      {CommentKind::kBlock, " a", 0, kLongestRemark},
      {CommentKind::kBlock, longest + "*/", 0, kLongestRemark},
      {CommentKind::kBlock, longest.substr(1) + "*/", kLongestRemark - 2, kLongestRemark},
  };
  for (const Row& row : rows) {
    CAPTURE(row.after_word);
    const RemarkSize found = remark_size(row.comment, row.after_word);
    CHECK(found.size == row.size);
    CHECK(found.seen == row.seen);
  }
}

TEST_CASE("what is wrong with a remark, and what to write", "[remark]") {
  struct Row {
    DirectiveKind kind;
    std::string condition, word, text;
    Mistake mistake;
    std::string message;
    std::size_t wrong_size;
  };
  const std::string follows =
      "nothing may follow the word of a directive in its comment; write IFTRUE_X*/, or end a "
      "dormant group with FITRUE_X";
  const Row rows[] = {
      {DirectiveKind::kIf, "MP", "IFTRUE_MP", "-WEIXIN ", Mistake::kSymbol,
       "MP-WEIXIN is not a symbol; a symbol is letters, digits and _", 7},
      {DirectiveKind::kIf, "X", "IFTRUE_X", ".a.b, more", Mistake::kSymbol,
       "X.a.b is not a symbol; a symbol is letters, digits and _", 4},
      {DirectiveKind::kEnd, "X", "FITRUE_X", "\u7aef ", Mistake::kSymbol,
       "X\u7aef is not a symbol; a symbol is letters, digits and _", 3},
      {DirectiveKind::kIf, "A", "IFTRUE_A", " || B ", Mistake::kOperators,
       "a condition with operators needs parentheses; write IFTRUE_(A || B)", 5},
      {DirectiveKind::kElif, "A", "ELIFTRUE_A", "&&!B", Mistake::kOperators,
       "a condition with operators needs parentheses; write ELIFTRUE_(A &&!B)", 4},
      {DirectiveKind::kEnd, "DEBUG", "FIDEBUG", " && B ", Mistake::kOperators,
       "a condition with operators needs parentheses; write FITRUE_(DEBUG && B)", 5},
      {DirectiveKind::kIf, "A", "IFTRUE_A", " | B ", Mistake::kOperators,
       "a condition with operators needs parentheses, as in IFTRUE_(A || B)", 4},
      {DirectiveKind::kIf, "(A)", "IFTRUE_(A)", " || B ", Mistake::kOperators,
       "a condition with operators needs parentheses; write IFTRUE_((A) || B)", 5},
      {DirectiveKind::kIf, "X", "IFTRUE_X", " only on phones ", Mistake::kText, follows, 15},
      {DirectiveKind::kIf, "X", "IFTRUE_X", ": a ", Mistake::kText, follows, 3},
      {DirectiveKind::kEnd, "X", "FITRUE_X", " end of phones ", Mistake::kText,
       "nothing may follow the word of an end in its comment; write FITRUE_X*/", 14},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const RemarkAdvice advice = advice_on({.text = row.text,
                                           .kind = row.kind,
                                           .comment = CommentKind::kBlock,
                                           .condition = row.condition,
                                           .word = row.word,
                                           .end = "FITRUE_X"});
    CHECK(advice.mistake == row.mistake);
    CHECK(advice.message == row.message);
    CHECK(advice.wrong_size == row.wrong_size);
  }
}

}  // namespace
}  // namespace iftrue
