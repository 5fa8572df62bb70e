// Any bytes as a file that may be binary, and any ASCII text in UTF-16 and UTF-32, where E010 must
// find a directive just if there is one.

#include <optional>
#include <string>
#include <string_view>

#include "iftrue/iftrue.h"
#include "law.h"

namespace {

enum class ByteOrder { kLittle, kBig };

std::string widened(std::string_view ascii, std::size_t unit, ByteOrder order) {
  const bool little = order == ByteOrder::kLittle;
  const std::string zeros(unit - 1, '\0');
  const auto append = [&](std::string& to, char c) {
    if (!little) to += zeros;
    to += c;
    if (little) to += zeros;
  };
  // The mark, U+FEFF, by its bytes.
  std::string result = little ? "\xFF\xFE" : "\xFE\xFF";
  result.insert(little ? 2 : 0, std::string(unit - 2, '\0'));
  for (const char c : ascii) append(result, c);
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using fuzz::require;
  const std::string_view text = fuzz::text_of(data, size);
  if (iftrue::classify(text) == iftrue::TextKind::kBinary) {
    const auto found = iftrue::find_unreadable_directive(text);
    require(!found || (found->code == iftrue::Code::kEncoding && !found->message.empty() &&
                       found->place.line > 0 && found->place.column > 0),
            "a directive that cannot be read is told");
  } else {
    require(text.substr(0, 8192).find('\0') == std::string_view::npos, "what has a NUL is binary");
  }

  std::string ascii(text);
  for (char& c : ascii) c = static_cast<char>(c & 0x7F);
  const iftrue::Document document(ascii);
  const bool has_directive = document.has_directives() || !document.ok();
  for (const std::size_t unit : {std::size_t{2}, std::size_t{4}}) {
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      const std::string wide = widened(ascii, unit, order);
      // The mark of UTF-32LE is the one of UTF-16LE and a NUL.
      if (unit == 2 && order == ByteOrder::kLittle && ascii.starts_with('\0')) continue;
      require(iftrue::classify(wide) == iftrue::TextKind::kBinary, "UTF-16 and UTF-32 are binary");
      require(iftrue::find_unreadable_directive(wide).has_value() == has_directive,
              "a directive in another encoding is found");
    }
  }
  return 0;
}
