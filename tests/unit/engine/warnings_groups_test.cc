#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "iftrue/iftrue.h"
#include "unit/described.h"

namespace iftrue {
namespace {

TEST_CASE("a group of white space only is empty", "[warnings_groups]") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const std::string meant = " is empty; a comment in it would tell that this is meant\n";
  const std::vector<Row> rows = {
      {"/*IFTRUE_X*/a/*FITRUE_X*/", ""},
      {"/*IFTRUE_X*/ \n\t\xE3\x80\x80/*FITRUE_X*/", "1:3 W102 the group of IFTRUE_X" + meant},
      {"/*IFTRUE_X*//*FITRUE_X*/", "1:3 W102 the group of IFTRUE_X" + meant},
      {"/*IFTRUE_X FITRUE_X*/", "1:3 W102 the group of IFTRUE_X" + meant},
      {"<!--IFDEBUG--> <!--FIDEBUG-->", "1:5 W102 the group of IFDEBUG" + meant},
      {"/*IFTRUE_X*/ /*ELSE_X*/b/*FITRUE_X*/",
       "1:3 W102 the group of IFTRUE_X is empty; write IFTRUE_(!X) for the else alone\n"},
      {"/*IFTRUE_(X || Y) ELSE_(X||Y)*/b/*FITRUE_(X||Y)*/",
       "1:3 W102 the group of IFTRUE_(X || Y) is empty; write IFTRUE_(!(X || Y)) for the else "
       "alone\n"},
      {"/*IFDEBUG*/ /*ELSE_DEBUG*/b/*FIDEBUG*/",
       "1:3 W102 the group of IFDEBUG is empty; write IFTRUE_(!DEBUG) for the else alone\n"},
      {"/*IFTRUE_X*/a/*ELIFTRUE_Y*/ /*ELSE_X*/b/*FITRUE_X*/",
       "1:16 W102 the group of ELIFTRUE_Y" + meant},
      {"/*IFTRUE_X*/a/*ELSE_X*/ /*FITRUE_X*/", "1:16 W102 the group of ELSE_X" + meant},
      // what is empty altogether is told once
      {"/*IFTRUE_X*/ /*ELIFTRUE_Y*/ /*ELIFTRUE_Z*/ /*FITRUE_X*/",
       "1:3 W102 the group of IFTRUE_X" + meant},
      {"/*IFTRUE_X*/ /*FITRUE_X*/ /*IFTRUE_Y*/ /*FITRUE_Y*/",
       "1:3 W102 the group of IFTRUE_X" + meant + "1:29 W102 the group of IFTRUE_Y" + meant},
      // a comment is something, and so is a conditional
      {"/*IFTRUE_X*/ // nothing\n/*ELSE_X*/b/*FITRUE_X*/", ""},
      {"/*IFTRUE_X*/ /* nothing */ /*ELSE_X*/b/*FITRUE_X*/", ""},
      {"/*IFTRUE_X*/ /*IFTRUE_Y*/a/*FITRUE_Y*/ /*FITRUE_X*/", ""},
      {"/*IFTRUE_X*/ /*IFTRUE_Y*/ /*FITRUE_Y*/ /*FITRUE_X*/",
       "1:16 W102 the group of IFTRUE_Y" + meant},
      // nothing is said of a text with errors
      {"/*IFTRUE_X*/ /*FITRUE_X*/ /*IFTRUE_Y*/", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(described(Document(row.text).warnings()) == row.expected);
  }
}

}  // namespace
}  // namespace iftrue
