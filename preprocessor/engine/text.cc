#include "engine/text.h"

#include <algorithm>
#include <array>

#include "engine/block_search.h"

namespace iftrue {
namespace {

constexpr std::string_view kLineSeparator = "\xE2\x80\xA8";
constexpr std::string_view kParagraphSeparator = "\xE2\x80\xA9";

// White space beyond ASCII: the category Zs, the byte order mark and the two separators.
constexpr auto kWideWhiteSpace = std::to_array<std::string_view>({
    "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
    "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87",
    "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", kLineSeparator, kParagraphSeparator,
    "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", kByteOrderMark,
});

constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::size_t wide_white_space_at(std::string_view text, std::size_t pos) {
  const std::string_view rest = text.substr(pos);
  for (const std::string_view space : kWideWhiteSpace) {
    if (rest.starts_with(space)) return space.size();
  }
  return 0;
}

std::size_t cut_white_space(std::string_view text) {
  constexpr std::size_t kLongest = 3;
  for (std::size_t size = std::min(text.size(), kLongest - 1); size > 0; --size) {
    const std::string_view last = text.substr(text.size() - size);
    const bool is_cut = std::ranges::any_of(kWideWhiteSpace, [last](std::string_view wide) {
      return last.size() < wide.size() && wide.starts_with(last);
    });
    if (is_cut) return size;
  }
  return 0;
}

std::size_t skip_white_space(std::string_view text, std::size_t pos) {
  while (const std::size_t length = white_space_at(text, pos)) pos += length;
  return pos;
}

std::size_t skip_white_space_back(std::string_view text, std::size_t pos, std::size_t begin) {
  while (pos > begin) {
    if (is_ascii(text[pos - 1])) {
      if (!is_ascii_white_space(text[pos - 1])) return pos;
      --pos;
      continue;
    }
    const std::string_view before = text.substr(begin, pos - begin);
    const auto space = std::ranges::find_if(
        kWideWhiteSpace, [before](std::string_view wide) { return before.ends_with(wide); });
    if (space == kWideWhiteSpace.end()) return pos;
    pos -= space->size();
  }
  return pos;
}

std::size_t terminator_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return 0;
  switch (text[pos]) {
    case '\n':
      return 1;
    case '\r':
      return pos + 1 < text.size() && text[pos + 1] == '\n' ? 2 : 1;
    case '\xE2': {
      const std::string_view rest = text.substr(pos);
      return rest.starts_with(kLineSeparator) || rest.starts_with(kParagraphSeparator) ? 3 : 0;
    }
    default:
      return 0;
  }
}

std::size_t find_terminator(std::string_view text, std::size_t pos) {
  const auto may_begin_terminator = [](const char* c) {
    return static_cast<unsigned char>((*c == '\n') | (*c == '\r') | (*c == '\xE2'));
  };
  // Most lines are short; a long one is passed over in blocks.
  constexpr std::size_t kNear = std::size_t{2} * kBlockSize;
  while (pos < text.size()) {
    const std::size_t near_end = pos + std::min(kNear, text.size() - pos);
    pos = find_any<'\n', '\r', '\xE2'>(text, pos, near_end);
    if (pos == near_end) {
      pos = skip_blocks(text, pos, 0, may_begin_terminator);
    } else if (terminator_at(text, pos) != 0) {
      return pos;
    } else {
      ++pos;
    }
  }
  return pos;
}

std::size_t last_line_start(std::string_view text) {
  for (std::size_t pos = text.size(); pos > 0; --pos) {
    const char last = text[pos - 1];
    if (last == '\n' || last == '\r') return pos;
    const std::string_view before = text.substr(0, pos);
    if (before.ends_with(kLineSeparator) || before.ends_with(kParagraphSeparator)) return pos;
  }
  return 0;
}

// Unicode 15 table 3-7: the well-formed UTF-8 byte sequences.
Character character_at(std::string_view text, std::size_t pos) {
  constexpr Character kOneByte{1, 1};
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(pos);
  if (lead < 0xC2 || lead > 0xF4) return kOneByte;
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - pos < size) return kOneByte;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[pos + i])) return kOneByte;
  }
  const unsigned char second = byte(pos + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second > 0x9F;
  const bool beyond_unicode = lead == 0xF4 && second > 0x8F;
  if (overlong || surrogate || beyond_unicode) return kOneByte;
  return {size, size == 4 ? std::size_t{2} : std::size_t{1}};
}

std::size_t utf16_units(std::string_view text) {
  const auto begins_wide = [](const char* c) { return static_cast<unsigned char>(!is_ascii(*c)); };
  std::size_t units = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t narrow_end = skip_blocks(text, pos, 0, begins_wide);
    units += narrow_end - pos;
    pos = narrow_end;
    for (const std::size_t end = std::min(text.size(), pos + kBlockSize); pos < end;) {
      const Character character = character_at(text, pos);
      units += character.utf16_units;
      pos += character.size;
    }
  }
  return units;
}

}  // namespace iftrue
