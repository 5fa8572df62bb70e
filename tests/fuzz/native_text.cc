// Any bytes as text that goes into libechatim's engine and out again, and as a JSON string.

#include <echatim/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "abi/error.h"
#include "engine/text.h"
#include "fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::u16string repaired = echatim::repaired_utf16_of(text);
  const std::string out = echatim::utf8_of(repaired);
  fuzz::require(echatim::utf16_of(out) == repaired, "what was repaired is UTF-8");
  const std::optional<std::u16string> exact = echatim::utf16_of(text);
  fuzz::require(exact.has_value() == (out == text), "what needs no repair is UTF-8, and only that");
  if (exact) fuzz::require(*exact == repaired, "UTF-8 is not changed");
  fuzz::require(echatim::json::text(echatim::json_string(text)) == text,
                "a JSON string is read as it was written");

  const std::u16string_view units(reinterpret_cast<const char16_t*>(data), size / 2);
  fuzz::require(echatim::utf16_of(echatim::utf8_of(std::u16string(units))).has_value(),
                "what comes out of the engine is UTF-8");
  return 0;
}
