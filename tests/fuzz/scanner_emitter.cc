// Any bytes as a source text: it is diagnosed, or stripped in every layout as the laws have it.

#include <set>
#include <string>
#include <string_view>

#include "iftrue/iftrue.h"
#include "law.h"
#include "property/laws.h"
#include "symbol_values.h"

namespace fuzz {
namespace {

void check_unknown_symbols(std::string_view text, const iftrue::Document& document) {
  const std::set<std::string> names = symbols_of(text, document);
  require(document.strip({}).ok() == (document.ok() && names.empty()),
          "an undefined symbol is an error and nothing else is");
  // Each symbol of a condition is unknown as long as it is not set, and has a place.
  iftrue::Symbols known;
  for (const std::string& name : names) {
    require(!name.empty(), "a symbol has a name");
    known.set(name, true);
    for (const iftrue::Diagnostic& unknown : document.check_symbols(known)) {
      const std::string_view symbol = text.substr(unknown.place.offset, unknown.place.length);
      require(!known.find(symbol), "a symbol that is set is known");
    }
    if (known.values().size() > 3) break;  // its work grows with the square of their number
  }
}

}  // namespace
}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const iftrue::Document document(text);
  fuzz::require_none(property::broken_law(text, document));
  fuzz::check_unknown_symbols(text, document);
  if (!document.ok()) return 0;

  for (const iftrue::Symbols& symbols :
       fuzz::symbol_values(fuzz::symbols_of(text, document), text)) {
    const property::Outputs outputs = property::strip_all(document, symbols);
    fuzz::require_none(property::broken_law(text, outputs));
    fuzz::require_none(property::broken_law(property::kept_text(text, symbols), outputs));
    fuzz::require(document.strip(symbols) == outputs.preserve,
                  "where all symbols are set it does not matter what an undefined one is");
    if (!document.has_directives()) {
      fuzz::require(outputs.loader == text && outputs.compact == text && outputs.mask == text &&
                        outputs.preserve == text,
                    "a text without directives comes out identical");
    }
  }
  return 0;
}
