// The engine against the model, on every text of a few words: of one word, two, and so on, each
// for every target, in every layout, whole and in pieces of several sizes.
//
// CI takes texts of up to five words: 813,616. Seven take some hours:
//   IFTRUE_WORDS=7 build/release/tests/property/property_test '[exhaustive]'

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

#include "generator.h"
#include "iftrue/iftrue.h"
#include "iftrue/stream_stripper.h"
#include "laws.h"
#include "model.h"
#include "naive_layout.h"

namespace property {
namespace {

using iftrue::kLayouts;
using iftrue::Layout;
using iftrue::Undefined;

constexpr auto kWords = std::to_array<std::string_view>({
    "/*IFTRUE_A*/",
    "/*IFTRUE_A ",
    "/*IFTRUE_B*/",
    "<!--IFTRUE_B ",
    "/*ELIFTRUE_B*/",
    "ELIFTRUE_(A||!B) ",
    "/*ELSE_A*/",
    " ELSE_A*/",
    "/*FITRUE_A*/",
    " FITRUE_A*/",
    "<!--FITRUE_B-->",
    "x",
    "*/",
    "--!>",
    "\n",
});

// Every value of both symbols, and neither.
std::vector<iftrue::Symbols> all_targets() {
  std::vector<iftrue::Symbols> targets(1);
  for (const bool a : {false, true}) {
    for (const bool b : {false, true}) {
      iftrue::Symbols& symbols = targets.emplace_back();
      symbols.set("A", a);
      symbols.set("B", b);
    }
  }
  return targets;
}

struct Expected {
  const iftrue::Symbols* symbols;
  Layout layout;
  std::string output;
};

// How the engine contradicts the model on the whole text, or nothing.
std::optional<std::string> contradiction(const std::string& text, const Reading& reading,
                                         const std::vector<Expected>& expected) {
  const iftrue::Document document(text);
  if (reading.error) {
    if (document.ok()) return "the engine sees no error";
    const auto& codes = document.diagnostics();
    const bool found = std::ranges::any_of(codes, [&](const iftrue::Diagnostic& each) {
      return each.code == *reading.error || each.code == reading.or_this;
    });
    return found ? std::nullopt : std::optional<std::string>("the engine sees another error");
  }
  if (!document.ok()) return "the engine sees an error: " + document.diagnostics().front().message;
  for (const Expected& each : expected) {
    if (document.strip(*each.symbols, {Undefined::kOff, each.layout}) != each.output) {
      return "another output than " + shown(each.output);
    }
  }
  return std::nullopt;
}

// The same of the text in pieces of a size.
std::optional<std::string> contradiction(const std::string& text, bool sound,
                                         const std::vector<Expected>& expected, std::size_t size) {
  std::vector<std::string> outputs(expected.size());
  std::vector<iftrue::StreamStripper::Target> targets;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    targets.push_back({*expected[i].symbols,
                       {Undefined::kOff, expected[i].layout},
                       [&to = outputs[i]](std::string_view piece) { to += piece; }});
  }
  const auto diagnostics = iftrue::StreamStripper(std::move(targets)).run([&](std::size_t offset) {
    return std::optional(std::string_view(text).substr(offset, size));
  });
  if (!diagnostics || diagnostics->empty() != sound) return "in pieces, an error comes or goes";
  for (std::size_t i = 0; sound && i < outputs.size(); ++i) {
    if (outputs[i] != expected[i].output) return "in pieces, another output";
  }
  return std::nullopt;
}

std::optional<std::string> contradiction(const std::string& text,
                                         const std::vector<iftrue::Symbols>& targets) {
  const Reading reading = read(text);
  std::vector<Expected> expected;
  for (const iftrue::Symbols& symbols : targets) {
    if (reading.error && !expected.empty()) break;  // no target has an output
    const GeneratedText stripped{
        text, reading.error ? std::vector<bool>(text.size()) : kept_bytes(text, reading, symbols)};
    for (const Layout layout : kLayouts) {
      expected.push_back({&symbols, layout, lay_out(stripped, layout)});
    }
  }
  if (auto wrong = contradiction(text, reading, expected)) return wrong;
  // Each place of a text is an end of some piece; property.streaming has all sizes.
  for (std::size_t size = 1; size <= text.size(); size += 1 + size / 4) {
    if (auto wrong = contradiction(text, !reading.error, expected, size)) {
      return *wrong + ", by " + std::to_string(size);
    }
  }
  return std::nullopt;
}

TEST_CASE("the engine reads every short text as the model does", "[exhaustive]") {
  const char* const words = std::getenv("IFTRUE_WORDS");
  const std::size_t most = words != nullptr ? std::stoul(words) : 5;
  const std::vector<iftrue::Symbols> targets = all_targets();
  std::size_t texts = 0;
  std::size_t sound = 0;
  for (std::size_t count = 0; count <= most; ++count) {
    std::vector<std::size_t> sequence(count);
    for (bool more = true; more;) {
      std::string text;
      for (const std::size_t word : sequence) text += kWords[word];
      if (const auto wrong = contradiction(text, targets)) FAIL(shown(text) << ": " << *wrong);
      ++texts;
      sound += read(text).error ? 0 : 1;
      // The next sequence, as a number that counts up.
      std::size_t digit = 0;
      while (digit < count && ++sequence[digit] == kWords.size()) sequence[digit++] = 0;
      more = digit < count;
    }
  }
  std::cout << texts << " texts of up to " << most << " words, " << sound << " sound\n";
  CHECK(sound > texts / 100);
}

}  // namespace
}  // namespace property
