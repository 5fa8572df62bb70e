#include <catch2/catch.hpp>
#include <echatim/json.hpp>
#include <string>
#include <string_view>

using namespace echatim;
using namespace std::string_view_literals;

TEST_CASE("a text is quoted, and read back", "[json]") {
  struct Row {
    std::string_view text, quoted;
  };
  for (const auto& [text, quoted] : {
           Row{"", R"("")"},
           Row{"plain", R"("plain")"},
           Row{R"(a "b" \c)", R"("a \"b\" \\c")"},
           Row{"\0\n\x1f"sv, R"("\u0000\u000a\u001f")"},
           Row{"好 😀", "\"好 😀\""},
       }) {
    CAPTURE(text);
    CHECK(json::quote(text) == quoted);
    CHECK(json::text(quoted) == text);
  }
}

TEST_CASE("escapes become the characters that they stand for", "[json]") {
  struct Row {
    std::string_view quoted, text;
  };
  for (const auto& [quoted, text] : {
           Row{R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
           Row{R"("\u00e9\u4f60")", "é你"},
           Row{R"("\ud83d\ude00")", "😀"},
           Row{R"("\ud83d")", "\uFFFD"},
           Row{R"("\ude00x")", "\uFFFDx"},
           Row{R"("\ude00\ude00")", "\uFFFD\uFFFD"},
           Row{R"("\ud83d\u0041")", "\uFFFDA"},
           Row{"12", "12"},
           Row{"null", "null"},
       }) {
    CAPTURE(quoted);
    CHECK(json::text(quoted) == text);
  }
}

TEST_CASE("the elements of an array come one by one", "[json]") {
  using Found = std::vector<std::string_view>;
  CHECK(json::elements("[]").empty());
  CHECK(json::elements(R"( [ 1 ,"a,]",[2,3],{"a":[]} ] )") ==
        Found{"1", R"("a,]")", "[2,3]", R"({"a":[]})"});
  for (const std::string_view none : {"", "{}", "1", "null", "[", "[,", " "}) {
    CAPTURE(none);
    CHECK(json::elements(none).empty());
  }
}

TEST_CASE("a member is found, whatever stands before it", "[json]") {
  const std::string_view object =
      R"( {"a" : [1,{"b":"}]\""},[]] , "b":{"a":1,"c":[]},"c":"x\"y" , "n":-12 ,"t":true,"\u0064":null})";
  struct Row {
    std::string_view name;
    std::optional<std::string_view> value;
  };
  for (const auto& [name, value] : {
           Row{"a", R"([1,{"b":"}]\""},[]])"},
           Row{"b", R"({"a":1,"c":[]})"},
           Row{"c", R"("x\"y")"},
           Row{"n", "-12"},
           Row{"t", "true"},
           Row{"d", "null"},
           Row{"e", std::nullopt},
           Row{"", std::nullopt},
       }) {
    CAPTURE(name);
    CHECK(json::member(object, name) == value);
  }
  CHECK(json::text_member(object, "c") == "x\"y");
  CHECK(json::text_member(object, "d").empty());
  CHECK(json::integer_member(object, "n") == -12);
  CHECK(json::integer_member(object, "c") == 0);
}

TEST_CASE("no text is read beyond its end", "[json]") {
  const std::string whole = R"({"a":[{"b":"\u00e9\\"}],"c":"\ud83d\ude00"})";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    // A copy of its own, so that a sanitizer sees each byte too many.
    const std::string cut = whole.substr(0, length);
    CAPTURE(cut);
    for (const char* name : {"a", "c", "x"}) {
      const auto value = json::member(cut, name);
      if (value) static_cast<void>(json::text(*value));
    }
    static_cast<void>(json::text(cut));
  }
  CHECK(json::member("{\"a\":" + std::string(100'000, '['), "b") == std::nullopt);
}
