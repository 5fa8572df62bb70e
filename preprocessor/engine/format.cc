#include "engine/format.h"

#include <charconv>

namespace iftrue {

FormatValue::FormatValue(std::size_t number) {
  const char* const end =
      std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr;
  size_ = static_cast<std::size_t>(end - digits_.data());
}

std::string format_values(std::string_view pattern, std::initializer_list<FormatValue> values) {
  std::string result;
  std::size_t next = 0;
  for (std::string_view rest = pattern; !rest.empty();) {
    const PatternPart part = first_part(rest, next);
    result += part.text;
    if (part.value == PatternPart::kNoValue) break;
    result += (values.begin() + part.value)->text();
    if (!part.is_numbered) ++next;
    rest = part.rest;
  }
  return result;
}

}  // namespace iftrue
