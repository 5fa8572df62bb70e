#include "command/views/text_place.h"

#include <fmt/core.h>

#include <charconv>

namespace iftrue {
namespace {

struct Numbered {
  std::string_view path;
  std::size_t number;
};

// "path:12", or nothing where no number stands behind a colon.
std::optional<Numbered> split_number(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view digits = text.substr(colon + 1);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return Numbered{text.substr(0, colon), number};
}

}  // namespace

Result<TextPlace> parse_text_place(std::string_view operand,
                                   const std::function<bool(const std::string&)>& exists) {
  const auto wrong = [&](std::string_view reason) {
    return failure(fmt::format("{}: {}", quote(operand), reason));
  };
  if (operand.ends_with(':')) operand.remove_suffix(1);
  const auto last = split_number(operand);
  if (!last) return wrong("name a line: FILE:LINE or FILE:LINE:COLUMN");
  TextPlace place{std::string(last->path), last->number, std::nullopt};
  const auto first = split_number(last->path);
  if (first && (exists(std::string(first->path)) || !exists(place.path))) {
    place = {std::string(first->path), first->number, last->number};
  }
  if (place.line == 0 || place.column == 0U) return wrong("lines and columns count from 1");
  return place;
}

}  // namespace iftrue
