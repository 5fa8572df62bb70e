// Texts that were well formed until something happened to them: whatever the engine makes of them,
// it says where, or it obeys the laws of a stripped text.

#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <string>

#include "generator.h"
#include "iftrue/iftrue.h"
#include "laws.h"
#include "mutation.h"
#include "random.h"
#include "sanitized.h"

namespace property {
namespace {

constexpr std::uint64_t kMutants = kSanitized ? 4'000 : 20'000;

TEST_CASE("mutated texts give a diagnosis or an output that obeys the laws", "[mutated]") {
  std::map<iftrue::Code, std::size_t> by_code;
  std::size_t stripped = 0;
  std::size_t joined = 0;
  for (std::uint64_t seed = 1; seed <= kMutants; ++seed) {
    Random random(seed);
    std::string input = write_down(random_nodes(random), {}).bytes;
    for (std::size_t edits = 1 + random.below(4); edits > 0; --edits) mutate(random, input);

    INFO("seed " << seed << ": " << shown(input));
    const iftrue::Document document(input);
    if (const auto broken = broken_law(input, document)) FAIL(*broken);
    for (const iftrue::Diagnostic& diagnostic : document.diagnostics()) {
      ++by_code[diagnostic.code];
    }
    if (!document.ok()) continue;

    const iftrue::Symbols symbols = random_symbols(random);
    const Outputs outputs = strip_all(document, symbols);
    if (const auto broken = broken_law(input, outputs)) {
      FAIL(*broken << "\n preserve " << shown(outputs.preserve) << "\n loader   "
                   << shown(outputs.loader));
    }
    if (document.strip({}, {iftrue::Undefined::kKeep}) != input)
      FAIL("keep changed what it knows not");
    if (!document.has_directives() && outputs.preserve != input) FAIL("changed without directives");
    if (const auto broken = broken_law(kept_text(input, symbols), outputs)) FAIL(*broken);
    ++stripped;
    if (iftrue::Document(outputs.preserve).has_directives() ||
        iftrue::Document(outputs.loader).has_directives()) {
      ++joined;
    }
  }
  std::cout << "mutated: " << kMutants << " texts, " << stripped << " stripped (" << joined
            << " with a directive joined by a removal), errors by code:";
  for (const auto& [code, count] : by_code) {
    std::cout << ' ' << iftrue::code_name(code) << ' ' << count;
  }
  std::cout << '\n';
  // A mutator that never makes an error of a kind, or never leaves a text sound, tests nothing.
  CHECK(stripped > kMutants / 20);
  for (const iftrue::Code code : iftrue::all_codes()) {
    if (iftrue::severity(code) == iftrue::Severity::kWarning) continue;
    // E004 and E010 are not found by scanning.
    if (code == iftrue::Code::kUnknownSymbol || code == iftrue::Code::kEncoding) continue;
    INFO(iftrue::code_name(code));
    CHECK(by_code[code] > 0);
  }
}

}  // namespace
}  // namespace property
