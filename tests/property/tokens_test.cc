// The layout compact against the meaning of JavaScript: it keeps apart what the source kept apart.

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "characters.h"
#include "generator.h"
#include "iftrue/iftrue.h"
#include "iftrue/stream_stripper.h"
#include "laws.h"
#include "model.h"
#include "naive_layout.h"
#include "random.h"
#include "sanitized.h"

namespace property {
namespace {

using iftrue::Language;
using iftrue::Layout;
using iftrue::Undefined;

constexpr iftrue::StripOptions kCompact{Undefined::kOff, Layout::kCompact, Language::kJavaScript};

std::optional<std::string> strip_in_pieces(std::string_view text, const iftrue::Symbols& symbols,
                                           std::size_t size) {
  std::string output;
  const auto sink = [&output](std::string_view piece) { output += piece; };
  const auto diagnostics =
      iftrue::StreamStripper({{symbols, kCompact, sink}}).run([&](std::size_t offset) {
        return std::optional(text.substr(offset, size));
      });
  return diagnostics && diagnostics->empty() ? std::optional(output) : std::nullopt;
}

// Each text of up to a few words, with a removal at each place of it.
TEST_CASE("a blank keeps tokens apart in code alone", "[tokens]") {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"x", "1", ".", "-", "/", "*", "'", "`", "${", "}", "=", "\n", "\\"});
  constexpr auto kRemoved =
      std::to_array<std::string_view>({"/*IFTRUE_A*/x/*FITRUE_A*/", "/*IFTRUE_A\nFITRUE_A*/"});
  const char* const words = std::getenv("IFTRUE_WORDS");
  const std::size_t most = words != nullptr ? std::stoul(words) : 4;
  std::size_t texts = 0;
  std::size_t blanks = 0;
  for (std::size_t count = 0; count <= most; ++count) {
    std::vector<std::size_t> sequence(count);
    for (bool more = true; more;) {
      for (std::size_t place = 0; place <= count; ++place) {
        for (const std::string_view removed : kRemoved) {
          std::string text;
          for (std::size_t i = 0; i < count; ++i) {
            if (i == place) text += removed;
            text += kWords[sequence[i]];
          }
          if (place == count) text += removed;
          const Reading reading = read(text);
          if (reading.error) FAIL("the model sees an error in " << shown(text));
          const GeneratedText kept{text, kept_bytes(text, reading, {})};
          const std::string expected = lay_out(kept, Layout::kCompact, Language::kJavaScript);
          const auto output = iftrue::Document(text).strip({}, kCompact);
          if (output != expected) {
            FAIL(shown(text) << "\n expected " << shown(expected) << "\n given    "
                             << shown(output ? *output : "an error"));
          }
          for (const std::size_t size : {1U, 2U, 7U}) {
            if (strip_in_pieces(text, {}, size) != expected) {
              FAIL(shown(text) << ": in pieces of " << size << " another output");
            }
          }
          ++texts;
          if (expected != lay_out(kept, Layout::kCompact)) ++blanks;
        }
      }
      // The next sequence, as a number that counts up.
      std::size_t digit = 0;
      while (digit < count && ++sequence[digit] == kWords.size()) sequence[digit++] = 0;
      more = digit < count;
    }
  }
  std::cout << texts << " texts of up to " << most << " words, " << blanks << " with a blank\n";
  CHECK(blanks > texts / 100);
}

struct Token {
  std::string text;
  bool begins_line;

  bool operator==(const Token&) const = default;
};

// Of code without literals and comments. What belongs together without white space between.
std::vector<Token> tokens_of(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789";
  const auto kind = [](char c) {
    constexpr std::string_view kNames = "abcx0123456789$_";
    constexpr std::string_view kOperators = "+=?:!%&|^.";
    const bool is_name = kNames.find(c) != std::string_view::npos;
    return is_name ? 1 : kOperators.find(c) != std::string_view::npos ? 2 : 0;
  };
  std::vector<Token> tokens;
  bool begins_line = true;
  bool goes_on = false;
  for (const Character& character : characters_of(text)) {
    if (character.kind != CharacterKind::kOther) {
      begins_line = begins_line || character.kind == CharacterKind::kTerminator;
      goes_on = false;
      continue;
    }
    const char c = character.bytes.front();
    bool joins = false;
    if (goes_on) {
      const char last = tokens.back().text.back();
      const auto is_number = [&](char one, char other) {
        return one == '.' && kDigits.find(other) != std::string_view::npos;
      };
      joins = (kind(c) != 0 && kind(c) == kind(last)) || is_number(c, last) || is_number(last, c);
    }
    if (joins) {
      tokens.back().text += c;
    } else {
      tokens.push_back({std::string(1, c), begins_line});
    }
    begins_line = false;
    goes_on = true;
  }
  return tokens;
}

// In place of each text in the nodes, code.
void fill_with_code(Random& random, std::vector<Node>& nodes, bool dormant) {
  constexpr auto kCode = std::to_array<std::string_view>(
      {"a", "b1", "0", "x", "$", "_", ".", "+",  "=",  "?",  ":",    "!", "%",
       "&", "|",  "^", "(", ")", ";", " ", "\t", "\n", "\n", "\r\n", "\r"});
  for (Node& node : nodes) {
    if (node.groups.empty()) {
      node.text.clear();
      for (std::size_t count = random.below(5); count > 0; --count) node.text += random.pick(kCode);
      if (dormant) node.text = ";" + node.text + ";";
    }
    for (Group& group : node.groups) fill_with_code(random, group.body, group.dormant);
  }
}

TEST_CASE("preserve and compact have the same tokens on the same lines", "[tokens]") {
  constexpr std::uint64_t kTexts = kSanitized ? 2'000 : 10'000;
  std::size_t blanks = 0;
  for (std::uint64_t seed = 1; seed <= kTexts; ++seed) {
    Random random(seed);
    std::vector<Node> nodes = random_nodes(random);
    fill_with_code(random, nodes, false);
    const std::string input = write_down(nodes, {}).bytes;
    const iftrue::Document document(input);
    const iftrue::Symbols symbols = random_symbols(random);
    INFO("seed " << seed << ": " << shown(input));
    if (!document.ok()) FAIL("refused: " << document.diagnostics().front().message);
    const auto strip = [&](Layout layout, Language language) {
      return document.strip(symbols, {Undefined::kOff, layout, language}).value();
    };
    const std::string preserve = strip(Layout::kPreserve, Language::kJavaScript);
    const std::string compact = strip(Layout::kCompact, Language::kJavaScript);
    if (tokens_of(preserve) != tokens_of(compact)) {
      FAIL("preserve " << shown(preserve) << "\n compact " << shown(compact));
    }
    const std::string other = strip(Layout::kCompact, Language::kOther);
    if (without_layout(other) != without_layout(compact)) FAIL("not the same text");
    if (other != compact) ++blanks;
  }
  std::cout << "tokens: " << kTexts << " texts, " << blanks << " with a blank\n";
  CHECK(blanks > kTexts / 100);
}

}  // namespace
}  // namespace property
