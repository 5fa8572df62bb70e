// How a fuzz target says that a law does not hold.

#ifndef IFTRUE_TESTS_FUZZ_LAW_H_
#define IFTRUE_TESTS_FUZZ_LAW_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace fuzz {

// Ends the process; libFuzzer then keeps the input.
[[noreturn]] inline void broken(const std::string& law) {
  std::fprintf(stderr, "a law is broken: %s\n", law.c_str());
  std::abort();
}

inline void require(bool holds, const char* law) {
  if (!holds) broken(law);
}

// As the laws of tests/property/ tell it.
inline void require_none(const std::optional<std::string>& law) {
  if (law) broken(*law);
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace fuzz

#endif  // IFTRUE_TESTS_FUZZ_LAW_H_
