// A text that comes in pieces is stripped as the whole text is, wherever it is cut.

#include "streaming.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <iostream>
#include <string>
#include <string_view>

#include "generator.h"
#include "iftrue/iftrue.h"
#include "laws.h"
#include "mutation.h"
#include "random.h"
#include "sanitized.h"

namespace property {
namespace {

constexpr std::uint64_t kTexts = kSanitized ? 4'000 : 20'000;
constexpr std::uint64_t kTextsOfWords = kSanitized ? 300 : 1'500;

// A sound text in which most words are nearly directives, longer than what is kept for them.
std::string text_of_words(Random& random) {
  constexpr std::array<std::string_view, 19> kWords = {
      "IFTURE_X",      "ELSEIF_Y",    "IFNDEF_X",  "IFDEBUGS",    "else IFTRUE_X",
      "ELSE IFTRUE_Y", "ELSE",        "ENDIF",     "FITURE_X",    "IFTRUE_(X && Y",
      "IFTRUE_Y",      "ENDIF_X",     "ifdebug",   "END_IF",      "a",
      "ELTRUE_Y",      "IFFALSE_(X)", "IF_TRUE_X", "ELIF (X||Y) "};
  constexpr std::array<std::string_view, 14> kBefore = {"// ",     "//",   "\n* ", "\n", "# ",
                                                        "\n//// ", "`// ", "'// ", " ",  "-- ",
                                                        "`",       "'",    "/* ",  "${"};
  constexpr std::array<std::string_view, 6> kAfter = {"\n", " ", "*/", "\r\n", "x\n", "\n\n"};
  constexpr std::array<std::string_view, 4> kFill = {" ", "a", "* ", "\n "};
  std::string text;
  const auto add_words = [&](bool dormant) {
    for (std::size_t count = random.below(12); count > 0; --count) {
      const std::string_view before = random.pick(kBefore);
      const std::string_view after = random.pick(kAfter);
      if (!dormant || before != "/* ") text += before;
      text += random.pick(kWords);
      if (!dormant || after != "*/") text += after;
      if (!random.once(6)) continue;
      const std::string_view fill = random.pick(kFill);
      for (std::size_t size = random.below(random.once(3) ? 5000 : 400); size > 0; --size)
        text += fill;
    }
  };
  for (std::size_t count = 1 + random.below(8); count > 0; --count) {
    add_words(false);
    if (random.once(3)) {
      text += "/* */ /*IFTRUE_X ";
      add_words(true);
      text += "FITRUE_X*/";
    } else {
      text += "/* */ /*IFTRUE_Y*/";
      add_words(false);
      text += "/* */ /*FITRUE_Y*/";
    }
  }
  return text;
}

TEST_CASE("a text in pieces is stripped as the whole is", "[streaming]") {
  std::size_t sound = 0;
  for (std::uint64_t seed = 1; seed <= kTexts; ++seed) {
    Random random(seed);
    std::string input = write_down(random_nodes(random), {}).bytes;
    for (std::size_t changes = random.below(4); changes > 0; --changes) mutate(random, input);
    if (random.once(8)) input.insert(0, "\xEF\xBB\xBF");
    // Longer than what waits at the end of a piece, so that positions move.
    if (random.once(2))
      input.insert(random.below(input.size() + 1), std::string(200, " a\r"[random.below(3)]));
    const std::size_t longest = 1 + random.below(random.once(3) ? 300 : 40);
    const auto broken = broken_streaming_law(input, random_symbols(random),
                                             [&] { return 1 + random.below(longest); });
    INFO("seed " << seed << ": " << shown(input));
    if (broken) FAIL(*broken);
    sound += iftrue::Document(input).ok() ? 1 : 0;
  }
  std::cout << "in pieces: " << kTexts << " texts, " << sound << " sound\n";
  CHECK(sound > kTexts / 5);
  CHECK(sound < kTexts / 5 * 4);
}

TEST_CASE("words that are nearly directives are found in pieces as in the whole", "[streaming]") {
  std::size_t sound = 0;
  std::size_t warnings = 0;
  for (std::uint64_t seed = 1; seed <= kTextsOfWords; ++seed) {
    Random random(seed);
    const std::string input = text_of_words(random);
    const std::size_t longest = 1 + random.below(random.once(3) ? 6000 : 700);
    const auto broken = broken_streaming_law(input, random_symbols(random),
                                             [&] { return 1 + random.below(longest); });
    INFO("seed " << seed << ": " << shown(input));
    if (broken) FAIL(*broken);
    const iftrue::Document document(input);
    if (!document.ok()) continue;
    ++sound;
    warnings += document.warnings().size();
  }
  std::cout << "nearly directives in pieces: " << kTextsOfWords << " texts, " << sound << " sound, "
            << warnings << " warnings\n";
  CHECK(sound > kTextsOfWords / 2);
  CHECK(warnings > 10 * sound);
}

}  // namespace
}  // namespace property
