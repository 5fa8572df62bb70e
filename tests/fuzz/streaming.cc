// Any bytes as a text that comes in pieces: errors and outputs are those of the whole.
// The first byte says how long the pieces are.

#include "property/streaming.h"

#include <string_view>

#include "iftrue/iftrue.h"
#include "law.h"
#include "symbol_values.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t longest = 1 + data[0] % 64U;
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  const iftrue::Document document(text);
  for (const iftrue::Symbols& symbols :
       fuzz::symbol_values(fuzz::symbols_of(text, document), text)) {
    std::size_t at = 0;
    fuzz::require_none(property::broken_streaming_law(
        text, symbols, [&] { return 1 + data[at++ % size] % longest; }));
  }
  return 0;
}
