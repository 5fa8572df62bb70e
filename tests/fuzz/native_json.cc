// Any bytes as what echatim.hpp reads its values from: some value or none, never beyond the end.

#include <cstring>
#include <echatim.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/law.h"

using namespace echatim;

namespace {

void check_inside(std::string_view part, std::string_view whole) {
  fuzz::require(
      part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size(),
      "a part of a text is inside it");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Of just this size, so that AddressSanitizer sees a byte too many.
  const std::unique_ptr<char[]> copy(new char[size]);
  if (size > 0) std::memcpy(copy.get(), data, size);
  const std::string_view text(copy.get(), size);
  for (const std::string_view element : json::elements(text)) check_inside(element, text);
  for (const std::string_view name : {"", "a", "body"})
    if (const auto value = json::member(text, name)) check_inside(*value, text);
  static_cast<void>(json::text(text));
  static_cast<void>(Message::from_json(text));
  static_cast<void>(Answer::from_json(text));
  static_cast<void>(Unread::from_json(text));
  static_cast<void>(Outbox::from_json(text));
  static_cast<void>(Failure::from_json(text));
  fuzz::require(json::text(json::quote(text)) == text, "a text is read as it was quoted");
  return 0;
}
