#include "command/terminal/shown_text.h"

#include <utf8proc.h>

#include <algorithm>

namespace iftrue {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// They could show a line in another order than it is read in (CVE-2021-42574).
bool is_bidirectional_control(utf8proc_int32_t code_point) {
  return (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

std::size_t character_size(std::string_view text) {
  utf8proc_int32_t code_point = -1;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  return size > 0 ? static_cast<std::size_t>(size) : 1;
}

}  // namespace

Shown show(std::string_view piece) {
  Shown shown;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(piece.data());
  for (std::size_t pos = 0; pos < piece.size();) {
    utf8proc_int32_t code_point = -1;
    const auto size = utf8proc_iterate(
        bytes + pos, static_cast<utf8proc_ssize_t>(piece.size() - pos), &code_point);
    const std::size_t length = size > 0 ? static_cast<std::size_t>(size) : 1;
    const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
                         is_bidirectional_control(code_point);
    if (code_point == '\t') {
      shown.text += '\t';
      ++shown.width;
    } else if (control) {
      shown.text += kReplacement;
      ++shown.width;
    } else {
      shown.text += piece.substr(pos, length);
      shown.width += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code_point)));
    }
    pos += length;
  }
  return shown;
}

std::string show_message(std::string message) {
  std::ranges::replace_if(
      message, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return show(message).text;
}

Shown show_within(std::string_view piece, std::size_t width) {
  Shown whole;
  std::size_t fitting = 0;  // bytes of `whole` that leave room for the ellipsis
  std::size_t fitting_width = 0;
  while (!piece.empty()) {
    const std::size_t size = character_size(piece);
    const Shown character = piece.front() == '\t' ? show(" ") : show(piece.substr(0, size));
    if (whole.width + character.width > width) {
      whole.text.resize(fitting);
      return {whole.text.append(kEllipsis), fitting_width + 1};
    }
    whole.text += character.text;
    whole.width += character.width;
    if (whole.width < width) {
      fitting = whole.text.size();
      fitting_width = whole.width;
    }
    piece.remove_prefix(size);
  }
  return whole;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t own = show(text).width;
  return std::string(text).append(width > own ? width - own : 0, ' ');
}

}  // namespace iftrue
