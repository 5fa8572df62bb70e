// What a mutation of a source text may be, beside libFuzzer's own: texts that only bytes are
// changed of are hardly ever sound, and what comes after the scanner is never reached.

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "law.h"
#include "property/generator.h"
#include "property/mutation.h"
#include "property/random.h"

// libFuzzer's interface.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using property::Random;

// Puts a conditional around a part of the text.
void enclose(Random& random, std::string& text) {
  constexpr auto kConditions =
      std::to_array<std::string_view>({"WXAPP", "WEBAPP", "(A || B)", "(!A)", "DEBUG"});
  constexpr auto kSpaces = std::to_array<std::string_view>({"", "", " ", "\n", "\r\n", "\u2028"});
  const std::string condition(random.pick(kConditions));
  const std::string opener = random.once(4) ? "<!--" : "/*";
  const std::string closer = opener == "/*" ? "*/" : "-->";
  const bool dormant = random.once(3);
  const std::size_t begin = random.below(text.size() + 1);
  const std::size_t end = begin + random.below(text.size() - begin + 1);
  std::string space(random.pick(kSpaces));
  text.insert(end, (dormant ? " " : opener + space) + "FITRUE_" + condition + closer);
  if (random.once(2)) {
    const std::size_t middle = begin + random.below(end - begin + 1);
    text.insert(middle,
                (dormant ? " " : opener) + "ELSE_" + condition + (dormant ? " " : space + closer));
  }
  text.insert(begin, opener + "IFTRUE_" + condition + (dormant ? " " : space + closer));
}

std::string sound_text(Random& random) {
  return property::write_down(property::random_nodes(random), {}).bytes;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned int seed) {
  Random random(seed);
  if (random.once(2)) return LLVMFuzzerMutate(data, size, max_size);
  std::string text(fuzz::text_of(data, size));
  switch (random.below(4)) {
    case 0:
      enclose(random, text);
      break;
    case 1:
      text.insert(random.below(text.size() + 1), sound_text(random));
      break;
    default:
      property::mutate(random, text);
  }
  const std::size_t new_size = std::min(text.size(), max_size);
  std::memcpy(data, text.data(), new_size);
  return new_size;
}
