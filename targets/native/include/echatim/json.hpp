/*
 * The little of JSON that the C++ interface needs: to quote a text, and to take single values out
 * of what the library gives. It trusts that this is valid JSON, as echatim.h promises; of any other
 * text it makes some value or none, and never reads beyond its end. It builds no tree and writes no
 * numbers: programs that do more with JSON use the library they like, on the texts they are given.
 */
#ifndef ECHATIM_JSON_HPP
#define ECHATIM_JSON_HPP

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace echatim::json {

/** `text` (UTF-8) as a JSON string, in quotes. */
[[nodiscard]] inline std::string quote(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20) {
      quoted += "\\u00";
      quoted += digits[byte >> 4U];
      quoted += digits[byte & 0xFU];
    } else {
      quoted += c;
    }
  }
  quoted += '"';
  return quoted;
}

namespace detail {

inline void skip_blanks(std::string_view& rest) {
  while (!rest.empty() && std::string_view(" \t\r\n").find(rest.front()) != std::string_view::npos)
    rest.remove_prefix(1);
}

/** How long the string is at the begin of `rest`, with both quotes. */
inline std::size_t string_length(std::string_view rest) {
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '\\')
      ++i;
    else if (rest[i] == '"')
      return i + 1;
  }
  return rest.size();
}

/** Takes one value, of any kind, off the begin of `rest`. Needs no stack for nested ones. */
inline std::string_view take_value(std::string_view& rest) {
  skip_blanks(rest);
  std::size_t length = 0;
  std::size_t depth = 0;
  while (length < rest.size()) {
    const char c = rest[length];
    if (c == '"') {
      length += string_length(rest.substr(length));
    } else if (c == '{' || c == '[') {
      ++depth;
      ++length;
    } else if (depth == 0) {
      length = std::min(rest.find_first_of(" \t\r\n,:}]", length), rest.size());
    } else {
      if (c == '}' || c == ']') --depth;
      ++length;
    }
    if (depth == 0) break;
  }
  const std::string_view value = rest.substr(0, length);
  rest.remove_prefix(length);
  return value;
}

inline void append_utf8(std::string& text, std::uint32_t point) {
  const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0U | (point >> 6U));
    put(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  }
}

/** The four hexadecimal digits of `\uXXXX` at the begin of `rest`. */
inline std::optional<std::uint32_t> unit(std::string_view rest) {
  std::uint32_t value = 0;
  if (rest.size() < 6 || rest[0] != '\\' || rest[1] != 'u') return std::nullopt;
  const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + 6, value, 16);
  if (error != std::errc() || end != rest.data() + 6) return std::nullopt;
  return value;
}

/** Takes one escape off the begin of `rest`. */
inline void take_escape(std::string_view& rest, std::string& text) {
  const std::optional<std::uint32_t> first = unit(rest);
  if (!first) {
    constexpr std::string_view letters = "bfnrt";
    constexpr std::string_view meanings = "\b\f\n\r\t";
    const char letter = rest.size() > 1 ? rest[1] : '\\';
    const std::size_t which = letters.find(letter);
    text += which == std::string_view::npos ? letter : meanings[which];
    rest.remove_prefix(std::min<std::size_t>(2, rest.size()));
    return;
  }
  rest.remove_prefix(6);
  std::uint32_t point = *first;
  if (point >= 0xD800 && point < 0xE000) {
    const std::optional<std::uint32_t> second = unit(rest);
    if (point < 0xDC00 && second && *second >= 0xDC00 && *second < 0xE000) {
      point = 0x10000U + ((point - 0xD800U) << 10U) + (*second - 0xDC00U);
      rest.remove_prefix(6);
    } else {
      point = 0xFFFD;  // UTF-8 has no lone surrogates
    }
  }
  append_utf8(text, point);
}

}  // namespace detail

/** The text of a JSON string; of any other value, the value as it is. */
[[nodiscard]] inline std::string text(std::string_view value) {
  if (value.size() < 2 || value.front() != '"') return std::string(value);
  std::string_view rest = value.substr(1, value.size() - 2);
  std::string text;
  text.reserve(rest.size());
  while (!rest.empty()) {
    if (rest.front() == '\\') {
      detail::take_escape(rest, text);
    } else {
      text += rest.front();
      rest.remove_prefix(1);
    }
  }
  return text;
}

/**
 * The value, as JSON, of a member of a JSON object; nothing where `object` is no object or has no
 * such member. It points into `object`.
 */
[[nodiscard]] inline std::optional<std::string_view> member(std::string_view object,
                                                            std::string_view name) {
  std::string_view rest = object;
  detail::skip_blanks(rest);
  if (rest.empty() || rest.front() != '{') return std::nullopt;
  rest.remove_prefix(1);
  while (true) {
    detail::skip_blanks(rest);
    if (rest.empty() || rest.front() != '"') return std::nullopt;
    const std::string_view key = detail::take_value(rest);
    detail::skip_blanks(rest);
    if (rest.empty() || rest.front() != ':') return std::nullopt;
    rest.remove_prefix(1);
    const std::string_view value = detail::take_value(rest);
    if (text(key) == name) return value;
    detail::skip_blanks(rest);
    if (rest.empty() || rest.front() != ',') return std::nullopt;
    rest.remove_prefix(1);
  }
}

/** The elements, as JSON, of a JSON array; none where `array` is no array. They point into it. */
[[nodiscard]] inline std::vector<std::string_view> elements(std::string_view array) {
  std::vector<std::string_view> found;
  std::string_view rest = array;
  detail::skip_blanks(rest);
  if (rest.empty() || rest.front() != '[') return found;
  do {
    rest.remove_prefix(1);
    const std::string_view value = detail::take_value(rest);
    if (!value.empty()) found.push_back(value);
    detail::skip_blanks(rest);
  } while (!rest.empty() && rest.front() == ',');
  return found;
}

/** A member's text; "" where there is none, or null. */
[[nodiscard]] inline std::string text_member(std::string_view object, std::string_view name) {
  const std::string_view value = member(object, name).value_or("null");
  return value == "null" ? std::string() : text(value);
}

/** A member's whole number; 0 where there is none that fits. */
[[nodiscard]] inline std::int64_t integer_member(std::string_view object, std::string_view name) {
  const std::string_view value = member(object, name).value_or("0");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() ? number : 0;
}

}  // namespace echatim::json

#endif
