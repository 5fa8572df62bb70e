// What holds for every text that can be stripped, whatever is in it.

#ifndef IFTRUE_TESTS_PROPERTY_LAWS_H_
#define IFTRUE_TESTS_PROPERTY_LAWS_H_

#include <optional>
#include <string>
#include <string_view>

#include "generator.h"
#include "iftrue/iftrue.h"

namespace property {

struct Outputs {
  std::string preserve;
  std::string mask;
  std::string compact;
  std::string loader;
};

// For a document that is ok(), with undefined symbols off.
[[nodiscard]] Outputs strip_all(const iftrue::Document& document, const iftrue::Symbols& symbols);

// Which law of a stripped text the outputs break, or nothing.
[[nodiscard]] std::optional<std::string> broken_law(std::string_view input, const Outputs& outputs);

// What the engine keeps of a text that is sound, byte by byte.
[[nodiscard]] GeneratedText kept_text(std::string_view input, const iftrue::Symbols& symbols);

// Which law of the kept bytes the outputs break, or nothing: each is the text laid out as the
// contract says, and stripping it again changes nothing, unless a removal has joined two halves of
// a directive that was none before.
[[nodiscard]] std::optional<std::string> broken_law(const GeneratedText& text,
                                                    const Outputs& outputs);

// Which law of diagnostics the document breaks, or nothing: an error or a warning, whatever
// language the text is taken for, has a place inside the text, the line and the column of that
// place, a message; without an error there is an output, else none.
[[nodiscard]] std::optional<std::string> broken_law(std::string_view input,
                                                    const iftrue::Document& document);

// Without blanks, terminators and whatever bytes may join to a terminator: what layouts agree on.
[[nodiscard]] std::string without_layout(std::string_view text);

// The text as a C++ literal, for people.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_LAWS_H_
