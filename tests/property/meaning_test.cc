// W107 against a JSON parser of somebody else's: a target is named exactly if that parser refuses
// its output.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "iftrue/iftrue.h"
#include "random.h"

namespace property {
namespace {

using Tokens = std::vector<std::string>;

// The tokens of a value are appended.
void add_value(Random& random, std::size_t depth, Tokens& tokens) {
  const std::vector<std::string> scalars = {"1",      "-2.5e3", "true",     "null",
                                            R"("a")", R"("")",  R"("[,]")", R"("\"")"};
  const std::size_t kind = depth == 0 ? 0 : random.below(4);
  if (kind < 2) {
    tokens.push_back(random.pick(scalars));
    return;
  }
  const bool is_object = kind == 2;
  tokens.emplace_back(is_object ? "{" : "[");
  const std::size_t members = random.below(4);
  for (std::size_t i = 0; i < members; ++i) {
    if (i > 0) tokens.emplace_back(",");
    if (is_object) {
      tokens.push_back('"' + std::string(1, static_cast<char>('a' + i)) + '"');
      tokens.emplace_back(":");
    }
    add_value(random, depth - 1, tokens);
  }
  tokens.emplace_back(is_object ? "}" : "]");
}

// JSON, if comments are passed over, with up to three regions around some of its tokens.
std::string text_of(Random& random) {
  Tokens tokens;
  add_value(random, 3, tokens);
  const std::vector<std::string> spaces = {"", " ", "\n", " // a, b\n", " /* ] */ "};
  std::string text;
  std::size_t regions = 0;
  for (std::size_t i = 0; i < tokens.size();) {
    const bool opens = regions < 3 && random.once(3);
    const std::size_t size =
        opens ? 1 + random.below(std::min<std::size_t>(tokens.size() - i, 6)) : 1;
    const std::string symbol(1, random.once(2) ? 'X' : 'Y');
    if (opens) text += "/*IFTRUE_" + symbol + "*/";
    for (const std::size_t end = i + size; i < end; ++i) {
      text += tokens[i];
      text += random.pick(spaces);
    }
    if (opens) text += "/*FITRUE_" + symbol + "*/";
    regions += opens ? 1 : 0;
  }
  return text;
}

TEST_CASE("W107 names the targets whose output is no JSON, and no others", "[meaning]") {
  constexpr std::size_t kTexts = 5000;
  std::size_t refused = 0;
  for (std::size_t seed = 0; seed < kTexts; ++seed) {
    Random random(seed);
    const std::string text = text_of(random);
    CAPTURE(seed, text);
    REQUIRE(nlohmann::json::accept(text, true));
    std::vector<iftrue::NamedTarget> targets(2);
    targets[0].name = "a";
    targets[0].symbols.set("X", true);
    targets[0].symbols.set("Y", false);
    targets[1].name = "b";
    targets[1].symbols.set("X", false);
    targets[1].symbols.set("Y", true);

    const iftrue::Document document(text);
    REQUIRE(document.ok());
    iftrue::WarningOptions options;
    options.language = iftrue::Language::kJson;
    options.outputs = targets;
    std::string warned;  // the names
    for (const iftrue::Diagnostic& each : document.warnings(options)) {
      if (each.code != iftrue::Code::kChangesMeaning) continue;
      const std::string_view message = each.message;
      if (message.starts_with("for every target: ")) warned += "ab";
      if (message.starts_with("for target a: ")) warned += "a";
      if (message.starts_with("for target b: ")) warned += "b";
    }
    for (const iftrue::NamedTarget& target : targets) {
      const auto output = document.strip(target.symbols, {iftrue::Undefined::kOff});
      REQUIRE(output);
      const bool is_json = nlohmann::json::accept(*output, true);
      CAPTURE(target.name, *output, warned);
      CHECK((warned.find(target.name) == std::string::npos) == is_json);
      refused += is_json ? 0 : 1;
    }
  }
  std::cout << 2 * kTexts << " outputs, " << refused << " no JSON\n";
  CHECK(refused > kTexts / 10);
  CHECK(refused < kTexts);
}

}  // namespace
}  // namespace property
