#include "engine/text.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace echatim {
namespace {

constexpr char16_t kReplacement = 0xFFFD;

// One code point of UTF-8 (RFC 3629): shortest forms only, no surrogates.
struct Decoded {
  char32_t point;
  std::size_t length;  // bytes; of the maximal wrong part when it is not valid
  bool is_valid;
};

struct Lead {
  std::size_t more;         // bytes after it
  unsigned char low, high;  // what the second byte may be
};

std::optional<Lead> lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return Lead{1, 0x80, 0xBF};
  if (byte == 0xE0) return Lead{2, 0xA0, 0xBF};
  if (byte == 0xED) return Lead{2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return Lead{2, 0x80, 0xBF};
  if (byte == 0xF0) return Lead{3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return Lead{3, 0x80, 0xBF};
  if (byte == 0xF4) return Lead{3, 0x80, 0x8F};
  return std::nullopt;
}

Decoded decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  const std::optional<Lead> lead = lead_of(first);
  if (!lead) return {kReplacement, 1, false};
  char32_t point = first & (0x3FU >> lead->more);
  for (std::size_t i = 1; i <= lead->more; ++i) {
    if (i == text.size()) return {kReplacement, i, false};
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool fits = i == 1 ? byte >= lead->low && byte <= lead->high : (byte & 0xC0U) == 0x80;
    if (!fits) return {kReplacement, i, false};
    point = (point << 6U) | (byte & 0x3FU);
  }
  return {point, lead->more + 1, true};
}

void append(char32_t point, std::u16string& text) {
  if (point < 0x10000) {
    text.push_back(static_cast<char16_t>(point));
    return;
  }
  text.push_back(static_cast<char16_t>(0xD7C0U + (point >> 10U)));
  text.push_back(static_cast<char16_t>(0xDC00U + (point & 0x3FFU)));
}

void append(char32_t point, std::string& text) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0U | (point >> 6U));
  } else {
    if (point < 0x10000) {
      put(0xE0U | (point >> 12U));
    } else {
      put(0xF0U | (point >> 18U));
      put(0x80U | ((point >> 12U) & 0x3FU));
    }
    put(0x80U | ((point >> 6U) & 0x3FU));
  }
  put(0x80U | (point & 0x3FU));
}

}  // namespace

std::optional<std::u16string> utf16_of(std::string_view text) {
  std::u16string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Decoded decoded = decode(text);
    if (!decoded.is_valid) return std::nullopt;
    append(decoded.point, result);
    text.remove_prefix(decoded.length);
  }
  return result;
}

std::u16string repaired_utf16_of(std::string_view text) {
  std::u16string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Decoded decoded = decode(text);
    append(decoded.point, result);
    text.remove_prefix(decoded.length);
  }
  return result;
}

std::string utf8_of(std::u16string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t unit = text[i];
    if (unit < 0xD800 || unit > 0xDFFF) {
      append(unit, result);
    } else if (unit < 0xDC00 && i + 1 < text.size() && (text[i + 1] & 0xFC00U) == 0xDC00U) {
      append(((unit - 0xD7C0U) << 10U) | (text[++i] & 0x3FFU), result);
    } else {
      append(char32_t{kReplacement}, result);
    }
  }
  return result;
}

}  // namespace echatim
