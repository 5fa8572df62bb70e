#include "lsp/message.h"

#include <algorithm>
#include <limits>

namespace iftrue {
namespace {

constexpr std::size_t kEscapeSize = 6;  // \uXXXX

// The code unit that an escape writes, if one stands at `pos`.
std::optional<unsigned> escaped_unit(std::string_view body, std::size_t pos) {
  const std::string_view escape = body.substr(std::min(pos, body.size()), kEscapeSize);
  if (escape.size() < kEscapeSize || !escape.starts_with("\\u")) return std::nullopt;
  unsigned unit = 0;
  for (const char digit : escape.substr(2)) {
    unit *= 16;
    if (digit >= '0' && digit <= '9') {
      unit += static_cast<unsigned>(digit - '0');
    } else if (digit >= 'a' && digit <= 'f') {
      unit += static_cast<unsigned>(digit - 'a') + 10;
    } else if (digit >= 'A' && digit <= 'F') {
      unit += static_cast<unsigned>(digit - 'A') + 10;
    } else {
      return std::nullopt;
    }
  }
  return unit;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

// The body with U+FFFD for each half of a surrogate pair.
std::string without_lone_surrogates(std::string_view body) {
  std::string whole(body);
  for (std::size_t pos = 0; (pos = whole.find('\\', pos)) != std::string::npos;) {
    const auto unit = escaped_unit(whole, pos);
    if (!unit) {
      pos += 2;  // of an escaped backslash, the second one too
      continue;
    }
    const auto next = is_high(*unit) ? escaped_unit(whole, pos + kEscapeSize) : std::nullopt;
    if (next && is_low(*next)) {
      pos += 2 * kEscapeSize;
      continue;
    }
    if (is_high(*unit) || is_low(*unit)) whole.replace(pos, kEscapeSize, "\\ufffd");
    pos += kEscapeSize;
  }
  return whole;
}

}  // namespace

std::optional<Value> parse_message(std::string_view body) {
  Value value = Value::parse(body, nullptr, false);
  if (value.is_discarded()) value = Value::parse(without_lone_surrogates(body), nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string format_message(const Value& value) {
  return value.dump(-1, ' ', false, Value::error_handler_t::replace);
}

const Value& member(const Value& object, std::string_view name) {
  static const Value kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

std::optional<std::string> as_text(const Value& value) {
  if (!value.is_string()) return std::nullopt;
  return value.get_ref<const std::string&>();
}

std::optional<std::int64_t> as_integer(const Value& value) {
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
    return std::nullopt;
  }
  if (!value.is_number_integer()) return std::nullopt;
  return value.get<std::int64_t>();
}

bool is_true(const Value& value) { return value.is_boolean() && value.get<bool>(); }

bool lists(const Value& array, std::string_view text) {
  return array.is_array() && std::ranges::any_of(array, [&](const Value& each) {
           return each.is_string() && each.get_ref<const std::string&>() == text;
         });
}

}  // namespace iftrue
