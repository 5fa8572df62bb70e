// The targets that a text is stripped for: on and off for the symbols that are in it, so that an
// input is nothing but the text.

#ifndef IFTRUE_TESTS_FUZZ_SYMBOL_VALUES_H_
#define IFTRUE_TESTS_FUZZ_SYMBOL_VALUES_H_

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "iftrue/iftrue.h"

namespace fuzz {

// One of the 2^n combinations for each bit pattern.
inline iftrue::Symbols values_by_bits(const std::set<std::string>& names, std::size_t bits) {
  iftrue::Symbols symbols;
  std::size_t i = 0;
  for (const std::string& name : names) symbols.set(name, (bits >> (i++ % 64) & 1) != 0);
  return symbols;
}

// Every combination; of few symbols only.
inline std::vector<iftrue::Symbols> every_value(const std::set<std::string>& names) {
  std::vector<iftrue::Symbols> all;
  for (std::size_t bits = 0; bits < std::size_t{1} << names.size(); ++bits) {
    all.push_back(values_by_bits(names, bits));
  }
  return all;
}

// Every combination of a few symbols; of many, all off, all on, and some that the text chooses.
inline std::vector<iftrue::Symbols> symbol_values(const std::set<std::string>& names,
                                                  std::string_view text) {
  constexpr std::size_t kFew = 2;
  constexpr std::size_t kSome = 4;
  if (names.size() <= kFew) return every_value(names);
  std::vector<iftrue::Symbols> some{values_by_bits(names, 0),
                                    values_by_bits(names, ~std::size_t{0})};
  for (std::size_t bits = std::hash<std::string_view>()(text); some.size() < kSome; bits /= 3) {
    some.push_back(values_by_bits(names, bits));
  }
  return some;
}

// The symbols of the conditions in a text.
inline std::set<std::string> symbols_of(std::string_view text, const iftrue::Document& document) {
  std::set<std::string> names;
  for (const iftrue::Diagnostic& unknown : document.check_symbols({})) {
    names.emplace(text.substr(unknown.place.offset, unknown.place.length));
  }
  return names;
}

}  // namespace fuzz

#endif  // IFTRUE_TESTS_FUZZ_SYMBOL_VALUES_H_
