#include "engine/scanner.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/kind_name.h"

namespace iftrue {
namespace {

// "if live {/*IFTRUE_X*/} X"
std::string dump(std::string_view text, const Directive& directive) {
  const auto slice = [text](std::size_t begin, std::size_t end) {
    return std::string(text.substr(begin, end - begin));
  };
  return kind_name(directive.kind) + (directive.after == Liveness::kLive ? " live {" : " open {") +
         slice(directive.begin, directive.end) + "} " +
         slice(directive.condition_begin, directive.word_end) +
         (directive.comment == CommentKind::kMarkup ? " markup" : "");
}

TEST_CASE("in live text a directive opens its own comment", "[scanner]") {
  struct Row {
    std::string text;
    std::vector<std::string> expected;
  };
  const std::vector<Row> rows = {
      {"/*IFTRUE_X*/", {"if live {/*IFTRUE_X*/} X"}},
      {"/* \t\r\n IFTRUE_X \v\n */ a", {"if live {/* \t\r\n IFTRUE_X \v\n */} X"}},
      {"/*\xC2\xA0IFTRUE_X\xE3\x80\x80*/", {"if live {/*\xC2\xA0IFTRUE_X\xE3\x80\x80*/} X"}},
      {"/*IFTRUE_X", {"if open {/*IFTRUE_X} X"}},
      {"/*IFTRUE_X a */", {"if open {/*IFTRUE_X} X"}},
      {"/*IFTRUE_X-->", {"if open {/*IFTRUE_X} X"}},
      {"<!--IFTRUE_X-->", {"if live {<!--IFTRUE_X-->} X markup"}},
      {"<!-- IFDEBUG -->", {"if live {<!-- IFDEBUG -->} DEBUG markup"}},
      {"<!--IFTRUE_X*/", {"if open {<!--IFTRUE_X} X markup"}},
      {"<!--IFTRUE_X --!>", {"if live {<!--IFTRUE_X --!>} X markup"}},
      {"/*IFTRUE_X--!>", {"if open {/*IFTRUE_X} X"}},
      {"<!--IFTRUE_X --! >", {"if open {<!--IFTRUE_X} X markup"}},
      {"/*IFTRUE_X.Y*/", {"if open {/*IFTRUE_X} X"}},
      {"/*IFTRUE_(X || !(Y))*/", {"if live {/*IFTRUE_(X || !(Y))*/} (X || !(Y))"}},
      {"/*IFTRUE_(X)Y*/", {"if open {/*IFTRUE_(X)} (X)"}},
      {"/*IFTRUE_(X */ )", {"if live {/*IFTRUE_(X */} (X"}},
      {"/*IFTRUE_(X", {"if open {/*IFTRUE_(X} (X"}},
      {"a/*IFTRUE_X*/b/*FITRUE_X*/c", {"if live {/*IFTRUE_X*/} X", "end live {/*FITRUE_X*/} X"}},
      {"'/*ELSE_X*/' // /*ELIFTRUE_Y*/",
       {"else live {/*ELSE_X*/} X", "elif live {/*ELIFTRUE_Y*/} Y"}},
      // what opens no comment is text
      {"IFTRUE_X*/", {}},
      {"// IFTRUE_X", {}},
      {"/* a IFTRUE_X*/", {}},
      {"/**IFTRUE_X*/", {}},
      {"/* *IFTRUE_X*/", {}},
      {"<!-IFTRUE_X-->", {}},
      {"*/IFTRUE_X*/", {}},
      {"/ *IFTRUE_X*/", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    ConditionTable conditions;
    Scanner scanner(Window(row.text), conditions);
    std::vector<std::string> found;
    while (const Directive* next = scanner.next_live(std::nullopt)) {
      CHECK(next->opens_its_comment());
      found.push_back(dump(row.text, *next));
    }
    CHECK(found == row.expected);
  }
}

TEST_CASE("in live text a word may close a comment that it did not open", "[scanner]") {
  struct Row {
    std::string text;
    std::string innermost;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"body FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      {"body FITRUE_X-->", "X", "end live {FITRUE_X-->} X markup"},
      {"body FITRUE_X--!>", "X", "end live {FITRUE_X--!>} X markup"},
      {"body ELSE_X */", "X", "else live {ELSE_X */} X"},
      {"body ELIFTRUE_Y*/", "X", "elif live {ELIFTRUE_Y*/} Y"},
      {"body FITRUE_( X || Y )*/", "(X||Y)", "end live {FITRUE_( X || Y )*/} ( X || Y )"},
      // it closes nothing
      {"body FITRUE_X", "X", "none"},
      {"body FITRUE_X a*/", "X", "none"},
      // it is of another conditional
      {"body FITRUE_Y*/", "X", "none"},
      {"body FITRUE_XY*/", "X", "none"},
      {"body IFTRUE_X*/", "X", "none"},
      // it is the last word of an ordinary comment
      {"/* body FITRUE_X*/", "X", "none"},
      {"<!-- body FITRUE_X-->", "X", "none"},
      {"<!-- --> <!-- body FITRUE_X--!>", "X", "none"},
      {"<!-- a --!> body FITRUE_X-->", "X", "end live {FITRUE_X-->} X markup"},
      {"/* a */ body FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.innermost);
    ConditionTable conditions;
    Scanner scanner(Window(row.text), conditions);
    const Directive* found = scanner.next_live(conditions.intern(row.innermost));
    CHECK((found != nullptr ? dump(row.text, *found) : "none") == row.expected);
    CHECK_FALSE((found != nullptr && found->opens_its_comment()));
  }
}

TEST_CASE("a dormant group ends at a word of its own conditional", "[scanner]") {
  struct Row {
    std::string text;
    std::string innermost;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {" a FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      {" a /* FITRUE_X */", "X", "end live {/* FITRUE_X */} X"},
      {" a FITRUE_X", "X", "end open {FITRUE_X} X"},
      {" a ELSE_X*/", "X", "else live {ELSE_X*/} X"},
      {" a ELSE_X b FITRUE_X*/", "X", "else open {ELSE_X} X"},
      {" a ELIFTRUE_Y b FITRUE_X*/", "X", "elif open {ELIFTRUE_Y} Y"},
      {" a ELIFTRUE_(Y || Z)*/", "X", "elif live {ELIFTRUE_(Y || Z)*/} (Y || Z)"},
      {" a ELIFTRUE_(Y */", "X", "elif live {ELIFTRUE_(Y */} (Y"},
      {" FITRUE_( X )*/", "(X)", "end live {FITRUE_( X )*/} ( X )"},
      {" FIDEBUG*/", "DEBUG", "end live {FIDEBUG*/} DEBUG"},
      {" FITRUE_DEBUG*/", "DEBUG", "end live {FITRUE_DEBUG*/} DEBUG"},
      // a word of another conditional is text
      {" FITRUE_Y FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      {" FITRUE_XX FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      {" ELSE_Y FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      {" IFTRUE_X FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      {" /*IFTRUE_Y FITRUE_X*/", "X", "end live {FITRUE_X*/} X, nested IFTRUE_"},
      {" aFITRUE_X FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      // the other kind of comment is text
      {" --> FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      {" <!-- FITRUE_X*/", "X", "end live {FITRUE_X*/} X"},
      // there is none
      {" a */ FITRUE_X*/", "X", "closer at 3"},
      {" FITRUE_Y*/", "X", "closer at 9, other FITRUE_"},
      {" /*IFTRUE_Y*/", "X", "closer at 11, nested IFTRUE_"},
      {" ELSE_A ELSE_B*/", "X", "closer at 14, other ELSE_"},
      {" FITRUE_(X */ )", "(X)", "closer at 11, other FITRUE_"},
      {" a", "X", "end of text"},
      {"", "X", "end of text"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.innermost);
    ConditionTable conditions;
    Scanner scanner(Window(row.text), conditions);
    const DormantEnd end =
        scanner.next_dormant(CommentKind::kBlock, conditions.intern(row.innermost));
    const auto head = [&](const Mention& mention) {
      const Word& word = mention.word;
      return row.text.substr(word.begin, word.condition_begin - word.begin);
    };
    std::string found;
    switch (end.kind) {
      case DormantEnd::Kind::kDirective:
        found = dump(row.text, *end.directive);
        break;
      case DormantEnd::Kind::kEarlyCloser:
        found = "closer at " + std::to_string(end.closer);
        break;
      case DormantEnd::Kind::kEndOfText:
        found = "end of text";
        break;
    }
    if (end.nested) found += ", nested " + head(*end.nested);
    const bool failed = end.kind != DormantEnd::Kind::kDirective;
    if (failed && end.meant) found += ", other " + head(*end.meant);
    CHECK(found == row.expected);
  }
}

TEST_CASE("a dormant group in markup ends at markup's closer", "[scanner]") {
  const std::string text = " a */ <!-- FITRUE_X -->";
  ConditionTable conditions;
  Scanner scanner(Window(text), conditions);
  const DormantEnd end = scanner.next_dormant(CommentKind::kMarkup, conditions.intern("X"));
  REQUIRE(end.directive != nullptr);
  CHECK(dump(text, *end.directive) == "end live {<!-- FITRUE_X -->} X markup");
}

TEST_CASE("the first closer of either kind ends a dormant group in markup", "[scanner]") {
  for (const std::string text : {" a --!> FITRUE_X-->", " a --> FITRUE_X--!>"}) {
    CAPTURE(text);
    ConditionTable conditions;
    Scanner scanner(Window(text), conditions);
    const DormantEnd end = scanner.next_dormant(CommentKind::kMarkup, conditions.intern("X"));
    CHECK(end.kind == DormantEnd::Kind::kEarlyCloser);
    CHECK(end.closer == 3);
  }
}

TEST_CASE("the scanner goes on after what it found", "[scanner]") {
  const std::string text = "/*IFTRUE_X a ELSE_X*/ b /*FITRUE_X*/";
  ConditionTable conditions;
  Scanner scanner(Window(text), conditions);
  const Directive* first = scanner.next_live(std::nullopt);
  REQUIRE(first != nullptr);
  const ConditionId condition = first->condition;
  const DormantEnd second = scanner.next_dormant(CommentKind::kBlock, condition);
  REQUIRE(second.directive != nullptr);
  CHECK(dump(text, *second.directive) == "else live {ELSE_X*/} X");
  const Directive* third = scanner.next_live(condition);
  REQUIRE(third != nullptr);
  CHECK(dump(text, *third) == "end live {/*FITRUE_X*/} X");
  CHECK(scanner.next_live(std::nullopt) == nullptr);
}

}  // namespace
}  // namespace iftrue
