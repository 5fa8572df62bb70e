#include "engine/text_names.h"

#include <catch2/catch.hpp>

#include "engine/condition_table.h"

namespace iftrue {
namespace {

TEST_CASE("the conditions of a text and their symbols are its names", "[text_names]") {
  ConditionTable conditions;
  TextNames names(conditions);
  CHECK_FALSE(names.has("WX"));
  names.add(conditions.intern("(WX || isDebug)"));
  for (const char* const name : {"WX", "isDebug", "(WX||isDebug)"}) CHECK(names.has(name));
  for (const char* const name : {"wx", "W", "", "(WX || isDebug)"}) CHECK_FALSE(names.has(name));
  names.add(conditions.intern("LATER"));
  CHECK(names.has("LATER"));
}

TEST_CASE("of names that differ in case alone, the first of the text is meant", "[text_names]") {
  ConditionTable conditions;
  TextNames names(conditions);
  for (const char* const name : {"Wx", "WX", "wx", "Wx"}) names.add(conditions.intern(name));
  CHECK(*names.in_any_case("wX") == "Wx");
  CHECK(names.has("wx"));
  CHECK(names.in_any_case("web") == nullptr);
}

}  // namespace
}  // namespace iftrue
