// Whether the code under test has AddressSanitizer and UndefinedBehaviorSanitizer in it.

#ifndef IFTRUE_TESTS_SANITIZED_H_
#define IFTRUE_TESTS_SANITIZED_H_

// It then takes ten times as long, so tests of many runs or long texts take fewer and shorter ones.
#ifdef IFTRUE_TESTS_SANITIZED
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

#endif  // IFTRUE_TESTS_SANITIZED_H_
