// Texts of which it is known what is kept: the tool must keep just that.

#include <catch2/catch.hpp>
#include <iostream>
#include <string>

#include "generator.h"
#include "iftrue/iftrue.h"
#include "laws.h"
#include "naive_layout.h"
#include "random.h"
#include "sanitized.h"

namespace property {
namespace {

constexpr std::uint64_t kTexts = kSanitized ? 2'000 : 5'000;
constexpr int kTargets = 3;

std::string messages(const iftrue::Document& document) {
  std::string all;
  for (const iftrue::Diagnostic& diagnostic : document.diagnostics()) {
    all += diagnostic.message + '\n';
  }
  return all;
}

TEST_CASE("generated texts are stripped as they were made to be", "[generated]") {
  std::size_t strips = 0;
  std::size_t bytes = 0;
  for (std::uint64_t seed = 1; seed <= kTexts; ++seed) {
    Random random(seed);
    const std::vector<Node> nodes = random_nodes(random);
    const std::string input = write_down(nodes, {}).bytes;
    const iftrue::Document document(input);
    INFO("seed " << seed);
    if (!document.ok()) {
      FAIL("refused: " << shown(input) << '\n' << messages(document));
    }
    for (int target = 0; target < kTargets; ++target) {
      const iftrue::Symbols symbols = random_symbols(random);
      const GeneratedText text = write_down(nodes, symbols);
      const Outputs outputs = strip_all(document, symbols);
      const auto check = [&](const std::string& output, iftrue::Layout layout) {
        const std::string expected = lay_out(text, layout);
        if (output != expected) {
          FAIL("layout " << static_cast<int>(layout) << " of " << shown(input) << "\n expected "
                         << shown(expected) << "\n given    " << shown(output));
        }
        const iftrue::Document again(output);
        if (again.has_directives() || !again.ok()) {
          FAIL("directives are left in " << shown(output) << " of " << shown(input));
        }
        ++strips;
        bytes += input.size();
      };
      check(outputs.preserve, iftrue::Layout::kPreserve);
      check(outputs.mask, iftrue::Layout::kMask);
      check(outputs.compact, iftrue::Layout::kCompact);
      check(outputs.loader, iftrue::Layout::kLoader);
      if (const auto broken = broken_law(input, outputs)) {
        FAIL(*broken << ": " << shown(input) << "\n preserve " << shown(outputs.preserve)
                     << "\n loader   " << shown(outputs.loader));
      }
    }
  }
  std::cout << "generated: " << kTexts << " texts, " << strips << " strips, " << bytes
            << " bytes\n";
}

TEST_CASE("a text without directives comes out identical", "[generated]") {
  std::size_t texts = 0;
  for (std::uint64_t seed = 1; seed <= kTexts; ++seed) {
    Random random(seed);
    std::string input;
    for (std::size_t parts = random.below(6); parts > 0; --parts) input += random_text(random);
    const iftrue::Document document(input);
    const Outputs outputs = strip_all(document, random_symbols(random));
    INFO("seed " << seed << ": " << shown(input));
    if (document.has_directives()) FAIL("a directive is seen in it");
    if (outputs.preserve != input || outputs.mask != input || outputs.compact != input ||
        outputs.loader != input) {
      FAIL("it is changed");
    }
    ++texts;
  }
  std::cout << "without directives: " << texts << " texts\n";
}

}  // namespace
}  // namespace property
