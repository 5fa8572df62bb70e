// A text that comes in pieces is stripped as the whole text is, wherever it is cut.

#include "streaming.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <iostream>
#include <string>

#include "generator.h"
#include "iftrue/iftrue.h"
#include "laws.h"
#include "mutation.h"
#include "random.h"

namespace property {
namespace {

constexpr std::uint64_t kTexts = 20'000;

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

}  // namespace
}  // namespace property
