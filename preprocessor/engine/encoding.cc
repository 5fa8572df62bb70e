// What is not UTF-8: classify() and find_unreadable_directive().

#include <array>
#include <cstdint>

#include "engine/conditional_tree.h"
#include "engine/diagnostic.h"
#include "engine/format.h"
#include "engine/text.h"
#include "iftrue/iftrue.h"

namespace iftrue {
namespace {

constexpr std::size_t kSniffedBytes = 8192;

enum class ByteOrder : std::uint8_t { kLittle, kBig };

struct Encoding {
  std::string_view name;
  std::string_view mark;
  std::size_t unit;  // bytes of a code unit
  ByteOrder order;
};

// UTF-32 comes first: the mark of UTF-16LE begins that of UTF-32LE.
constexpr auto kEncodings = std::to_array<Encoding>({
    {"UTF-32LE", {"\xFF\xFE\0\0", 4}, 4, ByteOrder::kLittle},
    {"UTF-32BE", {"\0\0\xFE\xFF", 4}, 4, ByteOrder::kBig},
    {"UTF-16LE", {"\xFF\xFE", 2}, 2, ByteOrder::kLittle},
    {"UTF-16BE", {"\xFE\xFF", 2}, 2, ByteOrder::kBig},
});

const Encoding* marked_encoding(std::string_view bytes) {
  for (const Encoding& encoding : kEncodings) {
    if (bytes.starts_with(encoding.mark)) return &encoding;
  }
  return nullptr;
}

// The UTF-8 of one code point; a surrogate that stands alone, or no code point at all, is one byte
// that is not UTF-8.
void append_utf8(std::string& text, std::uint32_t code_point) {
  const auto continuation = [&](unsigned shift) {
    text += static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0 | code_point >> 6);
    continuation(0);
  } else if (code_point - 0xD800 < 0x800 || code_point > 0x10FFFF) {
    text += '\xFF';
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0 | code_point >> 12);
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xF0 | code_point >> 18);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

// The same text in UTF-8, so that directives are found and lines and columns counted. The mark is
// left out.
std::string to_utf8(std::string_view bytes, const Encoding& encoding) {
  if (bytes.starts_with(encoding.mark)) bytes.remove_prefix(encoding.mark.size());
  const auto unit_at = [&](std::size_t pos) {
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < encoding.unit; ++i) {
      const std::size_t at =
          encoding.order == ByteOrder::kBig ? pos + i : pos + encoding.unit - 1 - i;
      unit = unit << 8 | static_cast<unsigned char>(bytes[at]);
    }
    return unit;
  };
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t pos = 0; pos + encoding.unit <= bytes.size(); pos += encoding.unit) {
    std::uint32_t code_point = unit_at(pos);
    const bool high_surrogate = encoding.unit == 2 && code_point - 0xD800 < 0x400;
    if (high_surrogate && pos + 4 <= bytes.size()) {
      const std::uint32_t low = unit_at(pos + 2) - 0xDC00;
      if (low < 0x400) {
        code_point = 0x10000 + ((code_point - 0xD800) << 10) + low;
        pos += 2;
      }
    }
    append_utf8(text, code_point);
  }
  return text;
}

std::optional<Diagnostic> first_directive(std::string_view text, std::string_view encoding) {
  std::vector<Diagnostic> wrong;  // shows directives that have no place in a conditional
  const ConditionalTree tree = parse(text, wrong);
  if (tree.directives.empty() && wrong.empty()) return std::nullopt;
  const Place first = tree.directives.empty() ? wrong.front().place
                                              : byte_range(tree.directives.front().word_begin,
                                                           tree.directives.front().word_end);
  std::vector<Diagnostic> diagnostics;
  diagnostics.push_back({Code::kEncoding,
                         first,
                         formatted("{} stands in {}, which is not read; convert the file to UTF-8",
                                   text.substr(first.offset, first.length), encoding),
                         {}});
  locate(text, diagnostics);
  return std::move(diagnostics.front());
}

}  // namespace

TextKind classify(std::string_view bytes) {
  if (marked_encoding(bytes) != nullptr) return TextKind::kBinary;
  return bytes.substr(0, kSniffedBytes).find('\0') == std::string_view::npos ? TextKind::kUtf8
                                                                             : TextKind::kBinary;
}

std::optional<Diagnostic> find_unreadable_directive(std::string_view bytes) {
  if (const Encoding* encoding = marked_encoding(bytes)) {
    return first_directive(to_utf8(bytes, *encoding), encoding->name);
  }
  if (auto found = first_directive(bytes, "a file with NUL bytes")) return found;
  for (const Encoding& encoding : kEncodings) {
    if (auto found = first_directive(to_utf8(bytes, encoding), encoding.name)) return found;
  }
  return std::nullopt;
}

}  // namespace iftrue
