// Any bytes as FILE:LINE[:COLUMN], the first of them choosing which of the names in it exist. What
// the operand may mean is found by trying every way to cut it.

#include "command/views/text_place.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "law.h"

namespace {

using fuzz::require;
using iftrue::TextPlace;

// The value of decimal digits; nothing for other text, and for what std::size_t cannot hold.
std::optional<std::size_t> number(std::string_view digits) {
  if (digits.empty()) return std::nullopt;
  std::size_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::size_t>(c - '0');
    if (value > (std::numeric_limits<std::size_t>::max() - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

// What an operand can mean: with the column, and without one.
struct Readings {
  std::optional<TextPlace> with_column;
  std::optional<TextPlace> without;
};

Readings readings_of(std::string_view operand) {
  Readings readings;
  for (std::size_t i = 1; i < operand.size(); ++i) {
    if (operand[i] != ':') continue;
    const std::string path(operand.substr(0, i));
    const std::string_view rest = operand.substr(i + 1);
    if (const auto line = number(rest)) readings.without = TextPlace{path, *line, std::nullopt};
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) continue;
    const auto line = number(rest.substr(0, colon));
    const auto column = number(rest.substr(colon + 1));
    if (line && column) readings.with_column = TextPlace{path, *line, column};
  }
  return readings;
}

std::optional<TextPlace> expected_place(std::string_view operand,
                                        const std::set<std::string>& names) {
  const auto [with_column, without] = readings_of(operand);
  if (!with_column) return without;
  const bool only_without = names.contains(without->path) && !names.contains(with_column->path);
  return only_without ? without : with_column;
}

// The names that the operand can begin with, as far as `chosen` has their bits.
std::set<std::string> names_in(std::string_view operand, unsigned chosen) {
  std::set<std::string> names;
  for (std::size_t i = operand.size(); i-- > 0 && chosen != 0;) {
    if (operand[i] != ':') continue;
    if (chosen % 2 != 0) names.emplace(operand.substr(0, i));
    chosen /= 2;
  }
  return names;
}

std::string written(const TextPlace& place) {
  std::string text = place.path + ':' + std::to_string(place.line);
  if (place.column) text += ':' + std::to_string(*place.column);
  return text;
}

bool same(const TextPlace& one, const TextPlace& other) {
  return one.path == other.path && one.line == other.line && one.column == other.column;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view operand = fuzz::text_of(data + 1, size - 1);
  const std::set<std::string> names = names_in(operand, *data);
  const auto exists = [&](const std::string& path) {
    require(!path.empty() && operand.starts_with(path), "only names in the operand are looked for");
    return names.contains(path);
  };

  const auto place = iftrue::parse_text_place(operand, exists);
  std::string_view meant = operand;
  if (meant.ends_with(':')) meant.remove_suffix(1);
  const auto expected = expected_place(meant, names);
  const bool counts = expected && expected->line > 0 && expected->column != 0U;
  require(place.has_value() == counts, "what is a place");
  if (!place) {
    const std::string& message = place.error().message;
    require(message.ends_with(expected ? ": lines and columns count from 1"
                                       : ": name a line: FILE:LINE or FILE:LINE:COLUMN"),
            "an error says what is wrong");
    require(std::ranges::none_of(
                message, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }),
            "no operand can steer the terminal");
    return 0;
  }
  require(same(*place, *expected), "which file, line and column are meant");

  for (const char* end : {"", ":"}) {
    const auto again = iftrue::parse_text_place(
        written(*place) + end, [&](const std::string& path) { return names.contains(path); });
    require(again && same(*again, *place), "a place is read as it is written");
  }
  return 0;
}
