#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "iftrue/iftrue.h"
#include "unit/described.h"

namespace iftrue {
namespace {

struct Row {
  std::string text;
  std::string expected;
};

void check_rows(Language language, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(described(Document(row.text).warnings({language, {}, {}})) == row.expected);
  }
}

// What follows the place.
std::string meant(const std::string& word, const std::string& directive) {
  return " W101 " + word + " looks like a misspelt directive; did you mean " + directive + "?\n";
}

TEST_CASE("a word that is near a directive's", "[warnings_spelling]") {
  check_rows(
      Language::kOther,
      {
          {"/*IFTURE_X*/", "1:3" + meant("IFTURE_X", "IFTRUE_X")},
          {"/*\n IFTURE_MY_APP a", "2:2" + meant("IFTURE_MY_APP", "IFTRUE_MY_APP")},
          {"<!-- IFTRUR_X -->", "1:6" + meant("IFTRUR_X", "IFTRUE_X")},
          {"/*FITRE_X*/", "1:3" + meant("FITRE_X", "FITRUE_X")},
          {"/*ELFITRUE_X*/", "1:3" + meant("ELFITRUE_X", "ELIFTRUE_X")},
          {"/*ELSEIFTRUE_X*/", "1:3" + meant("ELSEIFTRUE_X", "ELIFTRUE_X")},
          {"/*ENDIFTRUE_X*/", "1:3" + meant("ENDIFTRUE_X", "FITRUE_X")},
          {"/*END_IFTRUE_X*/", "1:3" + meant("END_IFTRUE_X", "FITRUE_X")},
          {"/*IF_TRUE_X*/", "1:3" + meant("IF_TRUE_X", "IFTRUE_X")},
          {"/*IFTRUE X*/", "1:3" + meant("IFTRUE X", "IFTRUE_X")},
          {"/*IFTRUE: X*/", "1:3" + meant("IFTRUE: X", "IFTRUE_X")},
          {"/*FITRUE-X*/", "1:3" + meant("FITRUE-X", "FITRUE_X")},
          {"/*IFTRUE__X*/", ""},  // the symbol _X: E001
          {"/*IFTRUEX*/", "1:3" + meant("IFTRUEX", "IFTRUE_X")},
          {"/*IFTRUE(X || Y)*/", "1:3" + meant("IFTRUE(X || Y)", "IFTRUE_(X || Y)")},
          {"/*IFTRUE_!X*/", "1:3" + meant("IFTRUE_!X", "IFTRUE_(!X)")},
          {"/*iftrue_X*/", "1:3" + meant("iftrue_X", "IFTRUE_X")},
          {"/*IFTRUE_*/", "1:3 W101 IFTRUE_ looks like a directive, but names no condition\n"},
          {"/*IFTRUE*/", "1:3 W101 IFTRUE looks like a directive, but names no condition\n"},
          {"/*IFDEBG*/", "1:3" + meant("IFDEBG", "IFDEBUG")},
          {"/*IF_DEBUG*/", "1:3" + meant("IF_DEBUG", "IFDEBUG")},
          {"/*ifdebug*/", "1:3" + meant("ifdebug", "IFDEBUG")},
          {"/*ENDIFDEBUG*/", "1:3" + meant("ENDIFDEBUG", "FIDEBUG")},
          {"/**IFTRUE_X*/",
           "1:4 W101 IFTRUE_X is no directive, since its comment begins with something else; write "
           "/*IFTRUE_X*/\n"},
          {"/*#IFTURE_X*/", "1:4" + meant("IFTURE_X", "/*IFTRUE_X*/")},
          {"/*IFTRUE_X*/a/*iftrue_x*/b/*FITRUE_X*/", "1:16" + meant("iftrue_x", "IFTRUE_X")},
      });
}

TEST_CASE("a common word counts where a condition of the text follows", "[warnings_spelling]") {
  const auto inside = [](const std::string& comment) {
    return "/*IFTRUE_X*/a" + comment + "b/*FITRUE_X*/";
  };
  check_rows(
      Language::kOther,
      {
          {inside("/*ELSE X*/"), "1:16" + meant("ELSE X", "ELSE_X")},
          {inside("/*else_X*/"), "1:16" + meant("else_X", "ELSE_X")},
          {inside("/*ESLE_X*/"), "1:16" + meant("ESLE_X", "ELSE_X")},
          {inside("/*ENDIF_X*/"), "1:16" + meant("ENDIF_X", "FITRUE_X")},
          {inside("/*END_IF_X*/"), "1:16" + meant("END_IF_X", "FITRUE_X")},
          {inside("/*FI_X*/"), "1:16" + meant("FI_X", "FITRUE_X")},
          {inside("/*ELSEIF X*/"), "1:16" + meant("ELSEIF X", "ELIFTRUE_X")},
          {inside("/*ELSE*/"), "1:16" + meant("ELSE", "ELSE_X")},
          {inside("/* ENDIF */"), "1:17" + meant("ENDIF", "FITRUE_X")},
          {inside("/*ELSE Y*/"), ""},
          {inside("/*ELSE_*/"), "1:16" + meant("ELSE_", "ELSE_X")},
          {inside("/* else X */"), ""},
          {inside("/* else */"), ""},
          {inside("/* END */"), ""},
          {inside("/* ELSE nothing */"), ""},
          {"/*ELSE*/ /*ENDIF X*/ /*ESLE_X*/", ""},
          {"/*IFDEBUG*/a/*ELSE DEBUG*/b/*FIDEBUG*/", "1:15" + meant("ELSE DEBUG", "ELSE_DEBUG")},
          {"/*IFDEBUG*/a/*FDEBUG*/b/*FIDEBUG*/", ""},
          {"/*IFDEBUG*/a/*FIDEBG*/b/*FIDEBUG*/", "1:15" + meant("FIDEBG", "FIDEBUG")},
      });
}

TEST_CASE("an else or elif in an open conditional", "[warnings_spelling]") {
  const auto inside = [](const std::string& comment) {
    return "/*IFTRUE_X*/a" + comment + "b/*FITRUE_X*/";
  };
  check_rows(Language::kJavaScript,
             {
                 {inside("/*ELIF_Y*/"), "1:16" + meant("ELIF_Y", "ELIFTRUE_Y")},
                 {inside("/*ELSEIF_Y*/"), "1:16" + meant("ELSEIF_Y", "ELIFTRUE_Y")},
                 {inside("/*ELSE_IF_Y*/"), ""},  // E008
                 {inside("/*ELSE IFTRUE_Y*/"), "1:16" + meant("ELSE IFTRUE_Y", "ELIFTRUE_Y")},
                 {inside("/*else IFTRUE_(Y || Z)*/"),
                  "1:16" + meant("else IFTRUE_(Y || Z)", "ELIFTRUE_(Y || Z)")},
                 {inside("/*ELSE IFDEBUG*/"), "1:16" + meant("ELSE IFDEBUG", "ELIFTRUE_DEBUG")},
                 {inside("/*ELSE IF_X*/"), "1:16" + meant("ELSE IF_X", "ELIFTRUE_X")},
                 {inside("/*ELIFDEBUG*/"), "1:16" + meant("ELIFDEBUG", "ELIFTRUE_DEBUG")},
                 {inside("/*ElseTrue_X*/"), "1:16" + meant("ElseTrue_X", "ELSE_X")},
                 {inside("/*elsetrue_x*/"), "1:16" + meant("elsetrue_x", "ELSE_X")},
                 {inside("/*ELIFNOT_X*/"), "1:16" + meant("ELIFNOT_X", "ELIFTRUE_(!X)")},
                 {inside("\n// ELSE\n"), "2:4" + meant("ELSE", "/*ELSE_X*/")},
                 {inside("\n/*\n * ELSE\n */\n"), "3:4" + meant("ELSE", "/*ELSE_X*/")},
                 {inside("// else we wait\n// ELSE we wait\n/* elif */ /* Else */"), ""},
                 {inside("\n ELSE_Y\n  ELIF_Y\n ELSE\n"), ""},  // code
                 {"/*ELIF_Y*/ /*ELSE IFTRUE_Y*/", ""},
             });
  check_rows(
      Language::kOther,
      {
          {"/*IFTRUE_X\na\nELSE\nb\nFITRUE_X*/", "3:1" + meant("ELSE", "ELSE_X")},
          {"/*IFTRUE_X\na\n ELIF \nb\nFITRUE_X*/",
           "3:2 W101 ELIF looks like a directive, but names no condition\n"},
          {"/*IFTRUE_X\na\n * ELSEIF_Y\nb\nFITRUE_X*/", "3:4" + meant("ELSEIF_Y", "ELIFTRUE_Y")},
          {"/*IFTRUE_X\na()\nelse\nb ELSE\n ELSE b\n ELSE_OF_Y\nFITRUE_X*/",
           "6:2 W101 ELSE_OF_Y is text here: it does not repeat the condition of the "
           "conditional; did you mean ELSE_X?\n  1:3 the dormant group begins here\n"},
      });
}

TEST_CASE("a word of a preprocessor counts where the symbol is known", "[warnings_spelling]") {
  const std::vector<std::string> known = {"X", "WXAPP"};
  struct Known {
    std::string text;
    std::string expected;
  };
  const std::vector<Known> rows = {
      {"/*IFFALSE_X*/", "1:3" + meant("IFFALSE_X", "IFTRUE_(!X)")},
      {"/*FIFALSE_X*/", "1:3" + meant("FIFALSE_X", "FITRUE_(!X)")},
      {"/*IFNOT_X*/", "1:3" + meant("IFNOT_X", "IFTRUE_(!X)")},
      {"/*IF_NOT_X*/", "1:3" + meant("IF_NOT_X", "IFTRUE_(!X)")},
      {"/*IFNDEF_X*/", "1:3" + meant("IFNDEF_X", "IFTRUE_(!X)")},
      {"/*IFDEF_X*/", "1:3" + meant("IFDEF_X", "IFTRUE_X")},
      {"// ifdef_x", "1:4" + meant("ifdef_x", "/*IFTRUE_X*/")},
      {"/*IFDEF wxapp*/", "1:3" + meant("IFDEF wxapp", "IFTRUE_WXAPP")},
      {"/*IFDEBUG_X*/", "1:3" + meant("IFDEBUG_X", "IFTRUE_(DEBUG && X)")},
      {"/*IF_X*/", "1:3" + meant("IF_X", "IFTRUE_X")},
      {"/*ENDIF_X*/", "1:3" + meant("ENDIF_X", "FITRUE_X")},
      {"/*ENDIFNOT_X*/", "1:3" + meant("ENDIFNOT_X", "FITRUE_(!X)")},
      {"/*IFTRUE_X*/ /* END WXAPP */ /* ENDIF X */ /*FITRUE_X*/ /* ELSE X */",
       "1:33" + meant("ENDIF X", "FITRUE_X")},
      {"/*IFFALSE_Y*/ /*IFDEF_Y*/ /*IF_Y*/ /*ENDIF_Y*/", ""},
      {"/* IF X */ // #ifdef X", ""},  // prose, and another tool's
      {"IFFALSE_X = 1; f(IFDEF_X)", ""},
  };
  for (const Known& row : rows) {
    CAPTURE(row.text);
    CHECK(described(Document(row.text).warnings({Language::kJavaScript, {}, known})) ==
          row.expected);
  }
}

TEST_CASE("a directive behind ornament", "[warnings_spelling]") {
  const auto decorated = [](const std::string& place, const std::string& name) {
    return place + " W101 " + name +
           " is no directive, since its comment begins with something else; write /*" + name +
           "*/\n";
  };
  const std::vector<Row> rows = {
      {"/*\n * IFTRUE_X\n * b();\n * FITRUE_X\n */",
       decorated("2:4", "IFTRUE_X") + decorated("4:4", "FITRUE_X")},
      {"/**\n * IFTRUE_X\n */", decorated("2:4", "IFTRUE_X")},
      {"/* ---- IFTRUE_X ---- */", decorated("1:9", "IFTRUE_X")},
      {"/* == ~~ IFTRUE_X == */", decorated("1:10", "IFTRUE_X")},
      {"<!--- IFTRUE_X --->", decorated("1:7", "IFTRUE_X")},
      {"/* off:\n   IFTRUE_X\n*/", decorated("2:4", "IFTRUE_X")},
      {"/*\n * iftrue_x\n */", "2:4" + meant("iftrue_x", "/*IFTRUE_x*/")},
      {"/* see\n * the IFTRUE_X */", ""},
      {"a */ IFTRUE_X\n*/ IFTRUE_X", ""},
  };
  check_rows(Language::kOther, rows);
  check_rows(Language::kJavaScript, rows);
  check_rows(Language::kJavaScript, {{"a\n- IFTRUE_X\n  IFTRUE_X\n* IFTRUE_X", ""}});
  const std::string hash = " W101 IFTRUE_X behind a # is no directive; write # /*IFTRUE_X*/\n";
  check_rows(Language::kOther, {
                                   {"# IFTRUE_X", "1:3" + hash},
                                   {"a: 1 # IFTRUE_X", "1:8" + hash},
                                   {"a: 1#IFTRUE_X", ""},
                                   {"-- IFTRUE_X", decorated("1:4", "IFTRUE_X")},
                               });
}

TEST_CASE("prose is left alone", "[warnings_spelling]") {
  check_rows(
      Language::kOther,
      {
          {"/* if true */ /* If X */ /* IF TRUE */ /* else if X */", ""},
          {"/* iftrue x */ /* IFTRUE is a word */ /* if_true_label */", ""},
          {"/* FUTURE_X */ /* VIRTUE */ /* TRUE_X */ /* FTRUE x */ /* FDEBUG */ /* NDEBUG */", ""},
          {"/* see IFTURE_X */ IFTURE_X", ""},
          {"const IFTRUE_TABLE = IFTRUE_X;", ""},
          {"<a href=\"http://IFTRUE_X\">", ""},
          {"/*****/ /*!*/ /* */ // \n//", ""},
      });
}

TEST_CASE("a directive in a line comment", "[warnings_spelling]") {
  const std::string advice = " in a line comment is no directive; write ";
  const std::vector<Row> rows = {
      {"//IFTRUE_X", "1:3 W101 IFTRUE_X" + advice + "/*IFTRUE_X*/\n"},
      {"a // IFTRUE_(X || Y) b", "1:6 W101 IFTRUE_(X || Y)" + advice + "/*IFTRUE_(X || Y)*/\n"},
      {"//IFDEBUG\n//FIDEBUG",
       "1:3 W101 IFDEBUG" + advice + "/*IFDEBUG*/\n2:3 W101 FIDEBUG" + advice + "/*FIDEBUG*/\n"},
      {"/// IFTURE_X", "1:5" + meant("IFTURE_X", "/*IFTRUE_X*/")},
      {"// see IFTRUE_X", ""},
      {"//\nIFTRUE_X", ""},
      {"// ELSE_X", ""},
      {"/* a // IFTRUE_X */", ""},
      {"see http://IFTRUE_X", ""},
      {"/* a */ // IFTRUE_X", "1:12 W101 IFTRUE_X" + advice + "/*IFTRUE_X*/\n"},
      {"/*IFTRUE_X*/a\n// ELSE_X\nb/*FITRUE_X*/", "2:4 W101 ELSE_X" + advice + "/*ELSE_X*/\n"},
  };
  check_rows(Language::kOther, rows);
  check_rows(Language::kJavaScript, rows);
  check_rows(Language::kJavaScript,
             {
                 {"s = ' // IFTRUE_X'", ""},
                 {"s = `\n// IFTRUE_X\n`", ""},
                 {"s = '//IFTRUE_X'", ""},
                 {"a = 'b' //IFTRUE_X", "1:11 W101 IFTRUE_X" + advice + "/*IFTRUE_X*/\n"},
                 {"a = b / //IFTRUE_X", "1:11 W101 IFTRUE_X" + advice + "/*IFTRUE_X*/\n"},
                 {"a//IFTRUE_X", "1:4 W101 IFTRUE_X" + advice + "/*IFTRUE_X*/\n"},
             });
  check_rows(Language::kOther, {{"a//IFTRUE_X", ""}});
}

TEST_CASE("words in a dormant group", "[warnings_spelling]") {
  const std::string begins = "  1:3 the dormant group begins here\n";
  check_rows(
      Language::kOther,
      {
          {"/*IFTRUE_X a ELSE_Y b FITRUE_X*/",
           "1:14 W101 ELSE_Y is text here: it does not repeat the condition of the conditional; "
           "did "
           "you mean ELSE_X?\n" +
               begins},
          {"/*IFTRUE_X a IFTRUE_Y b FITRUE_X*/",
           "1:14 W101 IFTRUE_Y is text here: a dormant group cannot hold a nested conditional\n" +
               begins},
          {"/*IFTRUE_X a FITURE_X b FITRUE_X*/", "1:14" + meant("FITURE_X", "FITRUE_X")},
          {"/*IFTRUE_X a ENDIF_X b FITRUE_X*/", "1:14" + meant("ENDIF_X", "FITRUE_X")},
          {"/*IFTRUE_X ELSE X, ENDIF_Y, else, if_true, FI, IFTRUE FITRUE_X*/", ""},
          // a live group is no comment
          {"/*IFTRUE_X*/ ELSE_Y IFTRUE_Y FITURE_X /*FITRUE_X*/", ""},
      });
}

TEST_CASE("a text with errors is looked at too, and nothing is told twice", "[warnings_spelling]") {
  struct ErrorRow {
    std::string text;
    std::string errors;
    std::string warnings;
  };
  const std::vector<ErrorRow> rows = {
      {"/*IFTRUE_X*/a/*FITURE_X*/", "1:3 E001 IFTRUE_X is never ended: no FITRUE_X follows\n",
       "1:16" + meant("FITURE_X", "FITRUE_X")},
      {"/*IFTRUE_X a FITURE_X", "1:3 E001 IFTRUE_X is never ended: no FITRUE_X follows\n",
       "1:14" + meant("FITURE_X", "FITRUE_X")},
      {"/*IFTRUE_X a FITRUE_Y*/",
       "1:22 E006 the comment of a dormant group ends before its FITRUE_X\n"
       "  1:3 IFTRUE_X leaves its comment open here\n"
       "  1:14 this is text here; did you mean FITRUE_X?\n",
       ""},
      {"/*IFTRUE_X a\n/*IFTRUE_Y*/b", "2:3 E001 IFTRUE_Y is never ended", ""},
      {"//IFTRUE_X\n/*FITRUE_X*/", "2:3 E002 FITRUE_X without its IFTRUE_X\n",
       "1:3 W101 IFTRUE_X in a line comment is no directive; write /*IFTRUE_X*/\n"},
  };
  for (const ErrorRow& row : rows) {
    CAPTURE(row.text);
    const Document document(row.text);
    CHECK(described(document.diagnostics()).starts_with(row.errors));
    CHECK(described(document.warnings({Language::kOther, {}, {}})) == row.warnings);
  }
}

}  // namespace
}  // namespace iftrue
