// The language once more, as plain as it can be said: the whole text, one character after another,
// without a window, a table or a care for time. It is written from the contract and apart from the
// engine, so that the two can be held against each other.

#ifndef IFTRUE_TESTS_PROPERTY_MODEL_H_
#define IFTRUE_TESTS_PROPERTY_MODEL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "iftrue/iftrue.h"

namespace property {

// A text as the language reads it, up to its end or its first error.
struct Reading {
  struct Directive {
    char kind;               // 'i' if, 'l' elif, 'e' else, 'f' end
    std::string condition;   // without white space; of an else or end, that of its if
    std::size_t begin, end;  // bytes
  };
  std::vector<Directive> directives;
  std::optional<iftrue::Code> error;
  // The same as `error`, or E005 where text behind a word may be the mistake: the engine decides
  // that from what follows.
  iftrue::Code or_this{};
};

[[nodiscard]] Reading read(std::string_view text);

// Whether a well-formed condition is true, an undefined symbol being off.
[[nodiscard]] bool is_true(std::string_view condition, const iftrue::Symbols& symbols);

// Whether each byte of a text without an error is kept.
[[nodiscard]] std::vector<bool> kept_bytes(std::string_view text, const Reading& reading,
                                           const iftrue::Symbols& symbols);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_MODEL_H_
